package org.yipiao.cli;

import java.util.List;
import org.yipiao.invoice.document.verification.BundleVerdict;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.checkpoint.Requirement;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.platform.reason.Reason;

/** A bundle: that an invoice was issued with just this content. */
record BundleFile(ProofBundle bundle) implements ProofFile {

  /**
   * @throws org.yipiao.ledger.protocol.wire.FormatException unless it is a bundle
   */
  static BundleFile decode(byte[] bytes) {
    return new BundleFile(ProofBundle.decode(bytes));
  }

  @Override
  public ProofVerdict verify(TrustRoot trust, Requirement requirement) {
    return switch (new BundleVerifier(trust, requirement).verify(bundle)) {
      case BundleVerdict.Valid valid -> new ProofVerdict.Holds(facts(valid));
      case BundleVerdict.Broken(var link, String code, Reason reason) ->
          new ProofVerdict.Broken(link.name(), code, reason);
    };
  }

  @Override
  public String inclusion() {
    return bundle.proof();
  }

  private static List<Reason> facts(BundleVerdict.Valid valid) {
    return List.of(
        Reason.of(CommandText.VALID),
        Reason.of(CommandText.INVOICE, valid.invoiceId()),
        Reason.of(CommandText.ISSUER, valid.issuerCode(), valid.member()),
        Reason.of(CommandText.TOTAL, valid.total().toYuanString()),
        Reason.of(CommandText.CLAIMABLE, valid.claimable().toYuanString()),
        Reason.of(CommandText.ISSUED, valid.issuedAt()),
        Reason.of(CommandText.BLOCK, valid.blockTime()),
        Reason.of(CommandText.FINAL, valid.finalAt()),
        Reason.of(CommandText.CHECKPOINT, valid.checkpointSize()),
        Reason.of(CommandText.COSIGNERS, valid.cosigners()),
        Reason.of(CommandText.DISCLOSED, valid.disclosed()));
  }
}
