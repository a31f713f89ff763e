package org.yipiao.quickstart.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.money.Money;
import org.yipiao.quickstart.demo.hl7.Hl7FolderRun;
import org.yipiao.quickstart.demo.promises.BankDesk;
import org.yipiao.quickstart.demo.promises.BundleTampering;
import org.yipiao.quickstart.demo.promises.ClaimThread;
import org.yipiao.quickstart.demo.promises.DoubleClaim;
import org.yipiao.quickstart.demo.promises.IssuedBill;
import org.yipiao.quickstart.demo.promises.Needles;
import org.yipiao.quickstart.demo.promises.OfflineChecks;
import org.yipiao.quickstart.demo.promises.OneTrace;
import org.yipiao.quickstart.demo.promises.PayoutCheck;
import org.yipiao.quickstart.demo.promises.PersonalDataSearch;
import org.yipiao.quickstart.demo.report.DemoReport;
import org.yipiao.quickstart.demo.report.Findings;
import org.yipiao.quickstart.demo.report.Timeline;
import org.yipiao.quickstart.drive.Acknowledgement;
import org.yipiao.quickstart.drive.Bill;
import org.yipiao.quickstart.drive.Hospital;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.Installations;
import org.yipiao.quickstart.drive.InvoiceWatch;
import org.yipiao.quickstart.drive.IssueLoad;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.LedgerScan;
import org.yipiao.quickstart.drive.MadeUpPerson;
import org.yipiao.quickstart.drive.MemberDesk;
import org.yipiao.quickstart.drive.MllpConnection;
import org.yipiao.quickstart.drive.NumberAllocation;
import org.yipiao.quickstart.drive.PayerDesk;
import org.yipiao.quickstart.drive.SampleBills;
import org.yipiao.quickstart.drive.Tally;
import org.yipiao.quickstart.drive.VerifiedInvoice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One run of the demonstration on a platform that has started. */
final class DemoRun {

  /** How long the platform's reservations are valid in a demonstration. */
  static final Duration RESERVATION_EXPIRY = Duration.ofSeconds(6);

  private static final ZoneId HOSPITAL_ZONE = ZoneId.of("Asia/Shanghai");
  private static final int LOAD_PER_SECOND = 50;
  private static final Duration LOAD_GRACE = Duration.ofMinutes(3);
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(30);
  private static final int OTHER_HOSPITAL = 5;

  private final Installation installation;
  private final Timeline timeline;
  private final DemoOptions options;
  private final Findings findings;
  private final Tally tally;
  private final Needles needles = new Needles();

  DemoRun(Installation installation, Timeline timeline, DemoOptions options, Findings findings) {
    this.installation = installation;
    this.timeline = timeline;
    this.options = options;
    this.findings = findings;
    this.tally = findings.tally();
  }

  /** Runs to the end, or until something breaks; the findings hold what was seen until then. */
  void run() throws IOException, InterruptedException {
    findings.validators(Installations.activeValidators(installation));
    TrustRoot trust = TrustRoot.parse(Files.readAllBytes(installation.trustFile()));
    try (JsonHttp http = new JsonHttp()) {
      InvoiceWatch watch =
          new InvoiceWatch(
              http,
              installation.invoiceService(),
              installation.bearer("patient-app"),
              trust,
              tally);
      new NumberAllocation(http, installation).toBothHospitals();
      timeline.say("bureau", "numbers allocated to both hospitals");
      Path folder = options.hl7();
      if (folder == null) {
        thread(http, watch, trust);
      } else {
        new Hl7FolderRun(installation.largeHospital(), watch::untilVerified, findings, timeline)
            .send(folder);
      }
    }
    findings.validators(Installations.activeValidators(installation));
    findings.complete();
  }

