package org.yipiao.acceptance.kill.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.yipiao.acceptance.kill.load.HospitalDesk.Door;
import org.yipiao.acceptance.kill.oracle.AcceptedBill;
import org.yipiao.acceptance.kill.oracle.AcceptedList;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.quickstart.drive.Bill;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.MadeUpPerson;
import org.yipiao.quickstart.drive.SampleBills;
import org.yipiao.quickstart.drive.VerifiedInvoice;

/**
 * Steady work for the whole platform: bills of both hospitals over both doors, and claims of three
 * payers, among them races for the last fen, payouts that the bank rejects, and persons who come
 * again in the same year.
 */
public final class PlatformLoad implements AutoCloseable {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int CLAIM_EVERY = 12;

  /** Of these every third is of a person who has claimed before. */
  private static final int CLAIM_KINDS = 6;

  private static final int MOST_AT_ONCE = 120;

  private final Attempts attempts;
  private final Waits waits = new Waits(InstantSource.system());
  private final FinalityWatch watch;
  private final List<HospitalDesk> hospitals;
  private final ClaimDesk claims;
  private final PatientsLoad patients;
  private final Random random;
  private final String run;
  private final LocalDate today = LocalDate.now(ZONE);
  private final AtomicInteger bills = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean running = true;

  /**
   * @param seed of persons, amounts, doors and pauses
   * @param accepted where answers are written down
   */
  public PlatformLoad(Installation installation, JsonHttp http, AcceptedList accepted, long seed)
      throws IOException {
    Path trust = installation.trustFile();
    this.attempts = new Attempts();
    this.watch =
        new FinalityWatch(
            http, installation, TrustRoot.parse(Files.readAllBytes(trust)), attempts, waits);
    this.hospitals =
        List.of(
            new HospitalDesk(
                installation.largeHospital(),
                installation.largeGateway(),
                installation.bearer(installation.largeHospital().system()),
                http,
                attempts,
                accepted),
            new HospitalDesk(
                installation.otherHospital(),
                installation.otherGateway(),
                installation.bearer(installation.otherHospital().system()),
                http,
                attempts,
                accepted));
    this.claims = new ClaimDesk(installation, http, attempts, accepted);
    this.random = new Random(seed);
    this.run = HexFormat.of().toHexDigits(seed);
    this.patients =
        new PatientsLoad(installation, http, claims, accepted, attempts, this::issueFor, seed);
  }

  /**
   * Stores plans, then hands in until {@link #drain}.
   *
   * @param billsPerSecond while it is not silent
   */
  public void start(int billsPerSecond) throws IOException {
    claims.openFor(today);
    var rhythm =
        new Rhythm(new Random(random.nextLong()), Duration.ofSeconds(1).dividedBy(billsPerSecond));
    threads.execute(() -> {
      while (running) {
        rhythm.await();
        if (running && underWay.get() < MOST_AT_ONCE) {
          begin(new Random(random.nextLong()), bills.getAndIncrement());
        }
      }
    });
  }

  private void begin(Random own, int n) {
    underWay.incrementAndGet();
    threads.execute(() -> {
      try {
        one(own, n);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        underWay.decrementAndGet();
      }
    });
  }

  private void one(Random own, int n) throws InterruptedException {
    if (n % CLAIM_EVERY != 0) {
      issue(own, ofNumber(own, n).ofLoad(n));
      return;
    }
    int kind = n / CLAIM_EVERY % CLAIM_KINDS;
    Optional<ClaimDesk.Insured> before =
        kind % 3 == 2 ? claims.somebodyInsured() : Optional.empty();
    MadeUpPerson person =
        before.map(ClaimDesk.Insured::person).orElseGet(() -> claims.somebodyNew(own));
    Bill bill = ofNumber(own, n).outpatient(person);
    Optional<VerifiedInvoice> invoice = issue(own, bill);
    if (invoice.isEmpty()) {
      return;
    }
    switch (kind) {
      case 0 -> claims.race(List.of("insurer", "insurer-two"), bill, invoice.get());
      case 1 -> claims.race(List.of("agency", "insurer"), bill, invoice.get());
      case 3 -> claims.claimOfAgency(bill, invoice.get(), own.nextInt(4) == 0);
      default -> {
        if (before.isPresent()) {
          claims.claimAgain(before.get(), bill, invoice.get());
        } else {
          claims.claimOfAgency(bill, invoice.get(), false);
        }
      }
    }
  }

  private SampleBills ofNumber(Random own, int n) {
    return new SampleBills(own, today, run + "-" + n);
  }

  private Optional<VerifiedInvoice> issue(Random own, Bill bill) {
    HospitalDesk hospital = hospitals.get(own.nextInt(hospitals.size()));
    Door door = own.nextBoolean() ? Door.MLLP : Door.REST;
    Optional<AcceptedBill> accepted = hospital.handIn(bill, door);
    return accepted.flatMap(bills -> watch.follow(hospital.hospital(), bills.invoice()));
  }

  /** Issues a bill and claims for it at the agency, here and now. */
  public Optional<ClaimId> claimOnce(boolean rejected) {
    Random own = new Random(random.nextLong());
    Bill bill = ofNumber(own, bills.getAndIncrement()).outpatient(claims.somebodyNew(own));
    return issue(own, bill).flatMap(invoice -> claims.claimOfAgency(bill, invoice, rejected));
  }

  /** A bill whose invoice is final and verified. */
  record Issued(Bill bill, VerifiedInvoice invoice) {}

  /** Issues a visit of 1 260.00 of that person, here and now; empty when all is given up. */
  Optional<Issued> issueFor(MadeUpPerson person) {
    Random own = new Random(random.nextLong());
    Bill bill = ofNumber(own, bills.getAndIncrement()).outpatient(person);
    return issue(own, bill).map(invoice -> new Issued(bill, invoice));
  }

  /** Patients who can be let sign in. */
  public PatientsLoad patients() {
    return patients;
  }

  /** What failed, for whom, and what is open. */
  public Attempts attempts() {
    return attempts;
  }

  /** What the proofs gave. */
  public FinalityWatch watch() {
    return watch;
  }

  /** How long they took. */
  public Waits waits() {
    return waits;
  }

  /** Bills handed in so far. */
  public int handedIn() {
    return bills.get();
  }

  /**
   * Hands nothing new in, and waits until all that was handed in is answered and followed.
   *
   * @return whether all was, within the time
   */
  public boolean drain(Duration atMost) throws InterruptedException {
    running = false;
    long deadline = System.nanoTime() + atMost.toNanos();
    while (underWay.get() > 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    boolean done = underWay.get() == 0;
    attempts.giveUp();
    return done;
  }

  @Override
  public void close() {
    running = false;
    attempts.giveUp();
    patients.close();
    claims.close();
    threads.shutdownNow();
  }
}
