package org.yipiao.ledger.server;

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

  private final List<Long> told = new ArrayList<>();

  private EpochRoster roster() {
    return new EpochRoster(
        SeededEpochs.GENESIS, Epoch.first(SeededEpochs.GENESIS), Payload.EPOCH, told::add);
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
    roster().has(read);
    assertThat(told).containsExactly(0L);
    assertThat(roster().validators(read).orElseThrow())
        .extracting(member -> member.member())
        .containsExactly(1, 2, 3, 4);
    byte[] two = roster().in(by(1), List.of(), read).orElseThrow().kept();
    byte[] next = roster().in(by(3), List.of(), two).orElseThrow().kept();
    roster().has(next);
    assertThat(told).containsExactly(0L, 1L);
  }

  private static OrderedPayload by(int member) {
    return new OrderedPayload(member, BY_THE_SECOND.bytes());
  }
}
