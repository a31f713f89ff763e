package org.yipiao.fuzz;

import static org.yipiao.fuzz.Checks.canonical;
import static org.yipiao.fuzz.Checks.canonicalText;
import static org.yipiao.fuzz.Checks.read;
import static org.yipiao.fuzz.Checks.repeated;
import static org.yipiao.fuzz.Checks.require;
import static org.yipiao.fuzz.Checks.text;
import static org.yipiao.fuzz.Checks.writtenAgain;
import static org.yipiao.fuzz.Samples.utf8;

import java.util.HexFormat;
import java.util.List;
import org.yipiao.invoice.document.InvoiceDocument;
import org.yipiao.invoice.document.sdjwt.SdJwt;
import org.yipiao.invoice.document.sdjwt.SdJwtReading;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.event.FinalBlock;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.statemap.InvoiceState;
import org.yipiao.ledger.protocol.statemap.StateKeys;
import org.yipiao.ledger.protocol.statemap.StateProof;
import org.yipiao.ledger.protocol.statemap.StateProofResult;
import org.yipiao.ledger.protocol.statemap.StateProofVerifier;
import org.yipiao.ledger.protocol.wire.Base64Text;
import org.yipiao.ledger.protocol.wire.JsonObject;
import org.yipiao.platform.id.InvoiceId;

/** Files and texts that travel: what is founded, trusted, proven and shown. */
final class FileTargets {

  private static final String SAME = "what is read has one spelling";
  static final String DOCUMENTS = "invoice-service/document/src/test/resources/golden/";
  private static final InvoiceId INVOICE = InvoiceId.parse("110601260000000001");
  private static final HexFormat HEX = HexFormat.of();

  private FileTargets() {}

  static List<FuzzTarget> all() {
    ProofBundle bundle = ProofBundle.decode(Samples.file(DOCUMENTS + "bundle.json"));
    return List.of(
        new FuzzTarget(
            "genesis",
            List.of("Genesis.decode", "JsonObject.parse"),
            SAME,
            16_384,
            List.of(Samples.GENESIS.encode(), Samples.golden("genesis-2")),
            canonical(Genesis::decode, Genesis::encode)),
        new FuzzTarget(
            "tlog-proof",
            List.of("TlogProof.parse"),
            SAME,
            8_192,
            List.of(utf8(Samples.proof())),
            canonicalText(TlogProof::parse, TlogProof::format)),
        new FuzzTarget(
            "state-proof",
            List.of("StateProof.parse"),
            SAME + "; never proven but by the members trusted",
            16_384,
            List.of(utf8(Samples.stateProof())),
            FileTargets::stateProof),
        new FuzzTarget(
            "invoice-row",
            List.of("InvoiceState.decode"),
            "refused or read whole",
            256,
            List.of(new byte[85], HEX.parseHex("0000000401".concat("00".repeat(80)))),
            input -> read(() -> InvoiceState.decode(input))),
        new FuzzTarget(
            "block-event",
            List.of("FinalBlock.decode"),
            "what is read is read again from what is written",
            16_384,
            List.of(Samples.golden("block-event")),
            repeated(FinalBlock::decode, FinalBlock::encode)),
        new FuzzTarget(
            "base64",
            List.of("Base64Text.decode"),
            SAME,
            1_024,
            List.of(utf8("AAAABAE="), utf8("AAA=")),
            canonicalText(Base64Text::decode, Base64Text::encode)),
        new FuzzTarget(
            "bundle",
            List.of("ProofBundle.decode"),
            "what is read is read again from what is written; no verdict but an exception-free one",
            32_768,
            List.of(
                Samples.file(DOCUMENTS + "bundle.json"),
                Samples.golden("bundle"),
                Samples.golden("bundle-2")),
            FileTargets::bundle),
        new FuzzTarget(
            "sd-jwt",
            List.of("SdJwt.read", "Disclosure.read", "Base64Url.decode", "Json.read"),
            "a fault is a value; all that is read presents itself again",
            32_768,
            List.of(utf8(bundle.document())),
            FileTargets::sdJwt),
        new FuzzTarget(
            "document",
            List.of("InvoiceDocument.read"),
            "a fault is a value",
            32_768,
            List.of(utf8(bundle.document())),
            input -> require(InvoiceDocument.read(text(input)) != null, "nothing")));
  }

  private static void stateProof(byte[] input) {
    canonicalText(StateProof::parse, StateProof::format).accept(input);
    var verifier = new StateProofVerifier(Samples.TRUST);
    require(
        verifier.verify(StateKeys.invoice(INVOICE), text(input)) instanceof StateProofResult.Broken,
        "proven to a trust root that signed nothing");
  }

  private static void bundle(byte[] input) {
    read(() -> ProofBundle.decode(input))
        .ifPresent(bundle -> {
          writtenAgain(bundle, ProofBundle::decode, ProofBundle::encode);
          require(BundleVerifier.verify(bundle, Samples.TRUST) != null, "no verdict");
        });
  }

  private static void sdJwt(byte[] input) {
    String text = text(input);
    switch (SdJwt.read(text)) {
      case SdJwtReading.Read(SdJwt token) -> {
        require(text.length() <= SdJwt.MAX_LENGTH, "above the limit");
        require(token.present(_ -> true).equals(text), "another spelling comes back");
        require(
            SdJwt.read(token.present(_ -> false)) instanceof SdJwtReading.Read,
            "it cannot be shown without its disclosures");
      }
      case SdJwtReading.Refused refused -> require(refused.fault() != null, "no fault");
    }
  }

  static FuzzTarget json() {
    return new FuzzTarget(
        "json",
        List.of("JsonObject.parse"),
        "refused or read",
        8_192,
        List.of(utf8("{\"a\": [1, {\"b\": \"c\"}], \"d\": true}\n")),
        input -> read(() -> JsonObject.parse(input)).ifPresent(json -> json.has("a")));
  }
}
