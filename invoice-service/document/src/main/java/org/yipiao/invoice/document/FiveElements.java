package org.yipiao.invoice.document;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.yipiao.platform.id.CheckCode;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

/**
 * The five elements by which anyone may verify an invoice: code, number, check code, date, amount.
 *
 * @param issueDate in the hospital's zone
 */
public record FiveElements(
    InvoiceId invoiceId, CheckCode checkCode, LocalDate issueDate, Money total) {

  /** The QR code's text, {@code d=<code>_<number>_<check>_<amount>_<yyyymmdd>}. */
  public String qrText() {
    return "d="
        + invoiceId.code()
        + "_"
        + invoiceId.number()
        + "_"
        + checkCode.value()
        + "_"
        + total.toYuanString()
        + "_"
        + DateTimeFormatter.BASIC_ISO_DATE.format(issueDate);
  }
}
