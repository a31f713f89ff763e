package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.yipiao.ledger.server.node.RealConsortium.HONEST;
import static org.yipiao.ledger.server.node.RealConsortium.LIAR;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.server.chain.TransactionPlace;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.lies.LieKind;
import org.yipiao.ledger.server.lies.Lies;
import org.yipiao.ledger.server.lies.OutdatedOrder;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.submission.TransactionKey;

/**
 * One validator of four has the real engine order what no honest one would, past its own node. What
 * an engine was given it orders in that order, so once a transaction that was given to it later is
 * final, the three have met all that came before.
 */
class LyingOrderIT {

  private static final DevelopmentMember BUREAU = DevelopmentMember.BUREAU;
  private static final DevelopmentMember AGENCY = DevelopmentMember.AGENCY;

  /** Of numbers: no two transactions allocate the same. */
  private static final AtomicInteger TURN = new AtomicInteger();

  @TempDir static Path directory;
  private static RealConsortium consortium;

  /** Of all tests: whoever was named is named again after a minute at the earliest. */
  private static LogLines log;

  private final Map<Integer, Map<Lies.Told, Long>> before = new HashMap<>();

  @BeforeAll
  static void startAll() throws Exception {
    log = new LogLines();
    consortium = new RealConsortium(directory);
    consortium.startAll();
  }

  @AfterAll
  static void stopAll() throws Exception {
    consortium.stopAll();
    log.close();
  }

  @BeforeEach
  void count() {
    HONEST.forEach(member -> before.put(member, consortium.node(member).lies().counts()));
  }

  @AfterEach
  void allAreEqual() {
    consortium.assertEqual();
  }

  @Test
  void anotherMembersKeySignsForNobodyElse() throws Exception {
    var by = consortium.signed(BUREAU, AGENCY, id(), next());
    consortium.orderTransaction(LIAR, by.bytes());
    goOn();
    assertNowhere(by);
    assertNamed(LIAR, LieKind.FORGED_TRANSACTION);
  }

  /** Named as another's, not only signed by it. */
  @Test
  void aKeyIsNoneOfAnotherMembers() throws Exception {
    var by = consortium.signed(BUREAU, AGENCY, AGENCY, id(), soon(), next());
    consortium.orderTransaction(LIAR, by.bytes());
    goOn();
    assertNowhere(by);
    assertNamed(LIAR, LieKind.UNKNOWN_KEY);
  }

  /** As a client's that hears nothing and submits to the next one: nobody is named. */
  @Test
  void aReplayThatComesSoonKeepsTheFirstOutcomeAndNamesNobody() throws Exception {
    var allocated = consortium.allocation(next());
    consortium.makeFinal(1, allocated);
    var place = place(1, allocated);
    for (int i = 0; i < 5; i++) {
      consortium.orderTransaction(LIAR, allocated.bytes());
    }
    goOn();
    HONEST.forEach(member -> assertThat(place(member, allocated)).isEqualTo(place));
    assertNobodyNamed();
  }

  /** An honest node that was away orders a copy too: who did so is told, and not as a liar. */
  @Test
  void whoReplaysWhatHasHadItsPlaceForLongIsToldByAllAndNotAsALiar() throws Exception {
    var allocated = consortium.allocation(next());
    consortium.makeFinal(1, allocated);
    var place = place(1, allocated);
    passTime();
    for (int i = 0; i < 5; i++) {
      consortium.orderTransaction(LIAR, allocated.bytes());
    }
    goOn();
    HONEST.forEach(member -> assertThat(place(member, allocated)).isEqualTo(place));
    assertNobodyNamed();
    assertOutdated(OutdatedOrder.REPEATED, 5);
  }

  /** It may have been on its way for long: who ordered it is told, and not as a liar. */
  @Test
  void whoOrdersWhatExpiredLongBeforeIsToldByAllAndNotAsALiar() throws Exception {
    var late =
        consortium.signed(BUREAU, BUREAU, BUREAU, id(), Instant.now().minusSeconds(60), next());
    goOn();
    passTime();
    consortium.orderTransaction(LIAR, late.bytes());
    goOn();
    assertNowhere(late);
    assertNobodyNamed();
    assertOutdated(OutdatedOrder.LATE, 1);
  }

  /** Well signed, and beyond the ledger's limit; what is larger still, no engine orders. */
  @Test
  void whatIsTooLargeHasNoEffect() throws Exception {
    var large = consortium.oversized(next());
    assertThat(large.bytes())
        .hasSizeGreaterThan(consortium.files().genesis().limits().transactionBytes());
    consortium.orderTransaction(LIAR, large.bytes());
    assertThatThrownBy(
            () -> consortium.orderTransaction(LIAR, new byte[OrderingEngine.MAX_PAYLOAD_BYTES]))
        .isInstanceOf(IllegalArgumentException.class);
    goOn();
    assertNowhere(large);
    assertNamed(LIAR, LieKind.UNREADABLE_TRANSACTION);
  }

