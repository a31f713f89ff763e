package org.yipiao.acceptance.kill.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.acceptance.kill.oracle.PatientEvidence.Step;
import org.yipiao.acceptance.kill.oracle.PatientEvidence.Watched;

class PatientOracleTest {

  private static final Step FIRST = SoundRun.step(1, "SUBMITTED");
  private static final Step SECOND = SoundRun.step(2, "VERIFIED");
  private static final Step THIRD = SoundRun.step(3, "PAID");

  private final SoundRun run = new SoundRun();

  private void saw(Step... steps) {
    run.watched.set(0, new Watched(run.paid, List.of(steps), true, SoundRun.PAID_FEN));
  }

  private void differs(String... what) {
    List<String> sentences = List.of(what).stream().map(each -> run.paid + ": " + each).toList();
    assertThat(run.judged()).containsExactlyElementsOf(sentences);
  }

  @Test
  void findsAPatientWhoWasSignedOut() {
    run.signedOut.add(new PatientEvidence.SignedOut("patient 3", "look home", Instant.EPOCH));
    assertThat(run.judged())
        .containsExactly("patient 3: was signed out at 1970-01-01T00:00:00Z: look home");
  }

  @Test
  void doesNotTakeARunInWhichNoStreamBrokeOffForAProof() {
    run.cutStreams = 0;
    assertThat(run.judged())
        .containsExactly(
            "patients: had no stream that broke off: nothing was shown of how it goes on");
  }

  @Test
  void doesNotTakeARunInWhichNobodyClaimedForAProof() {
    run.watched.clear();
    assertThat(run.judged())
        .containsExactly("patients: claimed nothing: nothing was shown of what they see");
  }

  @Test
  void asksNothingOfARunWithoutPatients() {
    run.patients = 0;
    run.cutStreams = 0;
    run.watched.clear();
    assertThat(run.judged()).isEmpty();
  }

  @Test
  void findsAStepThatWasMissed() {
    saw(FIRST, THIRD);
    differs("showed step 3 after step 1 to its patient");
  }

  @Test
  void findsAStepThatWasShownTwice() {
    saw(FIRST, SECOND, SECOND, THIRD);
    differs("showed step 2 after step 2 to its patient");
  }

  @Test
  void findsThatTheFirstStepOrTheLastWasMissed() {
    saw(SECOND, THIRD);
    differs("showed step 2 after step 0 to its patient");
    saw(FIRST, SECOND);
    differs("showed its patient the steps up to 2 of 3");
  }

  @Test
  void findsAStepThatIsNotAsTheTimelineHasItAndOneThatIsNotThere() {
    saw(FIRST, SoundRun.step(2, "REVIEW"), THIRD, SoundRun.step(4, "PAID"));
    assertThat(run.judged())
        .anySatisfy(each -> assertThat(each).contains("REVIEW", "its timeline has", "VERIFIED"))
        .anySatisfy(each -> assertThat(each).endsWith("showed step 4, which is not there"))
        .anySatisfy(each -> assertThat(each).endsWith("the steps up to 4 of 3"));
  }

  @Test
  void findsAClaimOfWhoseEndItsPatientWasNotTold() {
    run.watched.set(
        0, new Watched(run.paid, List.of(FIRST, SECOND, THIRD), false, SoundRun.PAID_FEN));
    differs("was never shown as ended to its patient");
  }

  @Test
  void findsAWatchedClaimWithoutATimeline() {
    run.timelines.clear();
    assertThat(run.judged()).contains(run.paid + ": has no timeline");
  }

  @Test
  void findsAWatchedClaimThatWasNeverWrittenDown() {
    run.claims.removeIf(claim -> claim.claim().equals(run.paid));
    assertThat(run.judged())
        .contains(run.paid + ": is watched, and was never written down as accepted");
  }

  @Test
  void findsAReceiptThatIsMissingOrSaysAnotherAmountThanTheBankPaid() {
    List<Step> steps = List.of(FIRST, SECOND, THIRD);
    run.watched.set(0, new Watched(run.paid, steps, true, SoundRun.PAID_FEN + 1));
    differs("[59501] fen are on its receipt, [59500] in the bank's book");
    run.watched.set(0, new Watched(run.paid, steps, true, null));
    differs("[] fen are on its receipt, [59500] in the bank's book");
  }

  @Test
  void findsAReceiptForWhichNothingWasPaid() {
    run.timelines.put(run.rejected, List.of(FIRST));
    run.watched.add(new Watched(run.rejected, List.of(FIRST), true, 5L));
    assertThat(run.judged())
        .containsExactly(run.rejected + ": [5] fen are on its receipt, [] in the bank's book");
  }
}
