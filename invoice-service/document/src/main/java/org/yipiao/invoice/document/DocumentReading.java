package org.yipiao.invoice.document;

/** What came of reading or authenticating a document. */
public sealed interface DocumentReading {

  record Read(InvoiceDocument document) implements DocumentReading {}

  /**
   * The document is refused.
   *
   * @param detail what exactly, without any of the content
   */
  record Refused(DocumentFault fault, String detail) implements DocumentReading {}
}
