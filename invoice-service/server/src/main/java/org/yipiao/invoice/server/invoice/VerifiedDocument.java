package org.yipiao.invoice.server.invoice;

import org.yipiao.invoice.document.CheckedDraft;
import org.yipiao.invoice.document.InvoiceDocument;
import org.yipiao.platform.id.CheckCode;

/**
 * A document whose signature, content and place in its transaction were verified.
 *
 * @param compact the exact text
 * @param traceparent of the message it came with
 */
public record VerifiedDocument(
    int operationIndex,
    InvoiceDocument document,
    CheckedDraft content,
    String compact,
    CheckCode checkCode,
    String traceparent) {

  @Override
  public String toString() {
    return "VerifiedDocument[" + document.invoiceId() + "]";
  }
}
