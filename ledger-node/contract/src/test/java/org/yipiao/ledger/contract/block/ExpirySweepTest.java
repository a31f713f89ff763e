package org.yipiao.ledger.contract.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.ledger.protocol.SeededConsortium.BUREAU;
import static org.yipiao.ledger.protocol.SeededConsortium.HOSPITAL;
import static org.yipiao.ledger.protocol.SeededConsortium.INSURER;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.state.ClaimState;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.contract.state.LedgerState;
import org.yipiao.ledger.contract.state.Row;
import org.yipiao.ledger.contract.state.RowKey;
import org.yipiao.ledger.contract.state.TreeLedgerState;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Medium;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.transaction.TransactionAuthority;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.transaction.VerifiedTransaction;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.platform.id.ClaimId;

/** A payer lets many reservations expire at once, and a block has many transactions after that. */
class ExpirySweepTest {

  private static final Genesis GENESIS = SeededConsortium.genesis();
  private static final long FIRST = 110_601_260_000_000_001L;
  private static final long MILLI = 1_000_000;
  private static final long START = GENESIS.timeNanos();
  private static final long EXPIRY = START + 60_000 * MILLI;
  private static final int EXPIRED = 200;
  private static final int TRANSACTIONS = 60;

  private final TransactionAuthority authority = new TransactionAuthority(GENESIS);
  private final CountingState state = new CountingState();
  private LedgerHead head = LedgerHead.BEFORE_GENESIS;
  private int transactions;

  /** Half of them expire together, the others one a millisecond. */
  private void reserveWhatExpires() {
    keep(BlockExecution.genesisBlock(GENESIS, state));
    var issued = new ArrayList<Operation>();
    var reserved = new ArrayList<Operation>();
    for (int i = 0; i < EXPIRED; i++) {
      issued.add(new IssueInvoice(FIRST + i, Digest.ZERO, 1_000, 2_000));
      reserved.add(reserve(i, EXPIRY + Math.max(0, i - EXPIRED / 2) * MILLI));
    }
    var block = BlockExecution.begin(GENESIS, state, head);
    long nanos = START + 100 * MILLI;
    block.execute(
        signed(BUREAU, List.of(new AllocateNumbers(HOSPITAL, "one", FIRST, EXPIRED))), nanos);
    block.execute(signed(HOSPITAL, issued), nanos);
    block.execute(signed(INSURER, reserved), nanos);
    keep(block.close(1, nanos, Digest.ZERO));
    assertThat(rows().openReservations(INSURER)).isEqualTo(EXPIRED);
  }

  @Test
  void isSweptInStepsThatGrowWithTheReservationsAndNotWithTheTransactionsOfTheBlock() {
    reserveWhatExpires();
    var block = BlockExecution.begin(GENESIS, state, head);
    state.steps = 0;
    for (int i = 0; i < TRANSACTIONS; i++) {
      block.execute(refused(), EXPIRY);
    }
    for (int i = 0; i < TRANSACTIONS; i++) {
      block.execute(refused(), EXPIRY + i * MILLI);
    }
    keep(block.close(2, EXPIRY + TRANSACTIONS * MILLI, Digest.ZERO));
    assertThat(state.steps).isLessThanOrEqualTo(EXPIRED + 2 * TRANSACTIONS + 10);
  }

