package org.yipiao.acceptance.browser;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.money.Money;
import org.yipiao.quickstart.drive.Acknowledgement;
import org.yipiao.quickstart.drive.Bill;
import org.yipiao.quickstart.drive.Hospital;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.MadeUpPerson;
import org.yipiao.quickstart.drive.MllpConnection;
import org.yipiao.quickstart.drive.PayerDesk;
import org.yipiao.quickstart.drive.SampleBills;
import org.yipiao.quickstart.drive.phone.ClaimStep;
import org.yipiao.quickstart.drive.phone.PatientPhone;
import org.yipiao.quickstart.drive.phone.SentCodes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Who was treated where and is insured by whom, before anybody opens a browser. */
final class People {

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** What the agency pays of the outpatient example with 1 500.00 of the deductible used. */
  static final Money AGENCY_PAYS = Money.parseYuan("595.00");

  private static final String OUTPATIENT_PLAN = "beijing-employee-outpatient";
  private static final String INPATIENT_PLAN = "commercial-p";
  private static final String PLAN_BY_PERSON = "outpatient-by-person";
  private static final long USED_DEDUCTIBLE_FEN = 150_000;
  private static final Duration IN_REVIEW_WITHIN = Duration.ofMinutes(1);

  private final BrowserPlatform platform;
  private final Installation installation;
  private final JsonHttp http;
  private final PayerDesk desk;
  private final LocalDate today = LocalDate.now(ZONE);
  private final Random random = new Random(new SecureRandom().nextLong());
  private int bills;

  People(BrowserPlatform platform) {
    this.platform = platform;
    this.installation = platform.installation();
    this.http = platform.http();
    this.desk = new PayerDesk(http, installation);
  }

  /** The plans of both payers, and one of the agency's in whose catalogue nothing is listed. */
  void openPayers() throws IOException {
    desk.putBuiltInPlan("agency", OUTPATIENT_PLAN);
    desk.putBuiltInPlan("insurer", INPATIENT_PLAN);
    try (var text =
        People.class.getResourceAsStream(
            "/org/yipiao/claims/adjudication/plans/" + OUTPATIENT_PLAN + ".json")) {
      if (text == null) {
        throw new IOException("no plan " + OUTPATIENT_PLAN);
      }
      ObjectNode plan = (ObjectNode) JsonMapper.shared().readTree(text.readAllBytes());
      plan.put("planId", PLAN_BY_PERSON);
      ((ObjectNode) plan.path("catalogue")).put("unlisted", "REVIEW");
      desk.putPlan(
          "agency", PLAN_BY_PERSON, LocalDate.parse(plan.path("effectiveFrom").asString()), plan);
    }
  }

  /** Somebody whose phone the directory of real names knows. */
  MadeUpPerson withPhone(String phone) throws IOException {
    MadeUpPerson person = MadeUpPerson.random(random).withPhone(phone);
    PayerDesk.require(
        http.put(
            installation.bank().resolve("/v1/identities"),
            installation.bearer("demo-driver"),
            Map.of(
                "phone",
                phone,
                "documentType",
                "RESIDENT_ID",
                "documentNumber",
                person.documentNumber(),
                "name",
                person.name())),
        "register the owner of a phone");
    return person;
  }

  /** The worked example: 1 260.00, of which the agency pays {@link #AGENCY_PAYS}. */
  IssuedPaper outpatient(MadeUpPerson person, int daysAgo) throws IOException {
    return issue(installation.largeHospital(), samples(daysAgo).outpatient(person));
  }

  /** The worked example of 68 000.00, at the other hospital. */
  IssuedPaper inpatient(MadeUpPerson person, int daysAgo) throws IOException {
    return issue(installation.otherHospital(), samples(daysAgo).inpatient(person));
  }

  /** A bill of one item, paid in cash. */
  IssuedPaper ofOneItem(MadeUpPerson person, int daysAgo, String item, int quantity, String yuan)
      throws IOException {
    Bill.Charge charge = new Bill.Charge(item, quantity, Money.parseYuan(yuan));
    Bill sample = samples(daysAgo).outpatient(person);
    Bill bill =
        new Bill(
            sample.sender(),
            sample.businessNumber(),
            person,
            false,
            sample.serviceDate(),
            sample.diagnosis(),
            List.of(charge),
            List.of(new Bill.Payment("CASH", charge.amount())));
    return issue(installation.otherHospital(), bill);
  }

  private SampleBills samples(int daysAgo) {
    return new SampleBills(random, today.minusDays(daysAgo), "B" + bills++);
  }

  private IssuedPaper issue(Hospital hospital, Bill bill) throws IOException {
    Instant handedIn = Instant.now();
    byte[] answer;
    try (MllpConnection connection = hospital.connect()) {
      answer = connection.exchange(bill.toHl7());
    }
    Acknowledgement said = Acknowledgement.parse(answer);
    if (said.invoice() == null) {
      throw new IOException("refused: " + said.field() + " " + said.code() + " " + said.reason());
    }
    var invoice =
        platform
            .watch()
            .untilVerified(said.invoice(), handedIn)
            .orElseThrow(() -> new IOException(platform.tally().failures().toString()));
    return IssuedPaper.of(bill, invoice, answer);
  }

  /** The agency insures the person, who has used most of the year's deductible. */
  void coverAtAgency(MadeUpPerson person) throws IOException {
    var opening = new PayerDesk.Opening(today.getYear(), USED_DEDUCTIBLE_FEN);
    cover("agency", person, OUTPATIENT_PLAN, opening);
  }

  void coverAtInsurer(MadeUpPerson person) throws IOException {
    cover("insurer", person, INPATIENT_PLAN, null);
  }

  private void cover(
      String payer, MadeUpPerson person, String plan, PayerDesk.@Nullable Opening opening)
      throws IOException {
    desk.cover(
        payer,
        desk.personId(person),
        policyOf(payer),
        plan,
        today.withDayOfYear(1),
        "CN00SANDBOX0001",
        opening);
  }

  /** Claims by phone what the agency leaves to its people; returns once all wait for them. */
  List<ClaimId> claimsInReview(MadeUpPerson person, List<IssuedPaper> papers) throws IOException {
    cover("agency", person, PLAN_BY_PERSON, null);
    var claims = new ArrayList<ClaimId>();
    var codes = new SentCodes(http, installation.bank(), installation.bearer("demo-driver"));
    try (var phone =
        new PatientPhone(installation.door(), installation.publicUrl(), person.phone(), codes)) {
      phone.signIn();
      for (IssuedPaper paper : papers) {
        phone.homeWith(paper.invoice().id());
        ClaimId claim = phone.claim(paper.invoice().id(), "agency", policyOf("agency"));
        if (!phone.watch(claim, ClaimStep::ended, IN_REVIEW_WITHIN)) {
          throw new IOException("claim " + claim + " has not come to an end or a person");
        }
        claims.add(claim);
      }
    }
    return claims;
  }

  /** What the bank has executed for a claim, in fen. */
  List<Long> transfersOf(String claim) throws IOException {
    JsonNode book =
        PayerDesk.require(
            http.get(installation.bank().resolve("/v1/book"), installation.bearer("demo-driver")),
            "read the bank's book");
    var amounts = new ArrayList<Long>();
    for (JsonNode transfer : book.path("transfers")) {
      if (transfer.path("endToEndId").asString().equals(claim)) {
        amounts.add(transfer.path("amountFen").asLong());
      }
    }
    return amounts;
  }

  private static String policyOf(String payer) {
    return payer.equals("agency") ? "BJ-EMP-0001" : "HEALTH-0001";
  }
}