  private void thread(JsonHttp http, InvoiceWatch watch, TrustRoot trust)
      throws IOException, InterruptedException {
    SecureRandom random = new SecureRandom();
    byte[] run = new byte[4];
    random.nextBytes(run);
    SampleBills bills =
        new SampleBills(
            new Random(random.nextLong()),
            LocalDate.now(HOSPITAL_ZONE),
            HexFormat.of().formatHex(run));
    MadeUpPerson first = MadeUpPerson.random(random);
    MadeUpPerson second = MadeUpPerson.random(random);
    IssuedBill outpatient = issue(installation.largeHospital(), watch, bills.outpatient(first));
    IssuedBill inpatient = issue(installation.otherHospital(), watch, bills.inpatient(second));
    IssuedBill silent = issue(installation.largeHospital(), watch, bills.forSilentBank(first));

    PayerDesk desk = new PayerDesk(http, installation);
    BankDesk bank = new BankDesk(http, installation);
    LedgerScan scan = new LedgerScan(http, installation);
    putPlans(desk);
    PayoutCheck payouts = new PayoutCheck(bank::transfersOf, scan::eachLeaf, SETTLED_WITHIN);
    ClaimThread claims = new ClaimThread(desk, payouts, timeline, findings);
    ClaimId outpatientClaim =
        claims.claimAndBePaid(
            "agency",
            "beijing-employee-outpatient",
            outpatient,
            new PayerDesk.Opening(outpatient.bill().serviceDate().getYear(), 150_000),
            Money.parseYuan("595.00"));
    claims.claimAndBePaid("insurer", "commercial-p", inpatient, null, Money.parseYuan("7410.00"));

    followToThePayout(http, outpatient, inpatient);
    load(watch, bills);
    try (LedgerClient ledger = Installations.ledger(installation, trust)) {
      Genesis genesis =
          Genesis.decode(Files.readAllBytes(installation.consortium().resolve("genesis.json")));
      MemberDesk members = new MemberDesk(ledger, genesis.ledgerId(), installation.consortium());
      DoubleClaim attempts = new DoubleClaim(bank, members, scan, desk, timeline);
      findings.doubleClaim(attempts.doubleClaim(outpatientClaim));
      findings.overClaim(attempts.overClaim(outpatient.invoice().id(), Money.parseYuan("665.00")));
      findings.silentBank(
          attempts.silentBank(silent, Money.parseYuan("560.00"), RESERVATION_EXPIRY));
      offline(outpatient, inpatient, members, attempts);
      DemoReport.PersonalData personal =
          new PersonalDataSearch(scan).search(needles, outpatient.bill().secrets());
      findings.personalData(personal);
      timeline.say(
          "ledger",
          "%d leaves searched for %d secrets: %d found"
              .formatted(personal.leavesScanned(), personal.needles(), personal.hits()));
    }
  }

  private void offline(
      IssuedBill outpatient, IssuedBill inpatient, MemberDesk members, DoubleClaim attempts)
      throws IOException {
    OfflineChecks offline = new OfflineChecks(installation.trustFile());
    DemoReport.OfflineVerification kept =
        offline.keepAndVerify(
            outpatient.invoice().bundle(), installation.data().resolve("outpatient.bundle.json"));
    findings.offlineVerification(kept);
    DemoReport.TamperedBundle tampered =
        offline.tamper(
            outpatient.invoice().bundle(),
            inpatient.invoice().bundle(),
            otherLeaves(offline, members, attempts, outpatient));
    findings.tamperedBundle(tampered);
    offline.failures().forEach(findings::failed);
    timeline.say(
        "offline",
        "bundle %s; %d of %d tampered bundles rejected"
            .formatted(kept.result(), tampered.rejected(), tampered.cases()));
  }

  private IssuedBill issue(Hospital hospital, InvoiceWatch watch, Bill bill) throws IOException {
    needles.plant(bill.secrets());
    Instant handedIn = Instant.now();
    Acknowledgement answer;
    try (MllpConnection connection = hospital.connect()) {
      answer = Acknowledgement.parse(connection.exchange(bill.toHl7()));
    }
    if (answer.invoice() == null) {
      tally.refused();
      throw new IOException(
          "%s refused a bill of %s: %s %s %s %s"
              .formatted(
                  hospital.name(),
                  bill.total(),
                  answer.segment(),
                  answer.field(),
                  answer.code(),
                  answer.reason()));
    }
    tally.accepted();
    timeline.say(hospital.name(), "invoice %s of %s".formatted(answer.invoice(), bill.total()));
    VerifiedInvoice invoice =
        watch
            .untilVerified(answer.invoice(), handedIn)
            .orElseThrow(() -> new IOException("invoice " + answer.invoice() + " is not final"));
    tally.verified(invoice);
    timeline.say(
        "ledger",
        "invoice %s final and verified, %d ms after the node took it"
            .formatted(invoice.id(), invoice.finalityMillis()));
    return new IssuedBill(bill, invoice);
  }

