package org.yipiao.acceptance.kill.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yipiao.acceptance.kill.oracle.AcceptedClaim;
import org.yipiao.acceptance.kill.oracle.AcceptedClaim.Awaited;
import org.yipiao.acceptance.kill.oracle.AcceptedList;
import org.yipiao.acceptance.kill.oracle.PatientEvidence.Step;
import org.yipiao.acceptance.kill.oracle.PatientEvidence.Watched;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.quickstart.drive.MadeUpPerson;
import org.yipiao.quickstart.drive.phone.ClaimEvents;
import org.yipiao.quickstart.drive.phone.PatientPhone;
import org.yipiao.quickstart.drive.phone.PreparedClaim;
import tools.jackson.databind.JsonNode;

/**
 * A patient with a phone, who looks at the app every second, and beside that claims one invoice
 * after the other and watches each claim to its end. Every call is made anew, never signing in
 * again, until it is answered.
 */
final class SignedInPatient implements AutoCloseable {

  private static final String DOOR = "edge";
  private static final long LOOK_MILLIS = 1_000;
  private static final Duration STREAM_AT_MOST = Duration.ofMinutes(2);

  /** The agency's year of a person has a cap, which these do not reach. */
  private static final int CLAIMS_AT_THE_AGENCY = 10;

  private final int number;
  private final MadeUpPerson person;
  private final PatientPhone phone;
  private final Surroundings surroundings;
  private final ConcurrentLinkedQueue<Claimed> claimed = new ConcurrentLinkedQueue<>();

  /**
   * What all patients share.
   *
   * @param visit has a bill issued, until its invoice is final
   * @param goesOn whether further claims are begun
   */
  record Surroundings(
      Function<MadeUpPerson, Optional<PlatformLoad.Issued>> visit,
      AcceptedList accepted,
      Attempts attempts,
      PatientCalls calls,
      BooleanSupplier goesOn) {}

  /** A claim as it is being watched. */
  private static final class Claimed {
    final ClaimId claim;
    final List<Step> seen = Collections.synchronizedList(new ArrayList<>());
    volatile boolean ended;
    volatile @Nullable Long receiptFen;

    Claimed(ClaimId claim) {
      this.claim = claim;
    }

    Watched soFar() {
      synchronized (seen) {
        return new Watched(claim.value(), seen, ended, receiptFen);
      }
    }
  }

  SignedInPatient(int number, MadeUpPerson person, PatientPhone phone, Surroundings surroundings) {
    this.number = number;
    this.person = person;
    this.phone = phone;
    this.surroundings = surroundings;
  }

  MadeUpPerson person() {
    return person;
  }

  void signIn() throws IOException {
    phone.signIn();
  }

  List<Watched> watched() {
    return claimed.stream().map(Claimed::soFar).toList();
  }

