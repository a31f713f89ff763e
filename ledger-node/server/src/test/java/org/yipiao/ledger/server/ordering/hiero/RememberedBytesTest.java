package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.ordering.RosterChanges;
import org.yipiao.ledger.server.succession.EpochRoster;

class RememberedBytesTest {

  private static final Genesis GENESIS = SeededConsortium.genesis();
  private static final EpochRoster.Listener NOBODY =
      new EpochRoster.Listener() {
        @Override
        public void has(Epoch epoch) {}

        @Override
        public void announced(Epoch epoch) {}
      };

  /** Two are gone: what they were given before is for those who are left. */
  @Test
  void thoseWhoValidateShareTheMemoryAndNotThoseWhoOnceDid() {
    var one = Epoch.first(GENESIS).roster().withoutValidator(4);
    var present = new Epoch(90, one.withoutValidator(3));
    var changes = new EpochRoster(GENESIS, present, Payload.EPOCH, NOBODY);
    assertThat(RememberedBytes.sharers(4, changes)).isEqualTo(2);
    assertThat(RememberedBytes.share(10, RememberedBytes.sharers(4, changes)).room())
        .isEqualTo(Runtime.getRuntime().maxMemory() / 4 / 2);
  }

  /** Else a validator could order nothing at all. */
  @Test
  void theShareOfOneOfAsManyAsThereMayBeHasRoomForAWholeEvent() {
    assertThat(RememberedBytes.share(300, Roster.MOST).room())
        .isGreaterThan(SubmissionBuffer.MAX_EVENT_BYTES);
  }

  /** What one round may bring at most after events were made for a while and not ordered. */
  @Test
  void allTogetherHaveNoMoreInEventsThanAQuarterOfTheMemory() {
    for (int validators = 1; validators <= Roster.MOST; validators++) {
      assertThat(validators * RememberedBytes.share(300, validators).room())
          .isLessThanOrEqualTo(Runtime.getRuntime().maxMemory() / 4);
    }
  }

  /** Else no peer could fetch a block of the standard pace. */
  @Test
  void fourEventsOfEachOfAsManyAsThereMayBeFitIntoAPeersAnswer() {
    int readable = 48 << 20; // three quarters of what is read, which is in Base64
    assertThat(Roster.MOST * 4 * SubmissionBuffer.MAX_EVENT_BYTES).isLessThan(readable);
  }

  @Test
  void allShareItWhereNobodyChanges() {
    assertThat(RememberedBytes.sharers(7, RosterChanges.NONE)).isEqualTo(7);
  }

  @Test
  void inTheFirstEpochTheFoundersShareIt() {
    var changes = new EpochRoster(GENESIS, Epoch.first(GENESIS), Payload.EPOCH, NOBODY);
    assertThat(RememberedBytes.sharers(9, changes)).isEqualTo(4);
  }
}
