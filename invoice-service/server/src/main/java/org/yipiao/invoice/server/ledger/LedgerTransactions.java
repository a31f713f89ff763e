package org.yipiao.invoice.server.ledger;

import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.yipiao.invoice.server.Micros;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.platform.telemetry.TraceContext;

/** Keeps transactions for the relay. */
@Service
public class LedgerTransactions {

  private final LedgerTransactionMapper mapper;
  private final RelaySignal signal;

  LedgerTransactions(LedgerTransactionMapper mapper, RelaySignal signal) {
    this.mapper = mapper;
    this.signal = signal;
  }

  /** Stores a transaction inside the caller's database transaction; it is relayed after that. */
  public long add(NewTransaction transaction, Instant now) {
    return add(transaction, now, now);
  }

  /** The same, but it is relayed from a time on. */
  public long add(NewTransaction transaction, Instant now, Instant from) {
    var row =
        new LedgerTransactionMapper.NewRow(
            transaction, Micros.of(now), Micros.of(from), TraceContext.currentTraceparent());
    mapper.insert(row);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            signal.wake();
          }
        });
    return row.id;
  }

  /** How many transactions there have been of one subject; more than the limit are not counted. */
  public int count(TransactionKind kind, String tenant, String subject, int limit) {
    return mapper.ofSubject(kind, tenant, subject, limit).size();
  }

  public Optional<LedgerTransaction> find(long id) {
    return mapper.find(id);
  }

  /** What is needed to ask the ledger for a transaction that is kept here. */
  public TransactionRef reference(long id) {
    return TransactionRef.of(mapper.bytes(id).bytes());
  }

  /** The cosigned checkpoint that proves a final transaction. */
  public Optional<String> checkpoint(long id) {
    return Optional.ofNullable(mapper.checkpoint(id));
  }
}
