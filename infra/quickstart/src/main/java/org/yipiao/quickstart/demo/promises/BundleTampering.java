package org.yipiao.quickstart.demo.promises;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Makes broken bundles out of a sound one: one changed bit in each part, and parts added, dropped
 * or exchanged. Works on the bytes alone, so that it knows nothing of how a bundle is made; of how
 * one is verified it knows the codes of the reasons.
 *
 * <p>A proof's text is: magic line, index line, one base64 hash a line, an empty line, and the
 * signed note of the checkpoint (origin, size, root, an empty line, one {@code — name base64} a
 * signature).
 */
public final class BundleTampering {

  /** The three parts of a bundle. */
  public record Parts(String document, String leaf, String proof) {}

  /**
   * A broken bundle and what was done to it.
   *
   * @param codes the reasons for which it may be rejected: several where it depends on the bytes
   *     what a changed bit turns them into
   */
  public record Case(String what, Parts parts, List<String> codes) {

    public Case {
      codes = List.copyOf(codes);
    }
  }

  private static final String SIGNATURE = "— ";
  private static final String MALFORMED = "TOKEN_MALFORMED";
  private static final String FOREIGN = "DISCLOSURE_FOREIGN";
  private static final String OTHER_DOCUMENT = "COMMITMENT_DIFFERS";
  private static final String NOT_INCLUDED = "INCLUSION";
  private static final String NOT_THE_LOGS = "LOG_SIGNATURE";

  /** What becomes of the JWT's header, claims and signature; each is under the commitment. */
  private static final List<List<String>> OF_JWT_PART =
      List.of(
          List.of(MALFORMED, OTHER_DOCUMENT),
          List.of(MALFORMED, "CLAIMS_MALFORMED", FOREIGN, OTHER_DOCUMENT),
          List.of(OTHER_DOCUMENT));

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

  /** A sound document with the leaf and the proof of an issue that the ledger refused. */
  public static Case refusedLeaf(Parts parts) {
    return new Case("refused leaf", parts, List.of("OUTCOME"));
  }

  /** A sound document with the leaf and the proof of an operation that issues nothing. */
  public static Case otherOperation(Parts parts) {
    return new Case("leaf of another operation", parts, List.of("LEAF_TYPE"));
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
      cases.add(document("JWT part " + segment, String.join("~", all), OF_JWT_PART.get(segment)));
    }
    List<String> disclosures = disclosures(sound.document());
    for (int i = 0; i < disclosures.size(); i++) {
      String[] all = parts.clone();
      all[i + 1] = flipBase64Url(all[i + 1]);
      cases.add(document("disclosure " + i, String.join("~", all), List.of(MALFORMED, FOREIGN)));
    }
    String added =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "[\"AAAAAAAAAAAAAAAAAAAAAA\",\"added\",\"by nobody\"]"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    cases.add(document("added disclosure", sound.document() + added + "~", List.of(FOREIGN)));
    cases.add(
        document(
            "foreign disclosure",
            sound.document() + disclosures(foreign.document()).getFirst() + "~",
            List.of(FOREIGN)));
    if (!disclosures.isEmpty()) {
      cases.add(
          document(
              "disclosure given twice",
              sound.document() + disclosures.getFirst() + "~",
              List.of("DISCLOSURE_DUPLICATED")));
    }
    cases.add(document("foreign document", foreign.document(), List.of(OTHER_DOCUMENT)));
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
      cases.add(
          new Case(
              "leaf byte " + at,
              new Parts(sound.document(), text, sound.proof()),
              List.of("LEAF_FORMAT", NOT_INCLUDED)));
    }
    cases.add(
        new Case(
            "foreign leaf",
            new Parts(sound.document(), foreign.leaf(), sound.proof()),
            List.of(NOT_INCLUDED)));
    cases.add(
        new Case(
            "foreign leaf and proof",
            new Parts(sound.document(), foreign.leaf(), foreign.proof()),
            List.of(OTHER_DOCUMENT)));
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
              with(lines, i, index ? nextNumber(line) : flipBase64(line)),
              NOT_INCLUDED));
    }
    String size = nextNumber(lines.get(noteStart + 1));
    cases.add(proof("size", with(lines, noteStart + 1, size), NOT_THE_LOGS));
    String root = flipBase64(lines.get(noteStart + 2));
    cases.add(proof("root", with(lines, noteStart + 2, root), NOT_THE_LOGS));
    cases.add(proof("origin", with(lines, noteStart, lines.get(noteStart) + "x"), "ORIGIN"));
    for (int i = noteStart + 3; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith(SIGNATURE)) {
        int blob = line.lastIndexOf(' ') + 1;
        String signer = line.substring(2, blob - 1);
        String changed = line.substring(0, blob) + flipBase64(line.substring(blob));
        cases.add(
            proof(
                "signature of " + signer,
                with(lines, i, changed),
                signer.equals(origin) ? NOT_THE_LOGS : "COSIGNATURE"));
      }
    }
    cases.add(proof("dropped quorum", withCosignatures(sound.proof(), quorum - 1), "QUORUM"));
  }

  private Case document(String what, String document, List<String> codes) {
    return new Case(what, new Parts(document, sound.leaf(), sound.proof()), codes);
  }

  private Case proof(String what, String proof, String code) {
    return new Case(what, new Parts(sound.document(), sound.leaf(), proof), List.of(code));
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
