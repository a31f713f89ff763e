package org.yipiao.ledger.contract.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;

/** A member has any number of transactions expire at one and the same nanosecond. */
class ForgettingTest {

  private static final int MEMBER = 3;
  private static final long EXPIRY = 1_000;
  private static final int MORE = 7;
  private static final int ALL = WritableRows.FORGOTTEN_PER_BLOCK + MORE;

  private final TreeLedgerState state = new TreeLedgerState();

  private interface Change {
    void in(WritableRows rows);
  }

  /** What a block after one of that time changes. */
  private List<RowChange> block(long cleanNanos, Change change) {
    var block = new BlockState(state);
    change.in(new WritableRows(block, cleanNanos));
    var changes = block.changes();
    state.apply(changes);
    return changes;
  }

  private static TransactionId id(int number) {
    return TransactionId.of(ByteBuffer.allocate(TransactionId.LENGTH).putInt(number).array());
  }

  private static void put(WritableRows rows, int number, long expiryNanos) {
    rows.putTransaction(MEMBER, id(number), new TransactionRow(expiryNanos, Digest.ZERO, 0, 1));
  }

  private boolean known(int number) {
    return new LedgerRows(state).transaction(MEMBER, id(number)).isPresent();
  }

  @Test
  void aBlockForgetsABoundedNumberAndTheNextOnesTheRest() {
    block(
        0,
        rows -> {
          for (int i = 0; i < ALL; i++) {
            put(rows, i, EXPIRY);
          }
        });
    int bound = WritableRows.FORGOTTEN_PER_BLOCK;

    assertThat(block(EXPIRY - 1, rows -> rows.forgetTransactions(EXPIRY))).hasSize(2 * bound + 1);
    assertThat(known(bound - 1)).isFalse();
    assertThat(known(bound)).isTrue();

    // Meanwhile one of those that are left is used again, and one more expires.
    block(
        EXPIRY,
        rows -> {
          put(rows, bound + 1, EXPIRY + 500);
          put(rows, ALL, EXPIRY + 10);
          rows.forgetTransactions(EXPIRY + 10);
        });
    for (int i = 0; i <= ALL; i++) {
      assertThat(known(i)).as("transaction %d", i).isEqualTo(i == bound + 1);
    }
    assertThat(state.get(RowKeys.forgotten())).isNull();
    assertThat(block(EXPIRY + 10, rows -> rows.forgetTransactions(EXPIRY + 499))).isEmpty();
    assertThat(block(EXPIRY + 499, rows -> rows.forgetTransactions(EXPIRY + 500))).hasSize(2);
    assertThat(known(bound + 1)).isFalse();
  }
}
