package org.yipiao.acceptance.browser;

import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.yipiao.acceptance.browser.BillingDesk.Paper;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;
import org.yipiao.quickstart.drive.Bill;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.MadeUpPerson;
import org.yipiao.quickstart.drive.NumberAllocation;
import org.yipiao.quickstart.drive.PayerDesk;
import org.yipiao.quickstart.drive.WholeBillPlan;
import org.yipiao.quickstart.drive.phone.PatientPhone;
import org.yipiao.quickstart.drive.phone.RealNames;
import org.yipiao.quickstart.drive.phone.SentCodes;
import tools.jackson.databind.JsonNode;

/** Made-up patients, their bills and what insures them, as the browser finds them. */
final class Stage {

  private static final String FUND = "beijing-employee-outpatient";
  private static final String COMMERCIAL = "commercial-p";
  private static final String LOOKED_INTO = "looked-into";
  private static final String ACCOUNT = "CN00SANDBOX0001";
  private static final long USED_DEDUCTIBLE_FEN = 150_000;
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final Installation installation;
  private final JsonHttp http;
  private final PayerDesk payers;
  private final BillingDesk desk;
  private final Random random;
  private final LocalDate today = LocalDate.now(ZONE);

  Stage(Installation installation, JsonHttp http, long seed) {
    this.installation = installation;
    this.http = http;
    this.payers = new PayerDesk(http, installation);
    this.random = new Random(seed);
    this.desk = new BillingDesk(installation, http, random, today);
  }

  /** Numbers for the hospitals, and the payers' plans. */
  void open() throws IOException, InterruptedException {
    new NumberAllocation(http, installation).toBothHospitals();
    payers.putBuiltInPlan("agency", FUND);
    payers.putBuiltInPlan("insurer", COMMERCIAL);
    LocalDate from = today.withDayOfYear(1);
    payers.putPlan(
        "agency",
        LOOKED_INTO,
        from,
        new WholeBillPlan(
                LOOKED_INTO,
                "Made up for tests of the payers' page.",
                "People decide",
                "人工核定",
                "REVIEW")
            .effectiveFrom(from));
  }

  /** A patient with a phone whose owner the directory of real names knows. */
  MadeUpPerson patient(String phone) throws IOException {
    MadeUpPerson person = MadeUpPerson.random(random).withPhone(phone);
    new RealNames(http, installation).register(person);
    return person;
  }

  /** A visit of 1 260.00, of which the agency pays 595.00. */
  Paper outpatient(MadeUpPerson person) throws IOException {
    Paper paper = desk.issue("hospital-one", desk.bills(today).outpatient(person));
    payers.cover(
        "agency",
        payers.personId(person),
        "FUND",
        FUND,
        today.withDayOfYear(1),
        ACCOUNT,
        new PayerDesk.Opening(today.getYear(), USED_DEDUCTIBLE_FEN));
    return paper;
  }

  /** A stay of 68 000.00, of which the insurer pays 7 410.00. */
  Paper inpatient(MadeUpPerson person) throws IOException {
    Paper paper = desk.issue("hospital-two", desk.bills(today).inpatient(person));
    payers.cover(
        "insurer",
        payers.personId(person),
        "COMMERCIAL",
        COMMERCIAL,
        today.withDayOfYear(1),
        ACCOUNT,
        null);
    return paper;
  }

  /** A claim that waits for the payer's people. */
  record Waiting(ClaimId claim, InvoiceId invoice) {}

  /** A visit of 9 000.00 for which a plan leaves the decision to people, claimed by phone. */
  Waiting waitingForPeople(MadeUpPerson person) throws IOException {
    Bill sample = desk.bills(today).outpatient(person);
    Money total = Money.parseYuan("9000.00");
    Bill bill =
        new Bill(
            sample.sender(),
            sample.businessNumber(),
            person,
            false,
            sample.serviceDate(),
            sample.diagnosis(),
            List.of(new Bill.Charge("LAB-BLOOD-PANEL", 30, total)),
            List.of(new Bill.Payment("CASH", total)));
    InvoiceId invoice = InvoiceId.parse(desk.issue("hospital-one", bill).invoiceId());
    payers.cover(
        "agency",
        payers.personId(person),
        "PEOPLE",
        LOOKED_INTO,
        today.withDayOfYear(1),
        ACCOUNT,
        null);
    try (PatientPhone phone =
        new PatientPhone(
            installation.door(),
            installation.publicUrl(),
            person.phone(),
            new SentCodes(http, installation.bank(), installation.bearer("demo-driver")))) {
      phone.signIn();
      phone.homeWith(invoice);
      return new Waiting(phone.claim(invoice, "agency", "PEOPLE"), invoice);
    }
  }

  /** The hospitals' billing desks. */
  BillingDesk desk() {
    return desk;
  }

  /** What the bank's own book has as executed for a claim, in fen. */
  List<Long> transfersOf(String claim) throws IOException {
    JsonNode book =
        PayerDesk.require(
            http.get(installation.bank().resolve("/v1/book"), installation.bearer("demo-driver")),
            "read the bank's book");
    List<Long> amounts = new ArrayList<>();
    for (JsonNode transfer : book.path("transfers")) {
      if (transfer.path("endToEndId").asString().equals(claim)) {
        amounts.add(transfer.path("amountFen").asLong());
      }
    }
    return amounts;
  }

  /** The bundle of a final invoice, as its hospital reads it. */
  String bundle(Paper paper) throws IOException {
    URI address =
        installation.invoiceService().resolve("/v1/invoices/" + paper.invoiceId() + "/bundle");
    for (int attempt = 0; attempt < 10; attempt++) {
      JsonHttp.Answer answer =
          http.getWaiting(address, installation.bearer("his-" + paper.hospital()), 20);
      if (answer.ok() && answer.body().has("proof")) {
        return answer.text();
      }
    }
    throw new IOException("invoice " + paper.invoiceId() + " has no bundle");
  }
}
