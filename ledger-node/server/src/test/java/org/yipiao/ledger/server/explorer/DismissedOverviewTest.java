package org.yipiao.ledger.server.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.explorer.OverviewView.MemberView;
import org.yipiao.ledger.server.node.DismissedMember;
import org.yipiao.ledger.server.node.SimulatedConsortium;

/** What nodes show to everyone of a member that was a validator and is one no more. */
class DismissedOverviewTest {

  private static final int DISMISSED = DismissedMember.NUMBER;

  @TempDir Path directory;
  private SimulatedConsortium consortium;

  @BeforeEach
  void dismiss() throws Exception {
    consortium = DismissedMember.of(directory);
    consortium.makeBlocks(10, 2);
  }

  private OverviewView of(int member) {
    return new Overview(consortium.node(member), member, InstantSource.system()).now();
  }

  private static MemberView row(OverviewView overview, int number) {
    return overview.members().stream()
        .filter(member -> member.number() == number)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theOthersShowItAsSuspendedAndNoValidatorAndThemselvesAsValidators() {
    var overview = of(1);
    assertThat(overview.node().absence()).isNull();
    assertThat(overview.ledger().validators()).isEqualTo(3);
    assertThat(row(overview, DISMISSED).validator()).isFalse();
    assertThat(row(overview, DISMISSED).suspended()).isTrue();
    assertThat(row(overview, DISMISSED).withheldMillis()).isZero();
    assertThat(row(overview, 2).validator()).isTrue();
  }

  @Test
  void whoIsNotHeardIsNamedUnlessItNeedNotBeHeard() throws Exception {
    consortium.crash(2);
    consortium.crash(DISMISSED);
    consortium.run(Duration.ofSeconds(12));
    assertThat(row(of(1), 2).silentMillis()).isBetween(11_000L, 12_000L);
    assertThat(row(of(1), 2).withheldMillis()).isZero();
    assertThat(row(of(1), DISMISSED).silentMillis()).isZero();
    assertThat(row(of(1), 1).silentMillis()).isZero();
  }

  @Test
  void itsOwnNodeSaysSoAndCallsNobodySilent() {
    var overview = of(DISMISSED);
    assertThat(overview.node().status()).isEqualTo("NOT_A_VALIDATOR");
    assertThat(overview.node().absence())
        .isNotNull()
        .satisfies(absence -> {
          assertThat(absence.epoch()).isEqualTo(1);
          assertThat(absence.dismissed()).isTrue();
          assertThat(absence.since()).isNotNull();
        });
    assertThat(row(overview, DISMISSED).validator()).isFalse();
    assertThat(overview.members()).allMatch(member -> member.withheldMillis() == 0);
  }
}
