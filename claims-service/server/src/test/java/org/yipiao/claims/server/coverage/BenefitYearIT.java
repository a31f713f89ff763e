package org.yipiao.claims.server.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.yipiao.claims.adjudication.plan.PlanReader.Shipped;
import org.yipiao.claims.api.PutCoverage;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.platform.id.ClaimId;

/** Many claims of one person at once: deductible and cap are used up exactly, and given back. */
class BenefitYearIT extends RunningClaims {

  private static final int CLAIMS = 16;
  private static final long DEDUCTIBLE = 180_000;

  private final long seed = System.nanoTime();
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

  /** A deadlock that the database broke leaves a claim to be driven again, as the runner does. */
  private Claim untilItEnds(ClaimId id) {
    for (int attempt = 0; attempt < 50; attempt++) {
      Claim claim = drive(id);
      if (claim.state().ended()) {
        return claim;
      }
    }
    throw new AssertionError("claim " + id + " does not end");
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

  @Test
  void neverPaysMoreThanTheAnnualCapAndUsesItToTheLastFen() throws Exception {
    assertThat(
            store(
                "insurer",
                Shipped.COMMERCIAL_P
                    .json()
                    .replace("\"commercial-p\"", "\"capped\"")
                    .replace("\"10000.00\"", "\"0.00\"")
                    .replace("\"0.60\"", "\"1.00\"")
                    .replaceAll("\"annualCap\"\\s*:\\s*\"[0-9.]+\"", "\"annualCap\": \"100.00\"")))
        .isNotNull();
    String person = fresh(32);
    insure("insurer", person, "capped", new PutCoverage.Opening(2026, 0, 0, 0, 0));
    List<ClaimId> submitted = new ArrayList<>();
    for (int i = 0; i < CLAIMS; i++) {
      submitted.add(submit("insurer", person, simple(1_700)));
    }
    BANK.reject(submitted.get(3).value());

    List<Claim> ended = driveAtOnce(submitted);
    assertThat(paid(ended)).isLessThanOrEqualTo(10_000);
    Claim last = untilItEnds(submit("insurer", person, simple(1_700)));

    long all = paid(ended) + paid(List.of(last));
    assertThat(all).isEqualTo(used("paid_fen", person)).isBetween(10_000L - 1_700, 10_000L);
    assertThat(ended)
        .filteredOn(claim -> claim.state() == ClaimState.REFUSED)
        .isNotEmpty()
        .allMatch(claim -> "NOTHING_PAYABLE".equals(claim.refusalCode()));
    entriesAddUp(person);
  }
}
