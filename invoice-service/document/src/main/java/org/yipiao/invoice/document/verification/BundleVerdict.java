package org.yipiao.invoice.document.verification;

import java.time.Instant;
import java.util.List;
import org.yipiao.platform.id.CreditCode;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.MemberNumber;
import org.yipiao.platform.money.Money;
import org.yipiao.platform.reason.Reason;

/** What came of verifying a bundle. */
public sealed interface BundleVerdict {

  /**
   * Every link holds: issued, and final at that time. Says nothing of a later reversal or
   * reimbursement.
   *
   * @param issuedAt as the document says
   * @param blockTime consensus time at which the ledger took it
   * @param finalAt when the quorum of cosignatures was complete, by the cosigners' clocks
   * @param checkpointSize of the checkpoint that proves it
   * @param cosigners who vouch for it
   * @param disclosed the names of the disclosed claims
   */
  record Valid(
      InvoiceId invoiceId,
      MemberNumber member,
      CreditCode issuerCode,
      Money total,
      Money claimable,
      Instant issuedAt,
      Instant blockTime,
      Instant finalAt,
      long checkpointSize,
      List<String> cosigners,
      List<String> disclosed)
      implements BundleVerdict {

    public Valid {
      cosigners = List.copyOf(cosigners);
      disclosed = List.copyOf(disclosed);
    }
  }

  /**
   * The first link that does not hold.
   *
   * @param code stable name of the reason
   * @param reason for people, without any of the content
   */
  record Broken(BundleLink link, String code, Reason reason) implements BundleVerdict {}
}
