package org.yipiao.acceptance.browser;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yipiao.quickstart.drive.Bill;
import org.yipiao.quickstart.drive.VerifiedInvoice;

/**
 * An issued bill with what stands on its paper.
 *
 * @param checkCode 6 characters, as the gateway answered
 * @param issueDate in the hospital's zone, as the gateway answered
 */
record IssuedPaper(Bill bill, VerifiedInvoice invoice, String checkCode, LocalDate issueDate) {

  private static final int CHECK_CODE = 3;
  private static final int ISSUE_DATE = 5;

  static IssuedPaper of(Bill bill, VerifiedInvoice invoice, byte[] answer) {
    for (String segment : new String(answer, StandardCharsets.UTF_8).split("\r", -1)) {
      String[] fields = segment.split("\\|", -1);
      if (fields[0].equals("ZEB")) {
        return new IssuedPaper(
            bill,
            invoice,
            fields[CHECK_CODE],
            LocalDate.parse(fields[ISSUE_DATE], DateTimeFormatter.BASIC_ISO_DATE));
      }
    }
    throw new IllegalArgumentException("an acceptance without ZEB");
  }

  String number() {
    return invoice.id().toString();
  }

  /** The five elements by which anybody verifies it, as they are typed. */
  Map<String, String> elements() {
    Map<String, String> elements = new LinkedHashMap<>();
    elements.put("code", invoice.id().code().toString());
    elements.put("number", invoice.id().number().toString());
    elements.put("checkCode", checkCode);
    elements.put("issueDate", issueDate.toString());
    elements.put("total", bill.total().toYuanString());
    return elements;
  }
}
