package org.yipiao.claims.server.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.yipiao.claims.adjudication.plan.CatalogueClass;
import org.yipiao.claims.adjudication.plan.PlanReader.Shipped;
import org.yipiao.claims.api.PutCoverage;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.testing.ScriptedBank;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.seeds.Seeds;

/** Many claims of one person at once: deductible and cap are used up exactly, and given back. */
class BenefitYearIT extends RunningClaims {

  private static final int CLAIMS = 16;
  private static final long DEDUCTIBLE = 180_000;
  private static final long CAP = 10_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final long seed = Seeds.of(this);
  private final Random random = new Random(seed);

  private List<Claim> driveAtOnce(List<ClaimId> submitted) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Claim>> tasks = new ArrayList<>();
      submitted.forEach(id -> tasks.add(() -> untilItEnds(id)));
      List<Claim> ended = new ArrayList<>();
      for (var one : threads.invokeAll(tasks)) {
        ended.add(one.get());
      }
      return ended;
    }
  }

  /** Drives it again and again, as the runner does, while it waits for others' claims. */
  private Claim untilItEnds(ClaimId id) {
    await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(() -> drive(id).state().ended());
    return claims.find(id).orElseThrow();
  }

  private static long paid(List<Claim> claims) {
    return claims.stream()
        .filter(claim -> claim.state() == ClaimState.PAID)
        .mapToLong(claim -> claim.amount().fen())
        .sum();
  }

  private void entriesAddUp(String person) {
    for (String column : List.of("deductible_used_fen", "in_scope_used_fen", "paid_fen")) {
      assertThat(used(column, person))
          .as("%s, seed %d", column, seed)
          .isEqualTo(
              jdbc.sql("SELECT SUM(" + column + ") FROM accumulator_entry WHERE person_id = ?")
                  .param(person)
                  .query(Long.class)
                  .single());
    }
  }

  @RepeatedTest(3)
  void usesTheDeductibleUpExactlyOnceAndGivesBackWhatTheBankRejected() throws Exception {
    String person = fresh(32);
    long before = 10L * random.nextInt(18_000);
    insure("agency", person, OUTPATIENT, before);
    List<ClaimId> submitted = new ArrayList<>();
    Map<ClaimId, Long> bills = new java.util.HashMap<>();
    for (int i = 0; i < CLAIMS; i++) {
      // Tens of fen: seven tenths of each are whole, so no rounding hides a difference.
      long bill = 10L * (1 + random.nextInt(5_000));
      ClaimId id = submit("agency", person, simple(bill));
      bills.put(id, bill);
      submitted.add(id);
      if (random.nextInt(4) == 0) {
        BANK.reject(id.value());
      }
    }

    List<Claim> ended = driveAtOnce(submitted);

    assertThat(ended.stream().map(Claim::state))
        .as("seed %d", seed)
        .isSubsetOf(ClaimState.PAID, ClaimState.REJECTED_BY_BANK, ClaimState.REFUSED);
    assertThat(used("paid_fen", person)).as("seed %d", seed).isEqualTo(paid(ended));
    assertThat(used("deductible_used_fen", person))
        .as("seed %d", seed)
        .isBetween(before, DEDUCTIBLE);
    entriesAddUp(person);

    // One more bill takes up whatever part of the deductible is free again, and not a fen more.
    long large = 1_000_000;
    Claim last = untilItEnds(submit("agency", person, simple(large)));
    bills.put(last.id(), large);
    assertThat(last.state()).isEqualTo(ClaimState.PAID);
    assertThat(used("deductible_used_fen", person)).as("seed %d", seed).isEqualTo(DEDUCTIBLE);
    long counted = large;
    for (Claim claim : ended) {
      if (claim.state() != ClaimState.REJECTED_BY_BANK) {
        counted += bills.getOrDefault(claim.id(), 0L);
      }
    }
    assertThat(paid(ended) + last.amount().fen())
        .as("seed %d", seed)
        .isEqualTo((counted - (DEDUCTIBLE - before)) * 7 / 10);
    entriesAddUp(person);
  }

  /** A person insured under a plan that pays all of every bill, up to 100.00 a year. */
  private String insuredUpToTheCap() {
    store(
        "insurer",
        Shipped.COMMERCIAL_P
            .json()
            .replace("\"commercial-p\"", "\"capped\"")
            .replace("\"10000.00\"", "\"0.00\"")
            .replace("\"0.60\"", "\"1.00\"")
            .replaceAll("\"annualCap\"\\s*:\\s*\"[0-9.]+\"", "\"annualCap\": \"100.00\""));
    String person = fresh(32);
    insure("insurer", person, "capped", new PutCoverage.Opening(2026, 0, 0, 0, 0));
    return person;
  }

  @RepeatedTest(3)
  void paysOutTheAnnualCapToTheLastFenAndNoMoreThoughTheBankRejectsSome() throws Exception {
    String person = insuredUpToTheCap();
    List<ClaimId> submitted = new ArrayList<>();
    for (int i = 0; i < CLAIMS; i++) {
      submitted.add(submit("insurer", person, simple(1_700)));
    }
    BANK.reject(submitted.get(3).value());
    BANK.reject(submitted.get(7).value());

    List<Claim> ended = driveAtOnce(submitted);

    assertThat(paid(ended)).isEqualTo(CAP).isEqualTo(used("paid_fen", person));
    assertThat(ended)
        .filteredOn(claim -> claim.state() == ClaimState.REFUSED)
        .isNotEmpty()
        .allMatch(claim -> "NOTHING_PAYABLE".equals(claim.refusalCode()));
    entriesAddUp(person);
  }

  /** A claim whose payment the bank is silent about. */
  private Claim unpaid(String payer, String person, long fen) {
    BANK.mood = ScriptedBank.Mood.SILENT;
    Claim claim = drive(submit(payer, person, simple(fen)));
    assertThat(claim.state()).isEqualTo(ClaimState.PAYING);
    return claim;
  }

  @Test
  void refusesNobodyForACapThatTheBankGivesBack() {
    String person = insuredUpToTheCap();
    Claim holder = unpaid("insurer", person, CAP);
    ClaimId waiting = submit("insurer", person, simple(4_000));

    assertThat(drive(waiting).state()).isEqualTo(ClaimState.VERIFIED);
    assertThat(drive(waiting).state()).isEqualTo(ClaimState.VERIFIED);
    assertThat(used("paid_fen", person)).isEqualTo(CAP);
    assertThat(transactions(waiting)).isEmpty();
    BANK.reject(holder.claimId());
    BANK.mood = ScriptedBank.Mood.SETTLES;

    assertThat(drive(holder.id()).state()).isEqualTo(ClaimState.REJECTED_BY_BANK);
    Claim paid = drive(waiting);
    assertThat(paid.state()).isEqualTo(ClaimState.PAID);
    assertThat(paid.amountFen()).isEqualTo(4_000);
    assertThat(used("paid_fen", person)).isEqualTo(4_000);
    entriesAddUp(person);
  }

  @Test
  void refusesForACapAsSoonAsTheBankHasPaidItOut() {
    String person = insuredUpToTheCap();
    Claim holder = unpaid("insurer", person, CAP);
    ClaimId waiting = submit("insurer", person, simple(4_000));
    assertThat(drive(waiting).state()).isEqualTo(ClaimState.VERIFIED);
    BANK.mood = ScriptedBank.Mood.SETTLES;
    workflow.drive(
        holder.id(),
        () -> claims.find(holder.id()).orElseThrow().state() != ClaimState.PAID_BY_BANK);

    Claim refused = drive(waiting);

    assertThat(refused.state()).isEqualTo(ClaimState.REFUSED);
    assertThat(refused.refusalCode()).isEqualTo("NOTHING_PAYABLE");
    assertThat(drive(holder.id()).state()).isEqualTo(ClaimState.PAID);
    entriesAddUp(person);
  }

  @Test
  void waitsForACapNoLongerThanThePersonConsentsAndTakesTheClaimAnew() {
    String person = insuredUpToTheCap();
    unpaid("insurer", person, CAP);
    long invoice = simple(4_000);
    ClaimId waiting = submit("insurer", person, invoice);
    assertThat(drive(waiting).state()).isEqualTo(ClaimState.VERIFIED);
    jdbc.sql("UPDATE claim SET consent_expires_at = submitted_at WHERE claim_id = ?")
        .param(waiting.value())
        .update();

    Claim refused = drive(waiting);

    assertThat(refused.state()).isEqualTo(ClaimState.REFUSED);
    assertThat(refused.refusalCode()).isEqualTo("CONSENT_EXPIRED");
    assertThat(drive(submit("insurer", person, invoice)).state()).isEqualTo(ClaimState.VERIFIED);
    assertThat(used("paid_fen", person)).isEqualTo(CAP);
    entriesAddUp(person);
  }

  @Test
  void paysAtOnceAndForGoodWhatIsLeftOfTheCapBesideAnUnpaidClaim() {
    String person = insuredUpToTheCap();
    Claim holder = unpaid("insurer", person, 7_000);
    BANK.reject(holder.claimId());
    BANK.mood = ScriptedBank.Mood.SETTLES;

    Claim paid = drive(submit("insurer", person, simple(5_000)));

    assertThat(paid.state()).isEqualTo(ClaimState.PAID);
    assertThat(paid.amountFen()).isEqualTo(3_000);
    assertThat(drive(holder.id()).state()).isEqualTo(ClaimState.REJECTED_BY_BANK);
    assertThat(used("paid_fen", person)).isEqualTo(3_000);
    entriesAddUp(person);
  }

  @Test
  void waitsForNobodyWhoseEndWouldNotMakeItPay() {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, DEDUCTIBLE);
    unpaid("agency", person, 10_000);

    Claim refused = drive(submit("agency", person, invoice(line(6_000, CatalogueClass.C, "0"))));

    assertThat(refused.state()).isEqualTo(ClaimState.REFUSED);
    assertThat(refused.refusalCode()).isEqualTo("NOTHING_PAYABLE");
  }
}
