package org.yipiao.quickstart.demo.promises;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yipiao.invoice.document.verification.BundleVerdict;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.quickstart.demo.report.DemoReport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Verifies a sound bundle, and broken ones, with nothing but the trust root. */
public final class OfflineChecks {

  private static final int QUORUM_OF_FOUR = 3;

  private final JsonMapper json = JsonMapper.shared();
  private final Path trustFile;
  private final BundleVerifier verifier;
  private final List<String> failures = new ArrayList<>();

  public OfflineChecks(Path trustFile) throws IOException {
    this.trustFile = trustFile;
    this.verifier = new BundleVerifier(TrustRoot.parse(Files.readAllBytes(trustFile)));
  }

  public List<String> failures() {
    return List.copyOf(failures);
  }

  /** Keeps the bundle as a file and verifies what the file holds. */
  public DemoReport.OfflineVerification keepAndVerify(String bundle, Path file) throws IOException {
    Files.writeString(file, bundle);
    String result =
        switch (verifier.verify(Files.readAllBytes(file))) {
          case BundleVerdict.Valid _ -> "VALID";
          case BundleVerdict.Broken broken -> broken.code();
        };
    return new DemoReport.OfflineVerification(file.toString(), trustFile.toString(), result);
  }

  /**
   * Breaks a bundle in every part. What is rejected for another reason than its change must give is
   * a failure as well: it would be rejected too if its change were let pass.
   *
   * @param foreign another valid bundle
   * @param otherLeaves leaf and proof of operations that issued nothing: one refused, one of
   *     another kind; each a bundle with the sound document
   */
  public DemoReport.TamperedBundle tamper(
      String sound, String foreign, List<BundleTampering.Case> otherLeaves) {
    BundleTampering tampering = new BundleTampering(parts(sound), QUORUM_OF_FOUR);
    if (!(verdict(tampering.minimal()) instanceof BundleVerdict.Valid)) {
      failures.add("a bundle with just a quorum of cosignatures does not verify");
    }
    List<BundleTampering.Case> cases = new ArrayList<>(tampering.cases(parts(foreign)));
    cases.addAll(otherLeaves);
    int rejected = 0;
    String firstReason = "";
    for (BundleTampering.Case each : cases) {
      switch (verdict(each.parts())) {
        case BundleVerdict.Valid _ -> failures.add("a tampered bundle verifies: " + each.what());
        case BundleVerdict.Broken broken when each.codes().contains(broken.code()) -> {
          rejected++;
          if (firstReason.isEmpty()) {
            firstReason = each.what() + ": " + broken.link() + " " + broken.code();
          }
        }
        case BundleVerdict.Broken broken ->
            failures.add(
                "the tampered bundle \"%s\" is rejected for %s, expected was one of %s"
                    .formatted(each.what(), broken.code(), each.codes()));
      }
    }
    return new DemoReport.TamperedBundle(cases.size(), rejected, firstReason);
  }

  private BundleVerdict verdict(BundleTampering.Parts parts) {
    String text =
        json.writeValueAsString(
            Map.of("document", parts.document(), "leaf", parts.leaf(), "proof", parts.proof()));
    return verifier.verify(text.getBytes(StandardCharsets.UTF_8));
  }

  public BundleTampering.Parts parts(String bundle) {
    JsonNode node = json.readTree(bundle);
    return new BundleTampering.Parts(
        node.path("document").asString(),
        node.path("leaf").asString(),
        node.path("proof").asString());
  }
}