  private void followToThePayout(JsonHttp http, IssuedBill outpatient, IssuedBill inpatient)
      throws IOException {
    OneTrace trace = new OneTrace(http, installation);
    String first = trace.follow("hospital-one", installation.largeGateway(), outpatient.bill());
    String second = trace.follow("hospital-two", installation.otherGateway(), inpatient.bill());
    trace.failures().forEach(findings::failed);
    if (trace.failures().isEmpty()) {
      timeline.say("logs", "traces %s and %s lead from message to payout".formatted(first, second));
    }
  }

  private static void putPlans(PayerDesk desk) throws IOException {
    for (Map.Entry<String, String> plan :
        Map.of("agency", "beijing-employee-outpatient", "insurer", "commercial-p").entrySet()) {
      String resource = "/org/yipiao/claims/adjudication/plans/" + plan.getValue() + ".json";
      try (var in = DemoRun.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new IOException("no plan " + resource);
        }
        JsonNode text = JsonMapper.shared().readTree(in.readAllBytes());
        desk.putPlan(
            plan.getKey(),
            plan.getValue(),
            LocalDate.parse(text.path("effectiveFrom").asString()),
            text);
      }
    }
  }

  private void load(InvoiceWatch watch, SampleBills bills) throws InterruptedException {
    if (options.load() == 0) {
      return;
    }
    timeline.say("hospitals", "issuing %d further invoices".formatted(options.load()));
    var load = new IssueLoad(installation.largeHospital(), watch, tally);
    load.run(
        options.load(),
        LOAD_PER_SECOND,
        n -> planted(bills.ofLoad(n)),
        LOAD_GRACE.plusSeconds(options.load() / LOAD_PER_SECOND),
        () -> timeline.say("hospitals", "the last bill is on its way; waiting for proofs"));
    timeline.say(
        "ledger",
        "%d invoices final; finality p50 %d ms, p99 %d ms; message to final p50 %d ms, p99 %d ms"
            .formatted(
                tally.counts().verified(),
                tally.finality().p50(),
                tally.finality().p99(),
                tally.issue().p50(),
                tally.issue().p99()));
  }

  /** At the end the ledger is searched for what is in it. */
  private Bill planted(Bill bill) {
    needles.plant(bill.secrets());
    return bill;
  }

  /** The sound document with the leaf of a refused issue, and with that of another operation. */
  private static List<BundleTampering.Case> otherLeaves(
      OfflineChecks offline, MemberDesk members, DoubleClaim attempts, IssuedBill issued)
      throws IOException {
    BundleTampering.Parts sound = offline.parts(issued.invoice().bundle());
    IssueInvoice again =
        IssueInvoice.of(
            issued.invoice().id(),
            Digest.sha256(
                sound
                    .document()
                    .substring(0, sound.document().indexOf('~'))
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
            issued.bill().total(),
            issued.bill().total());
    FinalOperation refused = members.submit("hospital-two", OTHER_HOSPITAL, again);
    FinalOperation other = attempts.smallReservation(issued.invoice().id());
    return List.of(
        BundleTampering.refusedLeaf(withLeaf(sound, refused)),
        BundleTampering.otherOperation(withLeaf(sound, other)));
  }

  private static BundleTampering.Parts withLeaf(
      BundleTampering.Parts sound, FinalOperation operation) {
    return new BundleTampering.Parts(
        sound.document(),
        Base64.getEncoder().encodeToString(operation.leafBytes()),
        new TlogProof(
                operation.inclusion().leafIndex(),
                operation.inclusion().path(),
                operation.checkpoint())
            .format());
  }
}
