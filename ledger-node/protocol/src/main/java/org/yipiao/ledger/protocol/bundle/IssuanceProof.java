package org.yipiao.ledger.protocol.bundle;

import java.time.Instant;
import org.yipiao.ledger.protocol.operation.IssueInvoice;

/** What came of verifying that a leaf proves the issue of an invoice. */
public sealed interface IssuanceProof {

  /**
   * The invoice was issued, and that is final. Nothing is said of what happened to it later.
   *
   * @param operation id, commitment and amounts, to be compared with the document
   * @param member the issuing hospital's number, to be compared with the document
   * @param issuedAt consensus time of the block: certificates are judged at this time
   * @param proof the ledger's side
   */
  record Issued(IssueInvoice operation, int member, Instant issuedAt, LedgerProof.Proven proof)
      implements IssuanceProof {}

  /** The chain breaks at {@code broken}. */
  record NotIssued(LedgerProof.Broken broken) implements IssuanceProof {}
}
