package org.yipiao.invoice.document;

import org.yipiao.platform.reason.Reason;

/** What came of reading or authenticating a document. */
public sealed interface DocumentReading {

  record Read(InvoiceDocument document) implements DocumentReading {}

  /**
   * The document is refused.
   *
   * @param reason what exactly, without any of the content
   */
  record Refused(DocumentFault fault, Reason reason) implements DocumentReading {}
}
