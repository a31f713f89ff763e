package org.yipiao.ledger.contract.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.trust.TrustRoot;

/** A ledger grows, one change after the other, to as many validators as it may have. */
class ThirtyTwoValidatorsTest {

  private static final int FIRST_NEWCOMER = 7;

  private final SimulatedLedger ledger = new SimulatedLedger(SeededConsortium.genesis(2));
  private final List<Integer> validators = new ArrayList<>(List.of(1, 2, 3, 4));
  private final List<EpochChange> proofs = new ArrayList<>();

  @Test
  void thirtyTwoValidateProvenFromTheGenesisOnAndThe33rdIsRefused() {
    int next = FIRST_NEWCOMER;
    while (validators.size() < Roster.MOST) {
      int before = validators.size();
      assertThat(admit(next)).as("one more than %d", before).isEqualTo(Outcome.APPLIED);
      proofs.add(proof());
      validators.add(next++);
      assertThat(roster().validators()).hasSize(before + 1);
      assertThat(roster().quorum()).isEqualTo(2 * (before + 1) / 3 + 1);
    }
    assertThat(validators).hasSize(32);
    assertThat(roster().quorum()).isEqualTo(22);

    long epoch = ledger.rows().epoch();
    assertThat(admit(next)).isEqualTo(Outcome.TOO_MANY_MEMBERS);
    assertThat(ledger.rows().epoch()).isEqualTo(epoch);
    assertThat(ledger.rows().member(next)).as("nothing of it is left").isEmpty();

    assertThat(suspend(validators.getLast())).isEqualTo(Outcome.APPLIED);
    proofs.add(proof());
    validators.removeLast();
    assertThat(admit(next)).as("there is room again").isEqualTo(Outcome.APPLIED);
    proofs.add(proof());

    assertThat(EpochChange.follow(ledger.genesis(), proofs).getLast().roster()).isEqualTo(roster());
    var trust = EpochChange.follow(TrustRoot.of(ledger.genesis(), List.of()), proofs);
    assertThat(trust.epochs()).hasSize(proofs.size() + 1);
    assertThat(trust.epochs().getLast().threshold()).isEqualTo(22);
    assertThat(trust.epochs().getLast().cosigners()).hasSize(32);
  }

  private Roster roster() {
    return ledger.rows().epoch(ledger.rows().epoch()).orElseThrow().roster();
  }

  private Outcome admit(int number) {
    return outcome(
        changes()
            .admission(
                SeededConsortium.admission(
                    number, MemberKind.OPERATOR, SeededConsortium.validator(number).encode())));
  }

  private Outcome suspend(int number) {
    return outcome(changes().suspension(number));
  }

  private AgreedChanges changes() {
    return new AgreedChanges(ledger, quorum());
  }

  private Outcome outcome(Operation change) {
    return ledger.submitOne(2, change).outcome();
  }

  private int[] quorum() {
    return validators.stream()
        .limit(2L * validators.size() / 3 + 1)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** What proves the newest epoch: the last block under the cosignatures of a quorum before it. */
  private EpochChange proof() {
    // As it is ordered and served: within the bounds of both, for any reader.
    byte[] bytes = EpochProofs.latest(ledger, ledger.rows().epoch(), quorum()).encode();
    assertThat(bytes).hasSizeLessThan(EpochChange.MOST_BYTES);
    return EpochChange.decode(bytes);
  }
}
