package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;

import com.hedera.hapi.platform.event.StateSignatureTransaction;
import com.hedera.pbj.runtime.io.buffer.Bytes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.LongStream;
import org.hiero.consensus.model.transaction.TimestampedTransaction;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.server.ordering.OrderingEngine;

class SubmissionBufferTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

  private final SubmissionBuffer buffer =
      new SubmissionBuffer(CLOCK, new RememberedBytes(300, 1L << 40));

  @Test
  void anEventTakesNoMoreThanPeersAcceptAndTheRestWaits() {
    byte[] largest = new byte[OrderingEngine.MAX_PAYLOAD_BYTES];
    byte[] small = new byte[30_000];
    List.of(largest, small, small, small, small).forEach(buffer::offer);

    List<TimestampedTransaction> first = buffer.takeForEvent();
    assertThat(first).hasSize(4);
    assertThat(bytes(first)).isLessThanOrEqualTo(SubmissionBuffer.MAX_EVENT_BYTES);
    assertThat(first)
        .allMatch(taken -> taken.transaction().length() <= SubmissionBuffer.MAX_TRANSACTION_BYTES);
    assertThat(buffer.takeForEvent()).hasSize(1);
    assertThat(buffer.hasPayloads()).isFalse();
  }

  @Test
  void keepsTheOrderOfArrivalEvenWhenASmallerOneWouldFit() {
    byte[] largest = new byte[OrderingEngine.MAX_PAYLOAD_BYTES];
    buffer.offer(largest);
    buffer.offer(largest);
    buffer.offer(new byte[] {9});
    assertThat(buffer.takeForEvent()).hasSize(1);
    assertThat(buffer.takeForEvent()).hasSize(2);
  }

  @Test
  void signaturesOfTheStateGoFirst() {
    buffer.offer(new byte[] {1});
    buffer.offer(new StateSignatureTransaction(7, Bytes.wrap(new byte[64]), Bytes.EMPTY));
    assertThat(buffer.hasSignatures()).isTrue();
    List<TimestampedTransaction> taken = buffer.takeForEvent();
    assertThat(EngineTransaction.decode(taken.getFirst().transaction()))
        .isInstanceOf(EngineTransaction.StateSignature.class);
    assertThat(EngineTransaction.decode(taken.getLast().transaction()))
        .isInstanceOf(EngineTransaction.Payload.class);
    assertThat(buffer.hasSignatures()).isFalse();
  }

  @Test
  void refusesWhatItHasNoRoomForAndTakesMoreOnceAnEventTookSome() {
    byte[] payload = new byte[100_000];
    int taken = 0;
    while (buffer.offer(payload)) {
      taken++;
    }
    assertThat(taken).isEqualTo(167); // 16 MiB
    assertThat(buffer.takeForEvent()).hasSize(2);
    assertThat(buffer.offer(payload)).isTrue();
    assertThat(buffer.offer(payload)).isTrue();
    assertThat(buffer.offer(payload)).isFalse();
  }

  @Test
  void refusesMoreThanMayWaitHoweverSmallTheyAre() {
    int taken = 0;
    while (buffer.offer(new byte[] {1})) {
      taken++;
    }
    assertThat(taken).isEqualTo(SubmissionBuffer.MAX_PAYLOADS_WAITING);
    int gone = buffer.takeForEvent().size();
    assertThat(gone).isPositive();
    for (int i = 0; i < gone; i++) {
      assertThat(buffer.offer(new byte[] {1})).isTrue();
    }
    assertThat(buffer.offer(new byte[] {1})).isFalse();
  }

  /** Engines forget by rounds alone: when these come slowly, payloads wait here and not there. */
  @Test
  void takesNoMoreThanAllEnginesCanRememberUntilRoundsPass() {
    var remembering = new SubmissionBuffer(CLOCK, new RememberedBytes(10, 250_000));
    byte[] payload = new byte[100_000];
    for (int i = 0; i < 8; i++) {
      remembering.offer(payload);
    }
    remembering.round(1);
    assertThat(remembering.takeForEvent()).hasSize(2);
    remembering.round(5);
    assertThat(remembering.takeForEvent()).isEmpty();
    remembering.offerFirst(new byte[] {1});
    assertThat(remembering.takeForEvent()).as("what goes first is not held back").hasSize(1);

    remembering.round(10);
    assertThat(remembering.takeForEvent()).isEmpty();
    remembering.round(11);
    assertThat(remembering.takeForEvent()).hasSize(2);
    assertThat(remembering.hasPayloads()).isTrue();
  }

  /** However long it goes on: what all hold together never exceeds the share by more than signs. */
  @Test
  void neverExceedsItsShareInAnyWindowOfRounds() {
    var remembering = new SubmissionBuffer(CLOCK, new RememberedBytes(10, 250_000));
    var perRound = new long[200];
    for (int round = 1; round < perRound.length; round++) {
      remembering.round(round);
      for (int event = 0; event < 3; event++) {
        remembering.offer(new byte[20_000 + 1_000 * (round % 7)]);
        perRound[round] += bytes(remembering.takeForEvent());
      }
      long window = 0;
      for (int back = Math.max(1, round - 9); back <= round; back++) {
        window += perRound[back];
      }
      assertThat(window).as("up to round " + round).isLessThanOrEqualTo(250_000);
    }
    assertThat(LongStream.of(perRound).sum()).isGreaterThan(15 * 250_000L);
  }

  @Test
  void keepsRoomForWhatGoesFirstHoweverManyOthersWait() {
    while (buffer.offer(new byte[] {1})) {
      assertThat(buffer.hasPayloads()).isTrue();
    }
    assertThat(buffer.offerFirst(new byte[] {2})).isTrue();
    List<TimestampedTransaction> taken = buffer.takeForEvent();
    assertThat(payload(taken.getFirst())).containsExactly(2);
    assertThat(payload(taken.getLast())).containsExactly(1);
  }

  @Test
  void ofTooManyThatGoFirstTheNewestStay() {
    for (int i = 0; i < 1_010; i++) {
      buffer.offerFirst(ByteBuffer.allocate(Integer.BYTES).putInt(i).array());
    }
    List<TimestampedTransaction> taken = buffer.takeForEvent();
    assertThat(taken).hasSize(1_000);
    assertThat(ByteBuffer.wrap(payload(taken.getFirst())).getInt()).isEqualTo(10);
    assertThat(ByteBuffer.wrap(payload(taken.getLast())).getInt()).isEqualTo(1_009);
    assertThat(buffer.hasPayloads()).isFalse();
  }

  @Test
  void whatIsTooLargeToGoFirstWaitsLikeAnyOther() {
    buffer.offer(new byte[] {1});
    assertThat(buffer.offerFirst(new byte[OrderingEngine.MAX_FIRST_BYTES + 1])).isTrue();
    List<TimestampedTransaction> taken = buffer.takeForEvent();
    assertThat(payload(taken.getFirst())).containsExactly(1);
    assertThat(taken).hasSize(2);
  }

  private static byte[] payload(TimestampedTransaction taken) {
    if (EngineTransaction.decode(taken.transaction())
        instanceof EngineTransaction.Payload(byte[] bytes)) {
      return bytes;
    }
    throw new AssertionError("not a payload");
  }

  private static long bytes(List<TimestampedTransaction> transactions) {
    return transactions.stream().mapToLong(taken -> taken.transaction().length()).sum();
  }
}
