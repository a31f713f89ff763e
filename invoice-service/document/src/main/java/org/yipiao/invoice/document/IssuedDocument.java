package org.yipiao.invoice.document;

import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

/**
 * A signed document.
 *
 * @param compact the SD-JWT with all its disclosures, ASCII, ending in {@code ~}
 * @param commitment SHA-256 of the ASCII bytes before the first {@code ~}
 * @param claimable what the person paid
 */
public record IssuedDocument(
    InvoiceId invoiceId, String compact, Digest commitment, Money total, Money claimable) {

  /** The operation that commits to this document on the ledger. */
  public IssueInvoice operation() {
    return IssueInvoice.of(invoiceId, commitment, claimable, total);
  }

  /** Says which, never what is in it. */
  @Override
  public String toString() {
    return "IssuedDocument[" + invoiceId + "]";
  }
}
