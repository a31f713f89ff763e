package org.yipiao.invoice.server.consent;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.yipiao.invoice.api.Field;
import org.yipiao.invoice.document.DocumentReading;
import org.yipiao.invoice.document.InvoiceDocument;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * A document as a payer is shown it: the signed part and what of it was consented to (RFC 9901). Of
 * the same document and fields it is the same text each time, so it need not be stored.
 */
record Presentation(String compact) {

  /** Of a document that discloses everything. */
  static Presentation of(String document, Set<Field> fields) {
    if (!(InvoiceDocument.read(document) instanceof DocumentReading.Read(InvoiceDocument whole))) {
      throw new IllegalStateException("a stored document cannot be read");
    }
    return new Presentation(
        whole.present(name -> fields.stream().anyMatch(field -> covers(field, name))));
  }

  /** Whether the document's claim of that name (format 1) belongs to the field. */
  private static boolean covers(Field field, String name) {
    return switch (field) {
      case ISSUER -> name.equals("issuer");
      case ENCOUNTER -> name.equals("encounter");
      case COVERAGE -> name.equals("coverage");
      case MONEY -> name.equals("money");
      case CATEGORIES -> name.equals("categories");
      case LINES -> name.startsWith("line_");
      case DIAGNOSES -> name.startsWith("diagnosis_");
      case PAYER_NAME -> name.equals("payer_name");
      case PAYER_DOCUMENT -> name.equals("payer_document");
      case BUSINESS_NUMBER -> name.equals("business_number");
    };
  }

  /** SHA-256 in hex of the text. */
  String hash() {
    return Digest.sha256(compact.getBytes(StandardCharsets.US_ASCII)).hex();
  }

  /** Says nothing of the content. */
  @Override
  public String toString() {
    return "Presentation[masked]";
  }
}
