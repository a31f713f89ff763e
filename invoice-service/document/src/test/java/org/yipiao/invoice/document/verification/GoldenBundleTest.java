package org.yipiao.invoice.document.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yipiao.invoice.document.Documents;
import org.yipiao.invoice.document.FeeCategory;
import org.yipiao.invoice.document.InvoiceDocument;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.JsonObject;
import org.yipiao.platform.money.Money;

/** A bundle that a running platform has given out: what is in patients' hands stays valid. */
class GoldenBundleTest {

  private final byte[] bundle = golden("bundle.json");
  private final byte[] consortium = golden("consortium.json");

  private static byte[] golden(String name) {
    try (var in = GoldenBundleTest.class.getResourceAsStream("/golden/" + name)) {
      if (in == null) {
        throw new AssertionError("no " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void isStillValid() {
    assertThat(new BundleVerifier(TrustRoot.parse(consortium)).verify(bundle))
        .isInstanceOfSatisfying(
            BundleVerdict.Valid.class,
            valid -> {
              assertThat(valid.invoiceId()).hasToString("110601260000000001");
              assertThat(valid.total()).isEqualTo(Money.parseYuan("1260.00"));
            });
  }

  /** Of a consortium of suite GM, on the simulated engine; its keys are thrown away. */
  @Test
  void thatOfSuiteGmIsStillValidToo() {
    var verifier = new BundleVerifier(TrustRoot.parse(golden("consortium-gm.json")));
    assertThat(verifier.verify(golden("bundle-gm.json")))
        .isInstanceOfSatisfying(
            BundleVerdict.Valid.class,
            valid -> assertThat(valid.total()).isEqualTo(Money.parseYuan("760.00")));
    assertThat(verifier.verify(bundle)).isInstanceOf(BundleVerdict.Broken.class);
  }

  @Test
  void isWrittenInTheSameBytes() {
    for (String name : List.of("bundle.json", "bundle-gm.json")) {
      assertThat(ProofBundle.decode(golden(name)).encode()).as(name).isEqualTo(golden(name));
    }
    for (String name : List.of("consortium.json", "consortium-gm.json")) {
      assertThat(TrustRoot.parse(golden(name)).encode()).as(name).isEqualTo(golden(name));
    }
  }

  /** Whoever knows the first validators alone comes by proof to those who cosigned it. */
  @Test
  void oneOfALaterEpochIsValidByWhatFollowsFromTheTrustRootOfBefore() {
    JsonObject file = JsonObject.parse(golden("bundle-epochs.json"));
    byte[] trust = utf8(file.text("trust"));
    List<EpochChange> changes =
        file.texts("changes").stream()
            .map(text -> EpochChange.decode(Base64.getDecoder().decode(text)))
            .toList();
    byte[] followed = utf8(file.text("followed"));
    byte[] before = utf8(file.text("before"));
    byte[] after = utf8(file.text("after"));
    TrustRoot first = TrustRoot.parse(trust);
    TrustRoot last = EpochChange.follow(first, changes);
    assertThat(last.encode()).isEqualTo(followed);
    assertThat(new BundleVerifier(first).verify(before)).isInstanceOf(BundleVerdict.Valid.class);
    assertThat(new BundleVerifier(first).verify(after)).isInstanceOf(BundleVerdict.Broken.class);
    for (byte[] each : List.of(before, after)) {
      assertThat(new BundleVerifier(last).verify(each)).isInstanceOf(BundleVerdict.Valid.class);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readsAsItDid() {
    InvoiceDocument document = Documents.read(ProofBundle.decode(bundle).document());
    assertThat(document.content().lines())
        .extracting(line -> line.itemCode() + " " + line.amount().toYuanString())
        .containsExactly(
            "LAB-BLOOD-PANEL 300.00",
            "EXAM-CT-CHEST 400.00",
            "DRUG-ATORVASTATIN 500.00",
            "MAT-DRESSING 60.00");
    assertThat(document.content().lines().getLast().category()).isEqualTo(FeeCategory.MATERIAL);
    assertThat(document.content().money().orElseThrow().cashPay())
        .isEqualTo(Money.parseYuan("1260.00"));
    assertThat(document.content().payer().orElseThrow().name()).isEqualTo("样云远");
  }

  /** All but the certificate and the signature, which are new each time. */
  @Test
  void aDocumentIsWrittenInTheSameBytes() {
    String compact = Documents.Signer.create(new Random(20_261_122)).outpatient().compact();
    String[] parts = compact.split("~", -1);
    String[] token = parts[0].split("\\.", -1);
    String header = new String(Base64.getUrlDecoder().decode(token[0]), StandardCharsets.UTF_8);
    assertThat(header).startsWith("{\"alg\":\"ES256\",\"typ\":\"dc+sd-jwt\",\"x5c\":[\"");
    String rest = token[1] + compact.substring(parts[0].length());
    assertThat(Digest.sha256(rest.getBytes(StandardCharsets.US_ASCII)).hex())
        .isEqualTo("dd954ba8c1c389d93a6b10df73cab58ef3aa6acfe1c63c84734b0b21c0cbfdfb");
  }
}
