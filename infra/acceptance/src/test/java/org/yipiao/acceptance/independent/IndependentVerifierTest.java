package org.yipiao.acceptance.independent;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Two committed bundles: one that a running platform has given out, and one of the ledger's golden
 * bytes, whose document is a made-up string, so that the first thing that breaks is its commitment.
 */
class IndependentVerifierTest {

  private final String bundle = golden("bundle");
  private final String consortium = golden("consortium");
  private final String issued = given("bundle");
  private final String issuers = given("consortium");

  private static String given(String name) {
    Path file =
        Path.of(
            System.getProperty("yipiao.root", "../.."),
            "invoice-service/document/src/test/resources/golden",
            name + ".json");
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String golden(String name) {
    Path file =
        Path.of(
            System.getProperty("yipiao.root", "../.."),
            "ledger-node/protocol/src/test/resources/golden",
            name + ".hex");
    try {
      return new String(
          HexFormat.of().parseHex(Files.readString(file).replaceAll("\\s", "")),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void findsABundleOfThePlatformValid() {
    assertThat(IndependentVerifier.verify(issued, issuers)).isEqualTo("VALID");
  }

  @Test
  void acceptsTheLedgersSideThatOtherCodeMade() {
    assertThat(IndependentVerifier.verify(bundle, consortium)).isEqualTo("document: commitment");
  }

  @Test
  void acceptsAnArchivedBundleByItsMlDsaQuorumAloneAndTheOtherByItsEd25519Quorum() {
    String archived = golden("bundle-2");
    String withKeys = golden("consortium-2");
    assertThat(IndependentVerifier.verifyArchived(archived, withKeys))
        .isEqualTo("document: commitment");
    assertThat(IndependentVerifier.verify(archived, withKeys)).isEqualTo("checkpoint: no quorum");
    assertThat(IndependentVerifier.verify(bundle, withKeys)).isEqualTo("document: commitment");
    assertThat(IndependentVerifier.verifyArchived(bundle, withKeys))
        .isEqualTo("checkpoint: no quorum");
    assertThat(IndependentVerifier.verifyArchived(archived, consortium))
        .isEqualTo("checkpoint: no quorum");
    assertThat(
            IndependentVerifier.verifyArchived(
                archived, withKeys.replace("yipiao.invalid/test/bureau+", "yipiao.invalid/x+")))
        .startsWith("trust root");
  }

  @Test
  void aLineHoldsByEitherOfTwoLogKeysWithItsId() throws Exception {
    Path file =
        Path.of(
            System.getProperty("yipiao.root", "../.."),
            "ledger-node/protocol/src/test/resources/twins/log-keys.json");
    var twins = IndependentVerifier.JSON.readTree(Files.readString(file));
    var trust = IndependentVerifier.JSON.readTree(twins.get("trust").stringValue());
    var proofs = new LogProof(trust, LogProof.ED25519);
    byte[] leaf = Base64.getDecoder().decode(twins.get("leaf").stringValue());
    proofs.verify(leaf, twins.get("byTheOne").stringValue());
    proofs.verify(leaf, twins.get("byTheOther").stringValue());
    assertThatThrownBy(() -> proofs.verify(leaf, twins.get("forged").stringValue()))
        .isInstanceOf(BrokenProof.class)
        .hasMessage("checkpoint: log signature");
  }

  @Test
  void findsABundleOfAConsortiumOfSuiteGmValid() {
    assertThat(IndependentVerifier.verify(given("bundle-gm"), given("consortium-gm")))
        .isEqualTo("VALID");
    assertThat(IndependentVerifier.verify(given("bundle-gm"), issuers)).isNotEqualTo("VALID");
  }

  @Test
  void acceptsNoAlteredCopyOfItEither() {
    var check = new IndependentCheck(given("bundle-gm"), given("consortium-gm"));
    Map<String, String> altered = check.altered();
    assertThat(altered).hasSizeGreaterThan(200);
    assertThat(check.accepted(altered)).isEmpty();
  }

  @Test
  void sharesNoCodeWithTheProduct() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.yipiao..")
                .and(not(resideInAPackage("org.yipiao.acceptance.independent.."))))
        .check(new ClassFileImporter().importPackages("org.yipiao.acceptance.independent"));
  }

  @Test
  void acceptsNoneOfTheCopiesInWhichSomethingWasAltered() {
    var check = new IndependentCheck(issued, issuers);
    Map<String, String> altered = check.altered();
    assertThat(altered.keySet())
        .contains("leaf, byte 0", "two cosignatures", "document, character 0", "proof, character 0")
        .anyMatch(what -> what.startsWith("signature in line"));
    assertThat(altered.values()).doesNotHaveDuplicates().hasSizeGreaterThan(200);
    assertThat(check.accepted(altered)).isEmpty();
  }

  @Test
  void refusesWhatWasChanged() {
    assertThat(IndependentVerifier.verify(bundle.replace("index 2", "index 1"), consortium))
        .startsWith("inclusion");
    assertThat(IndependentVerifier.verify(bundle.replace("\\n4\\n", "\\n5\\n"), consortium))
        .startsWith("checkpoint");
    assertThat(IndependentVerifier.verify(bundle, consortium.replace("yipiao", "other")))
        .isNotEqualTo("document: commitment");
    assertThat(
            IndependentVerifier.verify(
                bundle, consortium.replace("\"threshold\": 3", "\"threshold\": 4")))
        .isEqualTo("checkpoint: no quorum");
    assertThat(IndependentVerifier.verify("{}", consortium)).startsWith("bundle");
    assertThat(IndependentVerifier.verify("", consortium)).isNotEqualTo("VALID");
  }
}
