package org.yipiao.ledger.client.http;

import java.util.List;

/**
 * Answer of {@code GET /v1/state/invoices/{invoiceId}}: an invoice as the node's own execution has
 * it. Amounts in fen.
 *
 * @param invoiceId 18 digits
 * @param issuer member number of the hospital
 * @param status {@code ISSUED}; from version 2 of the contract on also {@code REVERSED} and {@code
 *     RED}, of which nothing can be claimed
 * @param commitment of the document, 64 hexadecimal characters
 * @param remainingFen claimable less what is reserved, committed and reimbursed; 0 unless issued
 * @param atSize tree size of the block up to which this is true
 * @param finalSize tree size of the last final checkpoint: the answer is final when it is not less
 *     than {@code atSize}
 */
public record InvoiceStateView(
    String invoiceId,
    int issuer,
    String status,
    String commitment,
    long totalFen,
    long claimableFen,
    long remainingFen,
    List<PayerView> payers,
    long atSize,
    long finalSize) {

  public InvoiceStateView {
    payers = List.copyOf(payers);
  }

  /** What one payer holds of an invoice; {@code returnedFen} only counts. */
  public record PayerView(
      int member, long reservedFen, long committedFen, long reimbursedFen, long returnedFen) {}
}
