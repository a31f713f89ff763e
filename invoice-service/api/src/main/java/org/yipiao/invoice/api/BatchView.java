package org.yipiao.invoice.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to a batch, and what is later asked of it.
 *
 * @param acceptedAt when a ledger node accepted the transaction, by the node's clock
 * @param finalAt when the register held a verified proof
 * @param refusal why no node takes the transaction, for {@link BatchState#REFUSED}
 */
public record BatchView(
    String batchId,
    BatchState state,
    int member,
    String transactionId,
    @Nullable Instant acceptedAt,
    @Nullable Instant finalAt,
    @Nullable String refusal,
    List<BatchInvoice> invoices) {

  public BatchView {
    invoices = List.copyOf(invoices);
  }

  /**
   * One invoice of a batch.
   *
   * @param outcome the ledger's outcome by name, once it is final
   * @param outcomeCode its number
   */
  public record BatchInvoice(
      String invoiceId,
      InvoiceState state,
      @Nullable String outcome,
      @Nullable Integer outcomeCode) {}
}
