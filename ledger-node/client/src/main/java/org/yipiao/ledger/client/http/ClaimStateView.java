package org.yipiao.ledger.client.http;

import static java.util.Objects.requireNonNull;

/**
 * Answer of {@code GET /v1/state/claims/{member}/{claimId}}: a payer's claim as the node's own
 * execution has it. Amounts in fen.
 *
 * @param member the payer's number
 * @param claimId 32 hexadecimal characters
 * @param invoiceId 18 digits
 * @param state {@code RESERVED}, {@code COMMITTED}, {@code SETTLED}, {@code RELEASED}, {@code
 *     EXPIRED} or {@code RETURNED}
 * @param benefit digest of the benefit, 64 hexadecimal characters
 * @param atSize tree size of the block up to which this is true
 * @param finalSize tree size of the last final checkpoint
 */
public record ClaimStateView(
    int member,
    String claimId,
    String invoiceId,
    String state,
    String benefit,
    long reservedFen,
    long committedFen,
    long reimbursedFen,
    long returnedFen,
    long atSize,
    long finalSize) {

  /** A node that leaves a member out has not answered. */
  public ClaimStateView {
    requireNonNull(claimId, "claimId");
    requireNonNull(invoiceId, "invoiceId");
    requireNonNull(state, "state");
    requireNonNull(benefit, "benefit");
  }

  /** What it says whichever node says it. */
  public ClaimStateView anywhere() {
    return new ClaimStateView(
        member,
        claimId,
        invoiceId,
        state,
        benefit,
        reservedFen,
        committedFen,
        reimbursedFen,
        returnedFen,
        0,
        0);
  }
}