  @Test
  void hasTheSameEffectsInOneBlockAsInManyThatSweepOnceEach() {
    reserveWhatExpires();
    var together = BlockExecution.begin(GENESIS, state, head);
    for (int i = 0; i < EXPIRED; i++) {
      together.execute(refused(), EXPIRY + i * MILLI);
    }
    keep(together.close(2, EXPIRY + EXPIRED * MILLI, Digest.ZERO));
    List<String> effects = effects();

    var apart = new ExpirySweepTest();
    apart.reserveWhatExpires();
    for (int i = 0; i <= EXPIRED; i++) {
      var block = BlockExecution.begin(GENESIS, apart.state, apart.head);
      apart.keep(block.close(2L + i, EXPIRY + i * MILLI, Digest.ZERO));
    }
    assertThat(effects).isEqualTo(apart.effects());
    assertThat(rows().openReservations(INSURER)).isZero();
    assertThat(rows().anyDue(-1, Long.MAX_VALUE)).isFalse();
    for (int i = 0; i < EXPIRED; i++) {
      assertThat(rows().claim(FIRST + i, INSURER, claim(i)).orElseThrow().state())
          .isEqualTo(ClaimState.EXPIRED);
    }
  }

  @Test
  void isSweptAtTheVeryNanosecondOfEachExpiryAndNotBefore() {
    reserveWhatExpires();
    var block = BlockExecution.begin(GENESIS, state, head);
    assertThat(block.pending(EXPIRY - 1)).isFalse();
    assertThat(block.pending(EXPIRY)).isTrue();
    block.execute(refused(), EXPIRY - 1);
    block.execute(refused(), EXPIRY);
    keep(block.close(2, EXPIRY + MILLI - 1, Digest.ZERO));
    assertThat(rows().openReservations(INSURER)).isEqualTo(EXPIRED - EXPIRED / 2 - 1);
    var next = BlockExecution.begin(GENESIS, state, head);
    assertThat(next.pending(EXPIRY + MILLI)).isTrue();
    keep(next.close(3, EXPIRY + MILLI, Digest.ZERO));
    assertThat(rows().openReservations(INSURER)).isEqualTo(EXPIRED - EXPIRED / 2 - 2);
  }

  private List<String> effects() {
    var effects = new ArrayList<String>();
    for (int i = 0; i < EXPIRED; i++) {
      effects.add(String.valueOf(rows().invoice(FIRST + i).orElseThrow()));
      effects.add(String.valueOf(rows().claims(FIRST + i)));
    }
    return effects;
  }

  private LedgerRows rows() {
    return new LedgerRows(state);
  }

  private void keep(ExecutedBlock block) {
    state.rows.apply(block.changes());
    head = block.head();
  }

  /** A transaction that changes nothing but has a leaf. */
  private VerifiedTransaction refused() {
    return signed(BUREAU, List.of(new AllocateNumbers(HOSPITAL, "two", FIRST, 1)));
  }

  private VerifiedTransaction signed(int member, List<Operation> operations) {
    transactions++;
    byte[] id = ByteBuffer.allocate(TransactionId.LENGTH).putInt(transactions).array();
    var transaction =
        SeededConsortium.transaction(
            GENESIS,
            member,
            TransactionId.of(id),
            EpochNanos.toInstant(EXPIRY).plusSeconds(3_600),
            false,
            operations);
    if (authority.check(transaction.bytes()) instanceof VerifiedTransaction verified) {
      return verified;
    }
    throw new AssertionError("a transaction that does not verify");
  }

  private static Operation reserve(int number, long expiryNanos) {
    return new ReserveReimbursement(
        FIRST + number,
        claim(number),
        700,
        Digest.sha256(new byte[] {1}),
        Digest.ZERO,
        Digest.ZERO,
        expiryNanos,
        false,
        Medium.ELECTRONIC);
  }

  private static ClaimId claim(int number) {
    return ClaimId.of(ByteBuffer.allocate(16).putInt(number + 1).array());
  }

  /** Rows in memory that count the steps by which they are walked. */
  private static final class CountingState implements LedgerState {

    private final TreeLedgerState rows = new TreeLedgerState();
    private int steps;

    @Override
    public byte @Nullable [] get(RowKey key) {
      return rows.get(key);
    }

    @Override
    public @Nullable Row ceiling(RowKey key) {
      steps++;
      return rows.ceiling(key);
    }

    @Override
    public @Nullable Row floor(RowKey key) {
      return rows.floor(key);
    }
  }
}
