package org.yipiao.acceptance.kill.load;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.yipiao.acceptance.kill.oracle.AcceptedList;
import org.yipiao.acceptance.kill.oracle.Difference;
import org.yipiao.quickstart.drive.Bill;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.MadeUpPerson;
import org.yipiao.quickstart.drive.PayerDesk;
import org.yipiao.quickstart.drive.VerifiedInvoice;
import org.yipiao.quickstart.drive.phone.PatientPhone;
import org.yipiao.quickstart.drive.phone.SentCodes;

/** A few patients who are signed in for the whole phase, each with one claim after the other. */
public final class PatientsLoad {

  private static final int PATIENTS = 4;
  private static final String AGENCY_PLAN = "beijing-employee-outpatient";
  private static final long USED_DEDUCTIBLE_FEN = 150_000;
  private static final long PAID_AT_FIRST_FEN = 59_500;
  private static final long PAID_AGAIN_FEN = 80_500;
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final Installation installation;
  private final JsonHttp http;
  private final PayerDesk payers;
  private final PlatformLoad bills;
  private final AcceptedList accepted;
  private final List<PatientPhone> phones = new ArrayList<>();
  private final List<SignedInPatient> patients = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running = true;

  public PatientsLoad(
      Installation installation, JsonHttp http, PlatformLoad bills, AcceptedList accepted) {
    this.installation = installation;
    this.http = http;
    this.payers = new PayerDesk(http, installation);
    this.bills = bills;
    this.accepted = accepted;
  }

  /** An invoice that a patient finds, and what the agency pays of it. */
  record Visit(Bill bill, VerifiedInvoice invoice, long expectedFen) {}

  /** Signs them in and lets them begin. */
  public void start(Random random) throws IOException {
    for (int i = 0; i < PATIENTS; i++) {
      MadeUpPerson person = MadeUpPerson.random(random).withPhone("1380000003" + i);
      register(person);
      PatientPhone phone =
          new PatientPhone(
              installation.door(),
              installation.publicUrl(),
              person.phone(),
              new SentCodes(http, installation.bank(), installation.bearer("demo-driver")));
      phones.add(phone);
      SignedInPatient patient = new SignedInPatient(person, phone, this);
      patient.signIn();
      patients.add(patient);
      threads.add(Thread.ofVirtual().start(patient::live));
    }
  }

  private void register(MadeUpPerson person) throws IOException {
    PayerDesk.require(
        http.put(
            installation.bank().resolve("/v1/identities"),
            installation.bearer("demo-driver"),
            Map.of(
                "phone", person.phone(),
                "documentType", "RESIDENT_ID",
                "documentNumber", person.documentNumber(),
                "name", person.name())),
        "register the owner of a phone");
    LocalDate today = LocalDate.now(ZONE);
    payers.cover(
        "agency",
        payers.personId(person),
        "KILL-agency",
        AGENCY_PLAN,
        today.withDayOfYear(1),
        "CN00SANDBOX0001",
        new PayerDesk.Opening(today.getYear(), USED_DEDUCTIBLE_FEN));
  }

  /** A new bill of the person, final; empty when the load is over. */
  Optional<Visit> visit(MadeUpPerson person, boolean first) {
    return bills
        .issueFor(person)
        .map(issued ->
            new Visit(issued.bill(), issued.invoice(), first ? PAID_AT_FIRST_FEN : PAID_AGAIN_FEN));
  }

  boolean isRunning() {
    return running;
  }

  AcceptedList accepted() {
    return accepted;
  }

  /** Whether the app has answered each of them since that moment. */
  public boolean allServedSince(Instant moment) {
    return patients.stream().allMatch(patient -> patient.lastServed().isAfter(moment));
  }

  /** Lets each come to the end of the claim under way. */
  public void finish() throws InterruptedException {
    running = false;
    for (Thread thread : threads) {
      thread.join(Duration.ofMinutes(6));
    }
    patients.forEach(SignedInPatient::giveUp);
    phones.forEach(PatientPhone::close);
  }

  /** What a patient must not notice. */
  public List<Difference> differences() {
    List<Difference> all = new ArrayList<>();
    for (SignedInPatient patient : patients) {
      all.addAll(patient.differences());
      if (patient.paid() == 0) {
        all.add(new Difference("app", "a patient saw no claim paid"));
      }
    }
    return all;
  }

  /** In words. */
  @Override
  public String toString() {
    return "%d patients watched %d claims to the receipt; %d calls failed and were made again"
        .formatted(
            patients.size(),
            patients.stream().mapToInt(SignedInPatient::paid).sum(),
            patients.stream().mapToInt(SignedInPatient::failed).sum());
  }
}
