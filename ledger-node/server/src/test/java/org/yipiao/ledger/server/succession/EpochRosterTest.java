package org.yipiao.ledger.server.succession;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.golden.SeededEpochs;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.ordering.OrderedPayload;
import org.yipiao.ledger.server.ordering.RosterChanges;
import org.yipiao.ledger.server.ordering.RosterMember;

/** When engines take up the next validators: of four, a fifth comes and the fourth goes. */
class EpochRosterTest {

  private static final Epoch FIRST = Epoch.first(SeededEpochs.GENESIS);
  private static final byte[] PROOF =
      new Payload.EpochChanged(SeededEpochs.change().encode()).encode();

  private final List<RosterMember> present = EpochRoster.members(FIRST.roster());
  private final EpochRoster roster =
      new EpochRoster(SeededEpochs.GENESIS, FIRST, Payload.EPOCH, new Unheard());
  private byte[] kept = roster.initial();

  private static final class Unheard implements EpochRoster.Listener {
    @Override
    public void has(Epoch epoch) {}

    @Override
    public void announced(Epoch epoch) {}
  }

  /** The engine's validators after that payload; empty when it changes nothing at all. */
  private Optional<List<Integer>> ordered(int creator, byte[] payload) {
    Optional<RosterChanges.Next> next =
        roster.in(new OrderedPayload(creator, payload), present, kept);
    next.ifPresent(it -> kept = it.kept());
    return next.map(it -> it.validators().stream().map(RosterMember::member).toList());
  }

  /** The third may lie or be away: it cannot keep the others where they are. */
  @Test
  void onceAQuorumOfThePresentOnesHasOrderedWhatProvesThem() {
    assertThat(ordered(1, PROOF)).contains(List.of(1, 2, 3, 4));
    assertThat(ordered(2, PROOF)).contains(List.of(1, 2, 3, 4));
    assertThat(ordered(4, PROOF)).contains(List.of(1, 2, 3, 5));
    assertThat(ordered(3, PROOF)).as("it is over").isEmpty();
  }

  /** A ledger that waited for a fourth of four, which an earlier rule needed. */
  @Test
  void asManyAsAreKeptFromAnEarlierRuleAreEnoughOnceOneSaysItAgain() {
    ordered(1, PROOF);
    ordered(2, PROOF);
    byte[] third = {0x12, Integer.BYTES, 0, 0, 0, 3};
    byte[] two = kept;
    kept = Arrays.copyOf(two, two.length + third.length);
    System.arraycopy(third, 0, kept, two.length, third.length);
    assertThat(ordered(1, PROOF)).contains(List.of(1, 2, 3, 5));
  }

  @Test
  void whoSaysItAgainOrDoesNotOrderCountsForNothing() {
    ordered(1, PROOF);
    ordered(2, PROOF);
    assertThat(ordered(2, PROOF)).isEmpty();
    assertThat(ordered(5, PROOF)).as("it is to come").isEmpty();
    byte[] unproven = PROOF.clone();
    unproven[unproven.length - 3] ^= 1;
    assertThat(ordered(3, unproven)).isEmpty();
    assertThat(ordered(3, PROOF)).contains(List.of(1, 2, 3, 5));
  }
}