  /** As a client does that hears nothing of the first: nobody is named. */
  @Test
  void aTransactionThatIsSubmittedToTwoCountsOnce() throws Exception {
    var allocated = consortium.allocation(next());
    consortium.orderTransaction(LIAR, allocated.bytes());
    consortium.orderTransaction(1, allocated.bytes());
    consortium.awaitFinal(allocated);
    var place = place(1, allocated);
    consortium.makeFinal(1, consortium.allocation(next()));
    goOn();
    HONEST.forEach(member -> assertThat(place(member, allocated)).isEqualTo(place));
    assertNobodyNamed();
  }

  @Test
  void ofTwoTransactionsUnderOneIdOneCountsEverywhereAndTheirMemberIsNamed() throws Exception {
    var one = id();
    var first = consortium.signed(BUREAU, BUREAU, one, next());
    var second = consortium.signed(BUREAU, BUREAU, one, next());
    consortium.orderTransaction(LIAR, first.bytes());
    consortium.orderTransaction(1, second.bytes());
    consortium.awaitFinal(first);
    var place = place(1, first);
    consortium.makeFinal(1, consortium.allocation(next()));
    goOn();
    HONEST.forEach(member -> assertThat(place(member, first)).isEqualTo(place));
    assertNamed(BUREAU.number().value(), LieKind.ID_REUSED);
  }

  /** An id is one of its member's: whoever takes it first takes it of nobody else. */
  @Test
  void anIdThatAnotherMemberTookFirstIsStillFree() throws Exception {
    var one = id();
    var taken = consortium.signed(AGENCY, AGENCY, one, next());
    var forged = consortium.signed(BUREAU, AGENCY, one, next());
    var own = consortium.signed(BUREAU, BUREAU, one, next());
    consortium.orderTransaction(LIAR, taken.bytes());
    consortium.orderTransaction(LIAR, forged.bytes());
    consortium.makeFinal(LIAR, own);
    for (int member : HONEST) {
      assertThat(place(member, taken).digest()).isEqualTo(taken.digest());
      assertThat(place(member, own).digest()).isEqualTo(own.digest());
    }
    goOn();
    assertNamed(LIAR, LieKind.FORGED_TRANSACTION);
  }

  /** What the liar's engine has been given was met by all three, and more becomes final. */
  private static void goOn() throws Exception {
    consortium.makeFinal(LIAR, consortium.allocation(next()));
  }

  private static TransactionPlace place(int member, SignedTransaction transaction) {
    var key = TransactionKey.of(transaction.header());
    return consortium.node(member).chain().transaction(key).orElseThrow();
  }

  private static void assertNowhere(SignedTransaction transaction) {
    var key = TransactionKey.of(transaction.header());
    for (int member : HONEST) {
      assertThat(consortium.node(member).chain().transaction(key)).isEmpty();
    }
  }

  /**
   * By each of the three as often as the engine ordered it, which is once, or very seldom again;
   * and nobody for anything else.
   */
  private void assertNamed(int liar, LieKind kind) {
    var told = new Lies.Told(liar, kind);
    long ordered = more(HONEST.getFirst(), told);
    assertThat(ordered).isPositive();
    for (int member : HONEST) {
      var expected = new HashMap<>(before(member));
      expected.merge(told, ordered, Long::sum);
      assertThat(consortium.node(member).lies().counts()).isEqualTo(expected);
    }
    assertThat(LieLines.naming(log, liar, kind)).hasSizeGreaterThanOrEqualTo(HONEST.size());
  }

  /**
   * Blocks are made until what was final when it began has been so for long by the ledger's time.
   */
  private static void passTime() throws Exception {
    long last = ledgerTime() + Duration.ofSeconds(10).toNanos();
    while (ledgerTime() <= last) {
      consortium.makeFinal(1, consortium.allocation(next()));
    }
  }

  private static long ledgerTime() {
    return consortium.node(1).chain().head().orElseThrow().timeNanos();
  }

  /** By each of the three, and in their logs; an engine may order a payload once more. */
  private static void assertOutdated(OutdatedOrder kind, int times) {
    for (int member : HONEST) {
      var outdated = consortium.node(member).outdated();
      assertThat(outdated.count(LIAR, kind)).isGreaterThanOrEqualTo(times);
      assertThat(outdated.counts().keySet()).allMatch(told -> told.member() == LIAR);
    }
    assertThat(
            log.with(
                "member %d (%s) orders what is settled, %s: "
                    .formatted(LIAR, LieLines.tenant(LIAR), kind)))
        .hasSizeGreaterThanOrEqualTo(HONEST.size());
  }

  private long more(int member, Lies.Told told) {
    return consortium.node(member).lies().count(told.member(), told.kind())
        - before(member).getOrDefault(told, 0L);
  }

  private void assertNobodyNamed() {
    for (int member : HONEST) {
      assertThat(consortium.node(member).lies().counts()).isEqualTo(before(member));
    }
  }

  private Map<Lies.Told, Long> before(int member) {
    return Objects.requireNonNull(before.get(member));
  }

  private static TransactionId id() {
    return TransactionId.random(new SecureRandom());
  }

  private static Instant soon() {
    return Instant.now().plusSeconds(600);
  }

  private static int next() {
    return TURN.getAndIncrement();
  }
}
