package org.yipiao.invoice.server.invoice;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.yipiao.invoice.document.DisclosedContent;
import org.yipiao.invoice.document.Encounter;
import org.yipiao.invoice.document.InvoiceDraft;
import org.yipiao.invoice.document.Issuer;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a person's list says of a document's content. It is sealed beside the document when that
 * comes: to open and take apart a whole page of documents, of up to a thousand lines each, would
 * take many times what a list may.
 */
record SummaryContent(
    String issuerName,
    LocalDate encounterDate,
    @Nullable LocalDate dischargeDate,
    @Nullable String department,
    @Nullable String visitNumber) {

  private static final JsonMapper JSON = InvoiceEvents.mapper();

  static SummaryContent of(InvoiceDraft draft) {
    return of(draft.issuer(), draft.encounter());
  }

  /** Of a document that discloses everything. */
  static SummaryContent of(DisclosedContent content) {
    return of(content.issuer().orElseThrow(), content.encounter().orElseThrow());
  }

  private static SummaryContent of(Issuer issuer, Encounter encounter) {
    return new SummaryContent(
        issuer.name(),
        encounter.date(),
        encounter.discharge(),
        encounter.department(),
        encounter.visitNumber());
  }

  static SummaryContent decode(byte[] json) {
    return JSON.readValue(json, SummaryContent.class);
  }

  byte[] encode() {
    return JSON.writeValueAsBytes(this);
  }

  /** Health data: says nothing of it. */
  @Override
  public String toString() {
    return "SummaryContent[masked]";
  }
}