  /** Looks at the first screen as long as it goes on. */
  void look() throws InterruptedException {
    while (surroundings.goesOn().getAsBoolean() && call("look home", phone::home).isPresent()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /** Claims as long as it goes on; the last claim is watched to its end. */
  void claim() throws InterruptedException {
    int n = 0;
    while (surroundings.goesOn().getAsBoolean()) {
      Optional<PlatformLoad.Issued> issued = surroundings.visit().apply(person);
      if (issued.isEmpty() || !claim(issued.get(), n++)) {
        return;
      }
    }
  }

  private boolean claim(PlatformLoad.Issued issued, int n) throws InterruptedException {
    InvoiceId invoice = issued.invoice().id();
    String payer = n < CLAIMS_AT_THE_AGENCY ? "agency" : "insurer";
    if (!untilListed(invoice)) {
      return false;
    }
    Optional<PreparedClaim> tap =
        call(
            "open the claim's screen of " + invoice,
            () -> phone.prepare(invoice, payer, ClaimDesk.policyOf(payer)));
    if (tap.isEmpty() || !taken(tap.get(), accepted(tap.get().claim(), payer, issued, n))) {
      return false;
    }
    Claimed claim = new Claimed(tap.get().claim());
    claimed.add(claim);
    return watch(claim) && readReceipt(claim);
  }

  /** What must be paid: the person's first claim uses up what is left of the deductible. */
  private static AcceptedClaim accepted(
      ClaimId claim, String payer, PlatformLoad.Issued issued, int n) {
    long total = issued.bill().total().fen();
    long fen = n == 0 ? ClaimDesk.AGENCY_PAYS_FEN : ClaimDesk.AGENCY_PAYS_AGAIN_FEN;
    return new AcceptedClaim(
        claim.value(),
        payer,
        issued.invoice().id().toString(),
        total,
        Awaited.PAID,
        payer.equals("agency") ? fen : total);
  }

  private boolean untilListed(InvoiceId invoice) throws InterruptedException {
    while (true) {
      Optional<JsonNode> home = call("open home for " + invoice, phone::home);
      if (home.isEmpty()) {
        return false;
      }
      for (JsonNode item : home.get().path("invoices").path("value").path("items")) {
        if (item.path("invoiceId").asString("").equals(invoice.toString())) {
          return true;
        }
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /** The same tap, with the same ids, until it is answered. */
  private boolean taken(PreparedClaim tap, AcceptedClaim accepted) {
    return call(
            "claim " + tap.claim(),
            () -> {
              phone.submit(tap);
              surroundings.accepted().add(accepted);
              return true;
            })
        .isPresent();
  }

  private boolean watch(Claimed claim) throws InterruptedException {
    while (!claim.ended) {
      Optional<ClaimEvents> events =
          call("open the events of " + claim.claim, () -> phone.events(claim.claim, last(claim)));
      if (events.isEmpty() || surroundings.attempts().isGivenUp()) {
        return false;
      }
      follow(claim, events.get());
    }
    return true;
  }

  /** One stream; the next one takes it up where it broke off. */
  private void follow(Claimed claim, ClaimEvents events) {
    long enough = System.nanoTime() + STREAM_AT_MOST.toNanos();
    surroundings.calls().streamOpened();
    try {
      claim.ended =
          events.follow(
              step -> {
                claim.seen.add(new Step(step.n(), step.state(), step.at()));
                return false;
              },
              STREAM_AT_MOST);
    } catch (IOException _) {
      // It is opened again where it broke off.
    } finally {
      surroundings.calls().streamOver(!claim.ended && System.nanoTime() < enough);
    }
  }

  private static long last(Claimed claim) {
    return claim.seen.isEmpty() ? 0 : claim.seen.getLast().n();
  }

  /** Looks until the screen is of now: of before, it says so. */
  private boolean readReceipt(Claimed claim) throws InterruptedException {
    while (true) {
      Optional<JsonNode> screen =
          call("open claim " + claim.claim, () -> phone.claimed(claim.claim));
      if (screen.isEmpty()) {
        return false;
      }
      if (!screen.get().path("stale").asBoolean(false)) {
        JsonNode amount = screen.get().path("receipt").path("amountFen");
        claim.receiptFen = amount.isNumber() ? amount.asLong() : null;
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private <T> Optional<T> call(String what, Attempts.Attempt<T> attempt) {
    PatientCalls calls = surroundings.calls();
    PatientCalls.Call call = calls.begin(number, what);
    Optional<T> answer =
        surroundings
            .attempts()
            .until(
                DOOR,
                "patient " + number + ": " + what,
                () -> {
                  try {
                    return attempt.make();
                  } catch (IOException | RuntimeException failure) {
                    calls.failed(call, failure);
                    throw failure;
                  }
                });
    answer.ifPresentOrElse(_ -> calls.answered(call), () -> calls.givenUp(call));
    return answer;
  }

  @Override
  public void close() {
    phone.close();
  }
}
