package org.yipiao.gateway.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.yipiao.gateway.spool.IssuedInvoice;

/**
 * An accepted bill: the five elements that verify its invoice.
 *
 * @param invoiceId 18 digits, code then number
 * @param amount total in yuan with two decimals
 * @param issueDate in the hospital's zone
 */
public record ChargeAnswer(
    String businessNumber,
    String invoiceId,
    String code,
    String number,
    String checkCode,
    long totalFen,
    String amount,
    LocalDate issueDate,
    Instant issuedAt) {

  static ChargeAnswer of(String businessNumber, IssuedInvoice invoice, ZoneId zone) {
    return new ChargeAnswer(
        businessNumber,
        invoice.invoiceId().toString(),
        invoice.invoiceId().code().value(),
        invoice.invoiceId().number().value(),
        invoice.checkCode().value(),
        invoice.total().fen(),
        invoice.total().toYuanString(),
        invoice.issuedAt().atZone(zone).toLocalDate(),
        invoice.issuedAt());
  }
}
