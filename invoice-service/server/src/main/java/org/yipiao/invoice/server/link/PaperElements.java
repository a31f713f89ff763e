package org.yipiao.invoice.server.link;

import java.util.Locale;
import java.util.function.Supplier;
import org.yipiao.invoice.api.LinkInvoice;
import org.yipiao.invoice.server.problem.MalformedField;
import org.yipiao.platform.id.CheckCode;
import org.yipiao.platform.id.InvoiceCode;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.InvoiceNumber;

/** Number and check code of a paper, as somebody says they stand there. */
record PaperElements(InvoiceId invoiceId, CheckCode checkCode) {

  /** What is not in its shape is refused by its name: that tells nothing of any invoice. */
  static PaperElements of(LinkInvoice request) {
    InvoiceCode code =
        shaped(() -> new InvoiceCode(request.code()), MalformedField.INVOICE_CODE, "/code");
    InvoiceNumber number =
        shaped(() -> new InvoiceNumber(request.number()), MalformedField.INVOICE_NUMBER, "/number");
    CheckCode checkCode =
        shaped(
            () -> new CheckCode(request.checkCode().toLowerCase(Locale.ROOT)),
            MalformedField.CHECK_CODE,
            "/checkCode");
    return new PaperElements(InvoiceId.of(code, number), checkCode);
  }

  private static <T> T shaped(Supplier<T> value, MalformedField field, String pointer) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw field.at(pointer);
    }
  }
}
