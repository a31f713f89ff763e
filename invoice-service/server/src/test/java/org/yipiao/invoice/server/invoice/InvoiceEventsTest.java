package org.yipiao.invoice.server.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.yipiao.invoice.api.InvoiceIssued;
import org.yipiao.invoice.api.InvoiceLinked;

/** The events' exact text, which others read. */
class InvoiceEventsTest {

  private static final Instant AT = Instant.parse("2026-11-22T02:30:00Z");

  @Test
  void keepTheirText() {
    assertThat(
            InvoiceEvents.mapper()
                .writeValueAsString(
                    new InvoiceIssued(
                        1,
                        "110601260000000001",
                        "hospital-one",
                        4,
                        "ab".repeat(32),
                        "OUTPATIENT_INVOICE",
                        126_000,
                        126_000,
                        AT,
                        AT.plusSeconds(1),
                        AT.plusMillis(1_500))))
        .isEqualTo(
            "{\"version\":1,\"invoiceId\":\"110601260000000001\",\"hospital\":\"hospital-one\","
                + "\"member\":4,\"personId\":\""
                + "ab".repeat(32)
                + "\",\"documentType\":\"OUTPATIENT_INVOICE\",\"totalFen\":126000,"
                + "\"claimableFen\":126000,\"issuedAt\":\"2026-11-22T02:30:00Z\","
                + "\"acceptedAt\":\"2026-11-22T02:30:01Z\",\"finalAt\":\"2026-11-22T02:30:01.500Z\"}");
  }

  @Test
  void keepTheTextOfALinkToo() {
    assertThat(
            InvoiceEvents.mapper()
                .writeValueAsString(
                    new InvoiceLinked(
                        1, "110601260000000001", "hospital-one", "ab".repeat(32), AT)))
        .isEqualTo(
            "{\"version\":1,\"invoiceId\":\"110601260000000001\",\"hospital\":\"hospital-one\","
                + "\"personId\":\""
                + "ab".repeat(32)
                + "\",\"linkedAt\":\"2026-11-22T02:30:00Z\"}");
  }

  @Test
  void leaveOutWhatIsNotThere() {
    assertThat(
            InvoiceEvents.mapper()
                .writeValueAsString(
                    new InvoiceIssued(
                        1,
                        "110601260000000001",
                        "h",
                        4,
                        null,
                        "OUTPATIENT_INVOICE",
                        1,
                        1,
                        AT,
                        null,
                        AT)))
        .doesNotContain("null", "personId", "acceptedAt");
  }
}
