package org.yipiao.ledger.contract.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/** What proves an epoch to whoever knows the one before, and what does not. */
class EpochProofTest {

  private static final Operation EVIDENCE =
      AnchorEvidence.of(Digest.sha256(new byte[] {1}), EvidenceKind.ARCHIVE);

  private final SimulatedLedger ledger = new SimulatedLedger(SeededConsortium.genesis(2));
  private final AgreedChanges changes = new AgreedChanges(ledger, 1, 2, 3);

  @Test
  void theLastHeaderOfAnEpochProvesTheNextOne() {
    admitTheSeventh();
    EpochChange first = change(1, 1, 2, 3);
    changes.by(1, 2, 3, 7);
    ledger.submitOne(2, changes.suspension(4));
    EpochChange second = change(2, 1, 2, 3, 7);

    List<Epoch> epochs =
        EpochChange.follow(ledger.genesis(), List.of(reread(first), reread(second)));
    assertThat(epochs).extracting(Epoch::number).containsExactly(0L, 1L, 2L);
    assertThat(epochs.get(1).fromSize()).isEqualTo(ledger.rows().epoch(1).orElseThrow().fromSize());
    assertThat(epochs.get(2).roster()).isEqualTo(ledger.rows().epoch(2).orElseThrow().roster());

    assertThatThrownBy(() -> EpochChange.follow(ledger.genesis(), List.of(second)))
        .isInstanceOf(FormatException.class);
  }

  @Test
  void nothingElseProvesAnEpoch() {
    admitTheSeventh();
    Epoch present = Epoch.first(ledger.genesis());
    EpochChange good = change(1, 1, 2, 3);
    String origin = ledger.genesis().origin();
    assertThat(good.after(present, origin)).isPresent();
    assertThat(change(1, 1, 2).after(present, origin)).as("too few").isEmpty();
    assertThat(change(1, 1, 2, 7).after(present, origin))
        .as("the newcomer does not count")
        .isEmpty();
    assertThat(good.after(present, "yipiao.invalid/other")).isEmpty();

    var others = new Epoch(good.next().fromSize(), new Roster(1, present.roster().validators()));
    assertThat(new EpochChange(others, good.headerLeaf(), good.proof()).after(present, origin))
        .as("validators that the header does not name")
        .isEmpty();
    byte[] turned = good.headerLeaf().clone();
    turned[turned.length - 20] ^= 1;
    assertThat(new EpochChange(good.next(), turned, good.proof()).after(present, origin)).isEmpty();

    ledger.submitOne(2, EVIDENCE);
    assertThat(change(1, 1, 2, 3).after(present, origin))
        .as("a later block, which the same keys have cosigned")
        .isEmpty();
    assertThat(
            new EpochChange(
                    new Epoch(good.next().fromSize() + 3, good.next().roster()),
                    good.headerLeaf(),
                    good.proof())
                .after(present, origin))
        .as("another size")
        .isEmpty();
  }

  private static EpochChange reread(EpochChange change) {
    return EpochChange.decode(change.encode());
  }

  private EpochChange change(long epoch, int... cosigners) {
    return EpochProofs.latest(ledger, epoch, cosigners);
  }

  private void admitTheSeventh() {
    byte[] validator = SeededConsortium.validator(7).encode();
    ledger.submitOne(
        2, changes.admission(SeededConsortium.admission(7, MemberKind.PAYER, validator)));
  }
}
