package org.yipiao.acceptance.kill.load;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.yipiao.acceptance.kill.oracle.AcceptedClaim;
import org.yipiao.acceptance.kill.oracle.AcceptedClaim.Awaited;
import org.yipiao.acceptance.kill.oracle.AcceptedList;
import org.yipiao.acceptance.kill.oracle.Difference;
import org.yipiao.quickstart.drive.Bill;
import org.yipiao.quickstart.drive.MadeUpPerson;
import org.yipiao.quickstart.drive.VerifiedInvoice;
import org.yipiao.quickstart.drive.phone.ClaimStep;
import org.yipiao.quickstart.drive.phone.PatientPhone;
import org.yipiao.quickstart.drive.phone.PreparedClaim;
import tools.jackson.databind.JsonNode;

/**
 * Somebody who signs in once and goes on with the app whatever dies behind it: sees the new
 * invoice, claims it, watches every step, looks at the receipt. Nothing but a longer wait may be
 * noticed.
 */
public final class SignedInPatient {

  private static final String DOOR = "app";
  private static final String AGENCY = "agency";
  private static final String POLICY = "KILL-agency";
  private static final Duration WATCHED = Duration.ofMinutes(5);

  private final MadeUpPerson person;
  private final PatientPhone phone;
  private final PatientsLoad load;
  private final Attempts attempts = new Attempts();
  private final ConcurrentLinkedQueue<Difference> differences = new ConcurrentLinkedQueue<>();
  private final AtomicInteger paid = new AtomicInteger();
  private volatile Instant lastServed = Instant.MIN;

  SignedInPatient(MadeUpPerson person, PatientPhone phone, PatientsLoad load) {
    this.person = person;
    this.phone = phone;
    this.load = load;
  }

  /** When the app last answered. */
  Instant lastServed() {
    return lastServed;
  }

  /** Claims paid and watched to the end. */
  int paid() {
    return paid.get();
  }

  /** What must not have been, being signed out above all. */
  List<Difference> differences() {
    List<Difference> all = new ArrayList<>(differences);
    attempts.failuresBetween(Instant.MIN, Instant.MAX).stream()
        .filter(failure -> failure.cause().contains(" 401 "))
        .forEach(failure ->
            all.add(new Difference("app", "a signed-in patient was refused: " + failure.cause())));
    attempts.open().forEach((what, why) -> all.add(new Difference(what, "never answered: " + why)));
    return all;
  }

  /** How many calls failed and were made again. */
  int failed() {
    return attempts.failed();
  }

  void signIn() throws IOException {
    phone.signIn();
    lastServed = Instant.now();
  }

  /** From the bill to the receipt; the amount is known beforehand. */
  void claimOnce(Bill bill, VerifiedInvoice invoice, long expectedFen, AcceptedList accepted) {
    Optional<PreparedClaim> prepared =
        served(
            "claim for " + invoice.id(),
            () -> {
              phone.homeWith(invoice.id());
              return phone.prepare(invoice.id(), AGENCY, POLICY);
            });
    if (prepared.isEmpty()) {
      return;
    }
    String claim = prepared.get().claim().value();
    Optional<Boolean> taken =
        served(
            "answer to claim " + claim,
            () -> {
              phone.submit(prepared.get());
              accepted.add(
                  new AcceptedClaim(
                      claim,
                      AGENCY,
                      invoice.id().toString(),
                      bill.total().fen(),
                      Awaited.PAID,
                      expectedFen));
              return true;
            });
    if (taken.isPresent()) {
      watch(prepared.get(), expectedFen);
    }
  }

  private void watch(PreparedClaim prepared, long expectedFen) {
    List<ClaimStep> steps = new ArrayList<>();
    Optional<Boolean> ended =
        served(
            "end of claim " + prepared.claim(),
            () -> {
              steps.clear();
              return phone.watch(
                  prepared.claim(),
                  step -> {
                    steps.add(step);
                    lastServed = Instant.now();
                    return false;
                  },
                  WATCHED);
            });
    Optional<JsonNode> screen =
        served("receipt of " + prepared.claim(), () -> phone.claimed(prepared.claim()));
    if (ended.isEmpty() || screen.isEmpty()) {
      return;
    }
    judge(prepared.claim().value(), steps, screen.get(), expectedFen).forEach(differences::add);
    paid.incrementAndGet();
  }

  /** What the steps that were seen lack against the claim's own timeline, and the receipt. */
  static List<Difference> judge(
      String claim, List<ClaimStep> seen, JsonNode screen, long expectedFen) {
    List<Difference> found = new ArrayList<>();
    List<String> states = new ArrayList<>();
    screen
        .path("claim")
        .path("timeline")
        .forEach(entry -> states.add(entry.path("state").asString()));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      expected.add((i + 1) + " " + states.get(i));
    }
    List<String> watched = seen.stream().map(step -> step.n() + " " + step.state()).toList();
    if (!watched.equals(expected)) {
      found.add(new Difference(claim, "watched %s of %s".formatted(watched, expected)));
    }
    @Nullable JsonNode receipt = screen.get("receipt");
    long receiptFen = receipt == null ? 0 : receipt.path("amountFen").asLong(0);
    if (receiptFen != expectedFen) {
      found.add(
          new Difference(claim, "receipt of %d instead of %d".formatted(receiptFen, expectedFen)));
    }
    return found;
  }

  private <T> Optional<T> served(String what, Attempts.Attempt<T> attempt) {
    Optional<T> made = attempts.until(DOOR, what, attempt);
    if (made.isPresent()) {
      lastServed = Instant.now();
    }
    return made;
  }

  void giveUp() {
    attempts.giveUp();
  }

  /** One after the other until the load ends. */
  void live() {
    boolean first = true;
    while (load.isRunning()) {
      Optional<PatientsLoad.Visit> visit = load.visit(person, first);
      if (visit.isEmpty()) {
        return;
      }
      claimOnce(
          visit.get().bill(), visit.get().invoice(), visit.get().expectedFen(), load.accepted());
      first = false;
    }
  }
}
