package org.yipiao.acceptance.kill.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class YearOracleTest {

  private final SoundRun run = new SoundRun();
  private final Evidence.YearKey year = SoundRun.yearOf("agency", run.paid);

  private void differs(String entry, String what) {
    assertThat(run.judged())
        .anySatisfy(sentence -> assertThat(sentence).startsWith(entry).contains(what));
  }

  private Evidence.Year row() {
    return run.years.stream().filter(row -> row.key().equals(year)).findFirst().orElseThrow();
  }

  /** Puts another row in the place of the paid claim's. */
  private void replace(Evidence.Year row) {
    run.years.replaceAll(before -> before.key().equals(year) ? row : before);
  }

  @Test
  void findsEachColumnThatIsNotTheSumOfItsEntries() {
    Evidence.Year row = row();
    long deductible = row.deductibleUsedFen();
    long inScope = row.inScopeUsedFen();
    long paid = row.paidFen();
    for (Evidence.Year wrong :
        new Evidence.Year[] {
          new Evidence.Year(year, deductible + 1, inScope, paid, 0, row.version()),
          new Evidence.Year(year, deductible, inScope - 1, paid, 0, row.version()),
          new Evidence.Year(year, deductible, inScope, 0, 0, row.version()),
          new Evidence.Year(year, deductible, inScope, paid, 1, row.version()),
          new Evidence.Year(year, deductible, inScope, paid, 0, row.version() + 1)
        }) {
      replace(wrong);
      differs(year.toString(), "its entries sum to");
      assertThat(run.judged()).as("%s", wrong).hasSize(1);
    }
  }

  @Test
  void findsEntriesWithoutARow() {
    run.years.removeIf(row -> row.key().equals(year));
    differs(year.toString(), "has entries and no row");
  }

  @Test
  void findsAPaidClaimThatDoesNotCountAndOneThatCountsTwice() {
    run.yearEntries.removeIf(entry -> run.paid.equals(entry.claim()));
    run.yearEntries.add(SoundRun.counted(SoundRun.yearOf("insurer", run.winner), run.winner, 1));
    differs(run.paid, "ended as PAID and counts 0 times in its year, not 1");
    differs(run.winner, "ended as PAID and counts 2 times in its year, not 1");
  }

  @Test
  void findsARejectedAndARefusedClaimThatStillCount() {
    run.yearEntries.removeIf(entry -> entry.kind().equals("RELEASE"));
    differs(run.rejected, "ended as REJECTED_BY_BANK and counts 1 times in its year, not 0");
    differs(run.loser, "ended as REFUSED and counts 1 times in its year, not 0");
  }

  @Test
  void findsAClaimThatWasGivenBackTwice() {
    Evidence.YearKey key = SoundRun.yearOf("agency", run.rejected);
    run.yearEntries.add(SoundRun.counted(key, run.rejected, -1));
    differs(run.rejected, "counts -1 times in its year, not 0");
    differs(key.toString(), "its entries sum to");
  }

  @Test
  void acceptsAClaimThatPaysNothingAndUsesUpADeductible() {
    run.ends.put(run.loser, new Evidence.ClaimEnd("REFUSED", true, 0, "NOTHING_PAYABLE"));
    differs(run.loser, "ended as REFUSED and counts 0 times in its year, not 1");
    Evidence.YearKey key = SoundRun.yearOf("insurer", run.loser);
    run.yearEntries.removeIf(entry -> entry.key().equals(key) && entry.kind().equals("RELEASE"));
    run.years.removeIf(row -> row.key().equals(key));
    run.years.add(new Evidence.Year(key, 180_000, 265_000, SoundRun.PAID_FEN, 0, 2));
    assertThat(run.judged()).isEmpty();
  }

  @Test
  void acceptsAClaimThatWasDecidedAgainBeforeItWasPaid() {
    run.yearEntries.add(SoundRun.counted(year, run.paid, -1));
    run.yearEntries.add(SoundRun.counted(year, run.paid, 1));
    Evidence.Year row = row();
    replace(
        new Evidence.Year(
            year, row.deductibleUsedFen(), row.inScopeUsedFen(), row.paidFen(), 0, 4));
    assertThat(run.judged()).isEmpty();
  }

  @Test
  void findsACountOfAClaimThatNobodyMade() {
    String stranger = run.claimId();
    run.yearEntries.add(SoundRun.counted(year, stranger, 1));
    differs(stranger, "counts in a year, and nobody claimed it");
  }
}
