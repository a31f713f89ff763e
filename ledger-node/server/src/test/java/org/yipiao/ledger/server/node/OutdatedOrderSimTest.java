package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.lies.OutdatedOrder;
import org.yipiao.ledger.server.lies.OutdatedOrders;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.submission.TransactionKey;

/**
 * A validator orders what was settled long before: it is named in a figure and in the log by all
 * others, but not as a liar, for who was away does the same; and nobody is named for what happens
 * to whoever keeps up.
 */
class OutdatedOrderSimTest {

  private static final Duration LONG = Duration.ofSeconds(6);

  /** Longer than what every node that keeps up knows of. */
  private static final Duration AGES = Duration.ofSeconds(20);

  private static final int CREATOR = 2;
  private static final DevelopmentMember HOSPITAL = DevelopmentMember.HOSPITAL_ONE;

  @TempDir Path directory;
  private SimulatedConsortium consortium;
  private LogLines log;
  private int issued;

  @BeforeEach
  void found() throws Exception {
    consortium = new SimulatedConsortium(directory, 97, SimulatedConditions.calm());
    for (int member = 1; member <= 4; member++) {
      consortium.node(member).submissions().withoutThreads();
    }
    consortium.run(LONG);
    consortium.allocate(1);
    consortium.run(LONG);
    log = new LogLines();
  }

  @AfterEach
  void stopReading() {
    log.close();
  }

  @Test
  void whoReplaysWhatHasHadItsPlaceForLongIsNamedByAll() throws Exception {
    var settled = issue();
    consortium.run(AGES);
    var place = chain(1).transaction(key(settled));
    for (int i = 0; i < 5; i++) {
      consortium.submit(CREATOR, settled);
      consortium.run(Duration.ofMillis(400));
    }
    assertNamed(OutdatedOrder.REPEATED, 5);
    assertThat(chain(1).transaction(key(settled))).isEqualTo(place);
    assertGoesOn();
  }

  @Test
  void whoOrdersWhatExpiredLongBeforeIsNamedByAll() throws Exception {
    var late = expiringIn(Duration.ofSeconds(1));
    consortium.run(Duration.ofSeconds(2));
    issue(); // a header past its expiry
    consortium.run(AGES);
    for (int i = 0; i < 3; i++) {
      consortium.submit(CREATOR, late);
      consortium.run(Duration.ofMillis(400));
    }
    assertNamed(OutdatedOrder.LATE, 3);
    assertThat(chain(1).transaction(key(late))).isEmpty();
    assertGoesOn();
  }

  /** Its id is forgotten by then: it is told as late, and goes no further either. */
  @Test
  void aReplayOfWhatHasExpiredSinceIsNamedAsLate() throws Exception {
    var settled = expiringIn(LONG);
    consortium.submit(1, settled);
    consortium.run(Duration.ofSeconds(2));
    assertThat(chain(1).transaction(key(settled))).isPresent();
    consortium.run(LONG);
    issue();
    consortium.run(AGES);
    long size = chain(1).log().size();
    consortium.submit(CREATOR, settled);
    consortium.run(LONG);
    assertNamed(OutdatedOrder.LATE, 1);
    assertThat(chain(1).log().size()).isEqualTo(size);
  }

  /** A client that hears nothing submits to the next one. */
  @Test
  void aCopyThatComesSoonNamesNobody() throws Exception {
    var twice = issue();
    consortium.submit(CREATOR, twice);
    consortium.run(LONG);
    consortium.submit(3, twice);
    consortium.run(LONG);
    assertNobodyNamed();
  }

  /** No block is past its expiry: one is needed, and this makes it. */
  @Test
  void whatExpiredOnALedgerThatStoodStillNamesNobody() throws Exception {
    var late = expiringIn(Duration.ofSeconds(1));
    consortium.run(AGES);
    long size = chain(1).log().size();
    consortium.submit(CREATOR, late);
    consortium.run(LONG);
    assertThat(chain(1).log().size()).as("a header").isEqualTo(size + 1);
    consortium.submit(3, late);
    consortium.run(LONG);
    assertNobodyNamed();
  }

