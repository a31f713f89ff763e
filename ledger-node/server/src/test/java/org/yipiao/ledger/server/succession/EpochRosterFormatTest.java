package org.yipiao.ledger.server.succession;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.golden.Fixture;
import org.yipiao.ledger.protocol.golden.SeededEpochs;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.ordering.OrderedPayload;

/** The record that the engine keeps with the validators. */
class EpochRosterFormatTest {

  private static final OrderedPayload BY_THE_SECOND =
      new OrderedPayload(2, new Payload.EpochChanged(SeededEpochs.change().encode()).encode());

  private final Told told = new Told();

  private static final class Told implements EpochRoster.Listener {
    private final List<Long> has = new ArrayList<>();
    private final List<Long> announced = new ArrayList<>();

    @Override
    public void has(Epoch epoch) {
      has.add(epoch.number());
    }

    @Override
    public void announced(Epoch epoch) {
      announced.add(epoch.number());
    }
  }

  private EpochRoster roster() {
    return new EpochRoster(
        SeededEpochs.GENESIS, Epoch.first(SeededEpochs.GENESIS), Payload.EPOCH, told);
  }

  @Test
  void keepsItsBytesAndIsReadBack() {
    byte[] kept = roster().in(BY_THE_SECOND, List.of(), roster().initial()).orElseThrow().kept();
    Fixture.check(
        "engine-kept",
        "What the engine keeps: its first epoch, and that validator 2 has ordered what proves the next.",
        kept,
        it -> {
          it.open(1, "epoch").field(1, "epoch.from_size").open(2, "epoch.roster");
          it.field(1, "epoch.roster.epoch");
          for (int i = 1; i <= 4; i++) {
            it.field(2, "epoch.roster.validator." + i);
          }
          it.field(2, "ready");
        },
        bytes -> bytes);
    byte[] read = Fixture.bytes("engine-kept");
    assertThat(roster().in(BY_THE_SECOND, List.of(), read)).as("it has said so").isEmpty();
    roster().has(read, false);
    assertThat(told.has).containsExactly(0L);
    assertThat(roster().validators(read).orElseThrow())
        .extracting(member -> member.member())
        .containsExactly(1, 2, 3, 4);
    byte[] two = roster().in(by(1), List.of(), read).orElseThrow().kept();
    byte[] next = roster().in(by(3), List.of(), two).orElseThrow().kept();
    roster().has(next, true);
    assertThat(told.has).as("it is announced, no more").containsExactly(0L);
    assertThat(told.announced).containsExactly(1L);
    roster().has(next, false);
    assertThat(told.has).containsExactly(0L, 1L);
  }

  private static OrderedPayload by(int member) {
    return new OrderedPayload(member, BY_THE_SECOND.bytes());
  }
}
