package org.yipiao.quickstart.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Makes broken bundles out of a sound one: one changed bit in each part, and parts added, dropped
 * or exchanged. Works on the bytes alone, so that it knows nothing of how a bundle is made.
 *
 * <p>A proof's text is: magic line, index line, one base64 hash a line, an empty line, and the
 * signed note of the checkpoint (origin, size, root, an empty line, one {@code — name base64} a
 * signature).
 */
final class BundleTampering {

  /** The three parts of a bundle. */
  record Parts(String document, String leaf, String proof) {}

  /** A broken bundle and what was done to it. */
  record Case(String what, Parts parts) {}

  private static final String SIGNATURE = "— ";

  private final Parts sound;
  private final String origin;
  private final int quorum;

  /**
   * @param sound a valid bundle
   * @param quorum how many cosignatures are needed; further ones are cut off first, so that each
   *     one left is needed
   */
  BundleTampering(Parts sound, int quorum) {
    this.origin = noteLines(sound.proof()).getFirst();
    this.quorum = quorum;
    this.sound = new Parts(sound.document(), sound.leaf(), withCosignatures(sound.proof(), quorum));
  }

  /** The sound bundle with just the cosignatures needed; it must still verify. */
  Parts minimal() {
    return sound;
  }

  /**
   * All broken bundles.
   *
   * @param foreign another valid bundle, whose disclosures and leaf are foreign here
   */
  List<Case> cases(Parts foreign) {
    List<Case> cases = new ArrayList<>();
    tamperDocument(cases, foreign);
    tamperLeaf(cases, foreign);
    tamperProof(cases);
    return cases;
  }

  private void tamperDocument(List<Case> cases, Parts foreign) {
    String[] parts = sound.document().split("~", -1);
    String[] jwt = parts[0].split("\\.", -1);
    for (int segment = 0; segment < jwt.length; segment++) {
      String[] changed = jwt.clone();
      changed[segment] = flipBase64Url(changed[segment]);
      String[] all = parts.clone();
      all[0] = String.join(".", changed);
      cases.add(document("JWT part " + segment, String.join("~", all)));
    }
    List<String> disclosures = disclosures(sound.document());
    for (int i = 0; i < disclosures.size(); i++) {
      String[] all = parts.clone();
      all[i + 1] = flipBase64Url(all[i + 1]);
      cases.add(document("disclosure " + i, String.join("~", all)));
    }
    String added =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "[\"AAAAAAAAAAAAAAAAAAAAAA\",\"added\",\"by nobody\"]"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    cases.add(document("added disclosure", sound.document() + added + "~"));
    cases.add(
        document(
            "foreign disclosure",
            sound.document() + disclosures(foreign.document()).getFirst() + "~"));
    if (!disclosures.isEmpty()) {
      cases.add(
          document("disclosure given twice", sound.document() + disclosures.getFirst() + "~"));
    }
    cases.add(document("foreign document", foreign.document()));
  }

  private static List<String> disclosures(String document) {
    String[] parts = document.split("~", -1);
    return Arrays.stream(parts).skip(1).filter(part -> !part.isEmpty()).toList();
  }

  private void tamperLeaf(List<Case> cases, Parts foreign) {
    byte[] leaf = Base64.getDecoder().decode(sound.leaf());
    for (int at = 0; at < leaf.length; at++) {
      byte[] changed = leaf.clone();
      changed[at] ^= (byte) (1 << (at % 8));
      String text = Base64.getEncoder().encodeToString(changed);
      cases.add(new Case("leaf byte " + at, new Parts(sound.document(), text, sound.proof())));
    }
    cases.add(new Case("foreign leaf", new Parts(sound.document(), foreign.leaf(), sound.proof())));
    cases.add(
        new Case(
            "foreign leaf and proof",
            new Parts(sound.document(), foreign.leaf(), foreign.proof())));
  }

  private void tamperProof(List<Case> cases) {
    List<String> lines = new ArrayList<>(sound.proof().lines().toList());
    int noteStart = lines.indexOf("") + 1;
    for (int i = 1; i < noteStart - 1; i++) {
      String line = lines.get(i);
      boolean index = line.startsWith("index ");
      cases.add(
          proof(
              index ? "index" : "path hash, line " + i,
              with(lines, i, index ? nextNumber(line) : flipBase64(line))));
    }
    cases.add(proof("size", with(lines, noteStart + 1, nextNumber(lines.get(noteStart + 1)))));
    cases.add(proof("root", with(lines, noteStart + 2, flipBase64(lines.get(noteStart + 2)))));
    cases.add(proof("origin", with(lines, noteStart, lines.get(noteStart) + "x")));
    for (int i = noteStart + 3; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith(SIGNATURE)) {
        int blob = line.lastIndexOf(' ') + 1;
        String changed = line.substring(0, blob) + flipBase64(line.substring(blob));
        cases.add(proof("signature of " + line.substring(2, blob - 1), with(lines, i, changed)));
      }
    }
    cases.add(proof("dropped quorum", withCosignatures(sound.proof(), quorum - 1)));
  }

  private Case document(String what, String document) {
    return new Case(what, new Parts(document, sound.leaf(), sound.proof()));
  }

  private Case proof(String what, String proof) {
    return new Case(what, new Parts(sound.document(), sound.leaf(), proof));
  }

  private static String with(List<String> lines, int at, String line) {
    List<String> changed = new ArrayList<>(lines);
    changed.set(at, line);
    return String.join("\n", changed) + "\n";
  }

  private static List<String> noteLines(String proof) {
    List<String> lines = proof.lines().toList();
    return lines.subList(lines.indexOf("") + 1, lines.size());
  }

  /** Keeps the log's own signature and the first {@code count} cosignatures. */
  private String withCosignatures(String proof, int count) {
    List<String> kept = new ArrayList<>();
    int seen = 0;
    for (String line : proof.lines().toList()) {
      boolean cosignature =
          line.startsWith(SIGNATURE) && !line.startsWith(SIGNATURE + origin + " ");
      if (cosignature && seen++ >= count) {
        continue;
      }
      kept.add(line);
    }
    return String.join("\n", kept) + "\n";
  }

  private static String nextNumber(String line) {
    int start = line.lastIndexOf(' ') + 1;
    return line.substring(0, start) + (Long.parseLong(line.substring(start)) ^ 1);
  }

  private static String flipBase64(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    bytes[bytes.length - 1] ^= 1;
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String flipBase64Url(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    bytes[bytes.length / 2] ^= 1;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