  /** It had accepted it and was off while it came through another: this is why it is no lie. */
  @Test
  void anHonestOneThatWasAwayIsCountedAndNotCalledALiar() throws Exception {
    consortium.network().partition(List.of(CREATOR));
    var accepted = invoice();
    var header = accepted.header();
    consortium
        .node(CREATOR)
        .submissions()
        .accept(key(accepted), header.expiryEpochNanos(), accepted.bytes());
    consortium.crash(CREATOR);
    consortium.submit(1, accepted);
    consortium.run(AGES);
    consortium.start(CREATOR);
    consortium.node(CREATOR).submissions().withoutThreads();
    consortium.network().heal();
    consortium.node(CREATOR).submissions().handOver(0);
    consortium.run(LONG);
    for (int member : List.of(1, 3, 4)) {
      assertThat(outdated(member))
          .containsOnlyKeys(new OutdatedOrders.Told(CREATOR, OutdatedOrder.REPEATED));
      assertThat(consortium.node(member).lies().counts()).isEmpty();
    }
    assertThat(consortium.node(CREATOR).submissions().depth()).isZero();
    assertGoesOn();
  }

  /** By each of the four, in one line each within the minute, and as no liar. */
  private void assertNamed(OutdatedOrder kind, long times) {
    for (int member = 1; member <= 4; member++) {
      assertThat(outdated(member))
          .as("member %d", member)
          .isEqualTo(Map.of(new OutdatedOrders.Told(CREATOR, kind), times));
    }
    assertThat(log.with(" orders what is settled, "))
        .hasSize(4)
        .allMatch(line ->
            line.startsWith(
                "[] member 2 (agency) orders what is settled, %s: %s (1 times since the last line)"
                    .formatted(kind, kind.sentence())));
    assertNobodyLies();
  }

  private void assertNobodyNamed() {
    for (int member = 1; member <= 4; member++) {
      assertThat(outdated(member)).as("member %d", member).isEmpty();
    }
    assertThat(log.with(" orders what is settled, ")).isEmpty();
    assertNobodyLies();
  }

  private void assertNobodyLies() {
    for (int member = 1; member <= 4; member++) {
      assertThat(consortium.node(member).lies().counts()).as("member %d", member).isEmpty();
    }
    assertThat(log.with(" lies, ")).isEmpty();
  }

  /** What is issued next becomes final, and all are equal. */
  private void assertGoesOn() throws Exception {
    var next = issue();
    consortium.run(LONG);
    assertThat(chain(1).transaction(key(next))).isPresent();
    for (int member = 1; member <= 4; member++) {
      assertThat(chain(member).head()).as("member %d", member).isEqualTo(chain(1).head());
      assertThat(chain(member).finalSize()).isEqualTo(chain(1).log().size());
    }
  }

  private Map<OutdatedOrders.Told, Long> outdated(int member) {
    return consortium.node(member).outdated().counts();
  }

  private Chain chain(int member) {
    return consortium.node(member).chain();
  }

  private static TransactionKey key(SignedTransaction transaction) {
    return TransactionKey.of(transaction.header());
  }

  private SignedTransaction issue() throws Exception {
    var invoice = invoice();
    consortium.submit(1, invoice);
    return invoice;
  }

  private SignedTransaction invoice() throws Exception {
    return consortium.invoice(issued++);
  }

  private SignedTransaction expiringIn(Duration time) throws Exception {
    byte[] salt = {(byte) issued};
    Instant expiry = consortium.network().clock().instant().plus(time);
    return consortium
        .members()
        .signed(
            HOSPITAL.number().value(),
            HOSPITAL,
            TransactionId.of(Arrays.copyOf(Digest.sha256(salt).bytes(), TransactionId.LENGTH)),
            expiry,
            List.of(
                new IssueInvoice(
                    SimulatedConsortium.FIRST + issued++, Digest.sha256(salt), 1_000, 2_000)));
  }
}
