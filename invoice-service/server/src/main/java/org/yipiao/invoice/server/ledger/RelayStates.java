package org.yipiao.invoice.server.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.invoice.api.BatchState;
import org.yipiao.invoice.server.Micros;
import org.yipiao.invoice.server.history.StatusHistory;

/**
 * Enters the states of transactions: a row says by whom, why and since when it has its present one,
 * and each change is appended to the history, one row for a transaction whatever it carries.
 */
@Component
class RelayStates {

  private static final String ACTOR = "ledger";
  private static final String TAKEN = "TAKEN_BY_NODE";
  private static final String LOST = "UNKNOWN_TO_LEDGER";
  private static final String EXPIRED = "TRANSACTION_EXPIRED";
  private static final String CERTIFIED = "LEDGER";

  private final LedgerTransactionMapper mapper;
  private final StatusHistory history;
  private final TransactionTemplate rows;
  private final InstantSource time;

  RelayStates(
      LedgerTransactionMapper mapper,
      StatusHistory history,
      TransactionTemplate rows,
      InstantSource time) {
    this.mapper = mapper;
    this.history = history;
    this.rows = rows;
    this.time = time;
  }

  /** A node has taken it. */
  void relayed(LedgerTransaction transaction, Instant accepted) {
    long now = Micros.of(time.instant());
    rows.executeWithoutResult(_ -> {
      if (mapper.relayed(transaction.id(), Micros.of(accepted), now, ACTOR, TAKEN) == 1) {
        append(transaction, BatchState.RELAYED, now, TAKEN);
      }
    });
  }

  /** No node knows it any more: it is handed over again at once. */
  void lost(LedgerTransaction transaction) {
    long now = Micros.of(time.instant());
    rows.executeWithoutResult(_ -> {
      if (mapper.lost(transaction.id(), now, ACTOR, LOST) == 1) {
        append(transaction, BatchState.RECEIVED, now, LOST);
      } else {
        mapper.postpone(transaction.id(), now);
      }
    });
  }

  /**
   * It has come to its end; the listener of its kind appends that, in the caller's database
   * transaction.
   *
   * @return false when it had come to one before
   */
  boolean settled(
      LedgerTransaction transaction,
      BatchState state,
      Instant at,
      @Nullable Long accepted,
      @Nullable String refusal,
      @Nullable String checkpoint) {
    String cause = refusal;
    if (cause == null) {
      cause = state == BatchState.EXPIRED ? EXPIRED : CERTIFIED;
    }
    return mapper.settle(
            transaction.id(), state, Micros.of(at), accepted, refusal, checkpoint, ACTOR, cause)
        == 1;
  }

  private void append(LedgerTransaction transaction, BatchState state, long at, String cause) {
    history.append(
        List.of(
            new StatusHistory.Change(
                transaction.tenant(),
                transaction.kind().name(),
                transaction.subject(),
                state.name(),
                at,
                ACTOR,
                cause)));
  }
}
