package org.yipiao.acceptance.browser;

import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.quickstart.drive.Bill;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.MadeUpPerson;
import org.yipiao.quickstart.drive.PayerDesk;
import org.yipiao.quickstart.drive.RestCharge;
import org.yipiao.quickstart.drive.SampleBills;
import tools.jackson.databind.JsonNode;

/** The billing desks of the hospitals: issues over the public door, as their systems do. */
final class BillingDesk {

  /** The item of the table {@link #itemsWithMarkup} whose name is {@link #MARKUP}. */
  static final String ITEM_WITH_MARKUP = "MARKUP";

  /** What would become a picture, and a script, in a page that takes a name for markup. */
  static final String MARKUP = "<img src=x onerror=alert(1)>";

  static final String DEPARTMENT = "消化内科";

  private static final int DAYS_SINCE_THE_VISIT = 40;

  private final Installation installation;
  private final JsonHttp http;
  private final Random random;
  private final LocalDate today;

  BillingDesk(Installation installation, JsonHttp http, Random random, LocalDate today) {
    this.installation = installation;
    this.http = http;
    this.random = random;
    this.today = today;
  }

  /**
   * An issued bill as its paper names it.
   *
   * @param hospital its tenant
   */
  record Paper(
      String hospital,
      String invoiceId,
      String code,
      String number,
      String checkCode,
      String day,
      long totalFen) {}

  /** Bills of a day that no other bill has been. */
  SampleBills bills(LocalDate day) {
    byte[] run = new byte[4];
    random.nextBytes(run);
    return new SampleBills(random, day, HexFormat.of().formatHex(run));
  }

  Paper issue(String hospital, Bill bill) throws IOException {
    return issue(hospital, bill, RestCharge.of(bill));
  }

  /** Twice 800.00 for one visit of weeks ago, whose number and department the hospital names. */
  List<Paper> ofOneVisit(MadeUpPerson person) throws IOException {
    return List.of(ofTheVisit(person), ofTheVisit(person));
  }

  private Paper ofTheVisit(MadeUpPerson person) throws IOException {
    LocalDate day = today.minusDays(DAYS_SINCE_THE_VISIT);
    Bill bill = bills(day).forSilentBank(person);
    Map<String, Object> charge = new HashMap<>(RestCharge.of(bill));
    charge.put("encounter", visit(day, "MZ-0001", DEPARTMENT));
    return issue("hospital-one", bill, charge);
  }

  /** 1 260.00 of somebody whose document was not asked for: nobody's until it is linked. */
  Paper withoutDocument(MadeUpPerson person) throws IOException {
    Bill bill = bills(today).outpatient(person);
    Map<String, Object> charge = new HashMap<>(RestCharge.of(bill));
    charge.put("payer", Map.of("name", person.name()));
    return issue("hospital-one", bill, charge);
  }

  /** A bill with markup in each name that a hospital writes. */
  Paper withMarkup(MadeUpPerson person) throws IOException {
    Bill bill = bills(today).forSilentBank(person);
    Map<String, Object> charge = new HashMap<>(RestCharge.of(bill));
    charge.put(
        "payer",
        Map.of(
            "name",
            MARKUP,
            "document",
            Map.of("type", "RESIDENT_ID", "number", person.documentNumber())));
    charge.put("encounter", visit(today, MARKUP, MARKUP));
    charge.put("coverageType", MARKUP);
    charge.put("diagnoses", List.of(Map.of("code", "K29.700", "system", "I10", "text", MARKUP)));
    charge.put(
        "lines",
        List.of(
            Map.of(
                "itemCode",
                ITEM_WITH_MARKUP,
                "quantity",
                1,
                "amountFen",
                bill.total().fen(),
                "serviceDate",
                today.toString())));
    return issue("hospital-two", bill, charge);
  }

  /** An item table with one more item. */
  static String itemsWithMarkup(String items) {
    return "%s\n%s,%s,LABORATORY,800.00,A,,,次,,\n"
        .formatted(items.stripTrailing(), ITEM_WITH_MARKUP, MARKUP);
  }

  private static Map<String, Object> visit(LocalDate day, String number, String department) {
    return Map.of(
        "type",
        "OUTPATIENT",
        "date",
        day.toString(),
        "visitNumber",
        number,
        "department",
        department);
  }

  private Paper issue(String hospital, Bill bill, Map<String, Object> charge) throws IOException {
    JsonNode answer =
        PayerDesk.require(
            http.post(
                installation.door().resolve("/hospitals/" + hospital + "/v1/charges"),
                installation.bearer("his-" + hospital),
                charge),
            "issue a bill");
    InvoiceId invoice =
        InvoiceId.parse(answer.path("code").asString() + answer.path("number").asString());
    return new Paper(
        hospital,
        invoice.toString(),
        answer.path("code").asString(),
        answer.path("number").asString(),
        answer.path("checkCode").asString(),
        today.toString(),
        bill.total().fen());
  }
}
