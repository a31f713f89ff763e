package org.yipiao.acceptance.independent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * The second verifier as a program: {@code IndependentCheck BUNDLE TRUST}. Ends with 0 when the
 * bundle is valid and every altered copy of it is rejected, with 1 when not.
 *
 * <p>What is altered: characters all over the document and the proof, one bit of each byte of the
 * leaf, one bit of each signature, and the number of cosignatures.
 */
public final class IndependentCheck {

  private static final String VALID = "VALID";
  private static final int PLACES = 300;
  private static final String SIGNATURE = "— ";

  private final String document;
  private final byte[] leaf;
  private final String proof;
  private final String trust;

  IndependentCheck(String bundle, String trust) {
    JsonNode parts = IndependentVerifier.JSON.readTree(bundle);
    this.document = parts.path("document").asString();
    this.leaf = Base64.getDecoder().decode(parts.path("leaf").asString());
    this.proof = parts.path("proof").asString();
    this.trust = trust;
  }

  /** Two paths: a bundle and a trust root. */
  public static void main(String[] arguments) throws IOException {
    String bundle = Files.readString(Path.of(arguments[0]));
    String trust = Files.readString(Path.of(arguments[1]));
    String verdict = IndependentVerifier.verify(bundle, trust);
    System.out.println("second verifier: " + verdict);
    if (!verdict.equals(VALID)) {
      System.exit(1);
    }
    IndependentCheck check = new IndependentCheck(bundle, trust);
    Map<String, String> altered = check.altered();
    List<String> accepted = check.accepted(altered);
    System.out.println(
        "%d of %d altered copies rejected"
            .formatted(altered.size() - accepted.size(), altered.size()));
    accepted.forEach(what -> System.out.println("accepted although altered: " + what));
    System.exit(accepted.isEmpty() ? 0 : 1);
  }

  /** Those of the bundles that verify. */
  List<String> accepted(Map<String, String> bundles) {
    var accepted = new ArrayList<String>();
    bundles.forEach((what, bundle) -> {
      if (IndependentVerifier.verify(bundle, trust).equals(VALID)) {
        accepted.add(what);
      }
    });
    return accepted;
  }

  /** Altered bundles by what was done to them. */
  Map<String, String> altered() {
    var altered = new LinkedHashMap<String, String>();
    places(document.length())
        .forEach(at ->
            altered.put("document, character " + at, bundle(change(document, at), leaf, proof)));
    for (int at = 0; at < leaf.length; at++) {
      byte[] other = leaf.clone();
      other[at] ^= 1;
      altered.put("leaf, byte " + at, bundle(document, other, proof));
    }
    int signatures = proof.indexOf("\n\n" + SIGNATURE);
    places(signatures)
        .forEach(
            at -> altered.put("proof, character " + at, bundle(document, leaf, change(proof, at))));
    List<String> lines = proof.lines().toList();
    for (int line = 0; line < lines.size(); line++) {
      if (lines.get(line).startsWith(SIGNATURE)) {
        altered.put(
            "signature in line " + line,
            bundle(document, leaf, withLine(lines, line, IndependentCheck::otherSignature)));
      }
    }
    altered.put("no cosignatures", bundle(document, leaf, withSignatures(lines, 1)));
    altered.put("two cosignatures", bundle(document, leaf, withSignatures(lines, 3)));
    return altered;
  }

  private static IntStream places(int length) {
    int step = Math.max(1, length / PLACES);
    return IntStream.iterate(0, at -> at < length, at -> at + step);
  }

  /** Another character of the same kind, so that the form stays right as far as possible. */
  private static String change(String text, int at) {
    char old = text.charAt(at);
    char other = old == 'B' ? 'C' : old == '1' ? '2' : Character.isDigit(old) ? '1' : 'B';
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  private static String otherSignature(String line) {
    String[] parts = line.split(" ", -1);
    byte[] bytes = Base64.getDecoder().decode(parts[2]);
    bytes[bytes.length - 1] ^= 1;
    return parts[0] + " " + parts[1] + " " + Base64.getEncoder().encodeToString(bytes);
  }

  private static String withLine(List<String> lines, int index, UnaryOperator<String> change) {
    var changed = new ArrayList<>(lines);
    changed.set(index, change.apply(lines.get(index)));
    return String.join("\n", changed) + "\n";
  }

  /** The log's signature, which comes first, and further ones. */
  private static String withSignatures(List<String> lines, int count) {
    var kept = new ArrayList<String>();
    int signatures = 0;
    for (String line : lines) {
      if (!line.startsWith(SIGNATURE) || signatures++ < count) {
        kept.add(line);
      }
    }
    return String.join("\n", kept) + "\n";
  }

  private static String bundle(String document, byte[] leaf, String proof) {
    return new String(
        IndependentVerifier.JSON.writeValueAsBytes(
            Map.of(
                "document",
                document,
                "leaf",
                Base64.getEncoder().encodeToString(leaf),
                "proof",
                proof)),
        StandardCharsets.UTF_8);
  }
}
