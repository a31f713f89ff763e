package org.yipiao.quickstart.demo.promises;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.quickstart.drive.MemberDesk;

/** A sound document with proofs of leaves that do not prove it. */
public final class OtherLeaves {

  private static final int OTHER_HOSPITAL = 5;

  private OtherLeaves() {}

  /** With the leaf of a refused issue, and with that of another operation. */
  public static List<BundleTampering.Case> of(
      BundleTampering.Parts sound, MemberDesk members, DoubleClaim attempts, IssuedBill issued)
      throws IOException {
    IssueInvoice again =
        IssueInvoice.of(
            issued.invoice().id(),
            Digest.sha256(
                sound
                    .document()
                    .substring(0, sound.document().indexOf('~'))
                    .getBytes(StandardCharsets.US_ASCII)),
            issued.bill().total(),
            issued.bill().total());
    FinalOperation refused = members.submit("hospital-two", OTHER_HOSPITAL, again);
    FinalOperation other = attempts.smallReservation(issued.invoice().id());
    return List.of(
        BundleTampering.refusedLeaf(withLeaf(sound, refused)),
        BundleTampering.otherOperation(withLeaf(sound, other)));
  }

  private static BundleTampering.Parts withLeaf(
      BundleTampering.Parts sound, FinalOperation operation) {
    return new BundleTampering.Parts(
        sound.document(),
        Base64.getEncoder().encodeToString(operation.leafBytes()),
        new TlogProof(
                operation.inclusion().leafIndex(),
                operation.inclusion().path(),
                operation.checkpoint())
            .format());
  }
}
