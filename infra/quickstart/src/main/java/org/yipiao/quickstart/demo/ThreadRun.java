package org.yipiao.quickstart.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Random;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.money.Money;
import org.yipiao.quickstart.demo.promises.BankDesk;
import org.yipiao.quickstart.demo.promises.ClaimThread;
import org.yipiao.quickstart.demo.promises.DoubleClaim;
import org.yipiao.quickstart.demo.promises.IssuedBill;
import org.yipiao.quickstart.demo.promises.LogSearch;
import org.yipiao.quickstart.demo.promises.Needles;
import org.yipiao.quickstart.demo.promises.OfflineChecks;
import org.yipiao.quickstart.demo.promises.OneTrace;
import org.yipiao.quickstart.demo.promises.OtherLeaves;
import org.yipiao.quickstart.demo.promises.PayoutCheck;
import org.yipiao.quickstart.demo.promises.PersonalDataSearch;
import org.yipiao.quickstart.demo.report.DemoReport;
import org.yipiao.quickstart.demo.report.Findings;
import org.yipiao.quickstart.demo.report.Timeline;
import org.yipiao.quickstart.drive.Bill;
import org.yipiao.quickstart.drive.Hospital;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.Installations;
import org.yipiao.quickstart.drive.InvoiceWatch;
import org.yipiao.quickstart.drive.IssueLoad;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.LedgerScan;
import org.yipiao.quickstart.drive.MemberDesk;
import org.yipiao.quickstart.drive.PayerDesk;
import org.yipiao.quickstart.drive.SampleBills;
import org.yipiao.quickstart.drive.Tally;

/** The thread: from the hospitals' messages over the patients' phones to the payouts. */
final class ThreadRun {

  /** How long the platform's reservations are valid in a demonstration. */
  static final Duration RESERVATION_EXPIRY = Duration.ofSeconds(6);

  private static final String OUTPATIENT_PLAN = "beijing-employee-outpatient";
  private static final String INPATIENT_PLAN = "commercial-p";
  private static final Money AGENCY_PAYS = Money.parseYuan("595.00");
  private static final Money INSURER_PAYS = Money.parseYuan("7410.00");
  private static final Money LEFT_OF_OUTPATIENT = Money.parseYuan("665.00");
  private static final Money SILENT_BANK_PAYS = Money.parseYuan("560.00");
  private static final long USED_DEDUCTIBLE_FEN = 150_000;

  private static final ZoneId HOSPITAL_ZONE = ZoneId.of("Asia/Shanghai");
  private static final int LOAD_PER_SECOND = 50;
  private static final Duration LOAD_GRACE = Duration.ofMinutes(3);
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(30);

  private final JsonHttp http;
  private final InvoiceWatch watch;
  private final TrustRoot trust;
  private final Installation installation;
  private final Timeline timeline;
  private final Findings findings;
  private final Tally tally;
  private final HospitalCounter counter;
  private final PayerDesk desk;
  private final BankDesk bank;
  private final LedgerScan scan;
  private final Needles needles = new Needles();
  private final SecureRandom random = new SecureRandom();

  ThreadRun(
      JsonHttp http,
      InvoiceWatch watch,
      TrustRoot trust,
      Installation installation,
      Timeline timeline,
      Findings findings) {
    this.http = http;
    this.watch = watch;
    this.trust = trust;
    this.installation = installation;
    this.timeline = timeline;
    this.findings = findings;
    this.tally = findings.tally();
    this.counter = new HospitalCounter(watch, tally, timeline);
    this.desk = PayerDesk.beforeTheDoor(http, installation);
    this.bank = new BankDesk(http, installation);
    this.scan = new LedgerScan(http, installation);
  }

  /** The thread's bills. */
  private record Issued(IssuedBill outpatient, IssuedBill inpatient, IssuedBill silent) {}

  /**
   * Runs the thread to its end.
   *
   * @param load how many further invoices are issued
   */
  void run(int load) throws IOException, InterruptedException {
    SampleBills bills = bills();
    try (Patients patients = new Patients(http, installation, random)) {
      Issued issued =
          new Issued(
              issue(installation.largeHospital(), bills.outpatient(patients.outpatient())),
              issue(installation.otherHospital(), bills.inpatient(patients.inpatient())),
              issue(installation.largeHospital(), bills.forSilentBank(patients.outpatient())));
      patients.signIn();
      timeline.say("phone", "both patients signed in with the code of a short message");
      ClaimId claim = claim(issued, patients);
      followToThePayout(issued);
      load(load, bills);
      tryTwice(issued, claim, patients);
    }
  }

  private SampleBills bills() {
    byte[] run = new byte[4];
    random.nextBytes(run);
    return new SampleBills(
        new Random(random.nextLong()), LocalDate.now(HOSPITAL_ZONE), HexFormat.of().formatHex(run));
  }

  private IssuedBill issue(Hospital hospital, Bill bill) throws IOException {
    return counter.issue(hospital, planted(bill));
  }

  /** At the end the ledger and all logs are searched for what is in it. */
  private Bill planted(Bill bill) {
    needles.plant(bill.secrets());
    return bill;
  }

  /** Both worked examples; the claim at the agency. */
  private ClaimId claim(Issued issued, Patients patients) throws IOException, InterruptedException {
    desk.putBuiltInPlan("agency", OUTPATIENT_PLAN);
    desk.putBuiltInPlan("insurer", INPATIENT_PLAN);
    PayoutCheck payouts = new PayoutCheck(bank::transfersOf, scan::eachLeaf, SETTLED_WITHIN);
    ClaimThread claims = new ClaimThread(desk, payouts, timeline, findings);
    IssuedBill outpatient = issued.outpatient();
    ClaimId claim =
        claims.claimAndBePaid(
            "agency",
            OUTPATIENT_PLAN,
            outpatient,
            patients.outpatientPhone(),
            new PayerDesk.Opening(outpatient.bill().serviceDate().getYear(), USED_DEDUCTIBLE_FEN),
            AGENCY_PAYS);
    claims.claimAndBePaid(
        "insurer",
        INPATIENT_PLAN,
        issued.inpatient(),
        patients.inpatientPhone(),
        null,
        INSURER_PAYS);
    return claim;
  }

  private void followToThePayout(Issued issued) throws IOException {
    OneTrace trace = new OneTrace(http, installation);
    String first = trace.follow("hospital-one", issued.outpatient().bill());
    String second = trace.follow("hospital-two", issued.inpatient().bill());
    trace.failures().forEach(findings::failed);
    if (trace.failures().isEmpty()) {
      timeline.say("logs", "traces %s and %s lead from message to payout".formatted(first, second));
    }
  }

  private void load(int count, SampleBills bills) throws InterruptedException {
    if (count == 0) {
      return;
    }
    timeline.say("hospitals", "issuing %d further invoices".formatted(count));
    var load = new IssueLoad(installation.largeHospital(), watch, tally);
    load.run(
        count,
        LOAD_PER_SECOND,
        n -> planted(bills.ofLoad(n)),
        LOAD_GRACE.plusSeconds(count / LOAD_PER_SECOND),
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

  private void tryTwice(Issued issued, ClaimId claim, Patients patients)
      throws IOException, InterruptedException {
    try (LedgerClient ledger = Installations.ledger(installation, trust)) {
      Genesis genesis =
          Genesis.decode(Files.readAllBytes(installation.consortium().resolve("genesis.json")));
      MemberDesk members = new MemberDesk(ledger, genesis.ledgerId(), installation.consortium());
      DoubleClaim attempts =
          new DoubleClaim(bank, members, scan, patients.outpatientPhone(), timeline);
      findings.doubleClaim(attempts.doubleClaim(claim));
      findings.overClaim(
          attempts.overClaim(issued.outpatient().invoice().id(), LEFT_OF_OUTPATIENT));
      findings.silentBank(
          attempts.silentBank(issued.silent(), SILENT_BANK_PAYS, RESERVATION_EXPIRY));
      offline(issued, members, attempts);
      search(issued);
    }
  }

  private void offline(Issued issued, MemberDesk members, DoubleClaim attempts) throws IOException {
    OfflineChecks offline = new OfflineChecks(installation.trustFile());
    String bundle = issued.outpatient().invoice().bundle();
    DemoReport.OfflineVerification kept =
        offline.keepAndVerify(bundle, installation.data().resolve("outpatient.bundle.json"));
    findings.offlineVerification(kept);
    DemoReport.TamperedBundle tampered =
        offline.tamper(
            bundle,
            issued.inpatient().invoice().bundle(),
            OtherLeaves.of(offline.parts(bundle), members, attempts, issued.outpatient()));
    findings.tamperedBundle(tampered);
    offline.failures().forEach(findings::failed);
    timeline.say(
        "offline",
        "bundle %s; %d of %d tampered bundles rejected"
            .formatted(kept.result(), tampered.rejected(), tampered.cases()));
  }

  private void search(Issued issued) throws IOException {
    DemoReport.PersonalData personal =
        new PersonalDataSearch(scan).search(needles, issued.outpatient().bill().secrets());
    findings.personalData(personal);
    timeline.say(
        "ledger",
        "%d leaves searched for %d secrets: %d found"
            .formatted(personal.leavesScanned(), personal.needles(), personal.hits()));
    DemoReport.PersonalDataInLogs inLogs =
        new LogSearch(installation.logs()).search(needles, issued.outpatient().bill().secrets());
    findings.personalDataInLogs(inLogs);
    timeline.say(
        "logs",
        "%d logs searched for %d secrets: %d found"
            .formatted(inLogs.files(), inLogs.needles(), inLogs.hits()));
  }
}
