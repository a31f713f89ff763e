package org.yipiao.invoice.server.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.invoice.api.BatchState;
import org.yipiao.invoice.server.Micros;
import org.yipiao.invoice.server.consortium.InvoiceProperties;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.client.Submission;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.client.http.TransactionState;
import org.yipiao.platform.telemetry.TraceContext;

/**
 * Follows every stored transaction until it is settled.
 *
 * <p>A row is leased for {@link #LEASE}; whoever dies with it loses it to the next. Handing the
 * same bytes over again is harmless, and each transition happens only from the state before it, so
 * nothing depends on which process does what how often.
 */
@Component
class LedgerRelay implements SmartLifecycle {

  static final Duration LEASE = Duration.ofSeconds(45);
  private static final Duration FOLLOW = Duration.ofSeconds(20);
  private static final Duration IDLE = Duration.ofMillis(250);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  /** A node's refusal by its own clock. */
  private static final String EXPIRED = "TRANSACTION_EXPIRED";

  private static final Logger LOG = LoggerFactory.getLogger(LedgerRelay.class);

  private final LedgerTransactionMapper mapper;
  private final RelayStates states;
  private final RelaySignal signal;
  private final LedgerClient ledger;
  private final TransactionTemplate rows;
  private final InstantSource time;
  private final Map<TransactionKind, SettledTransactions> listeners;
  private final Semaphore places;
  private final int limit;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private volatile @Nullable Thread picker;

  LedgerRelay(
      LedgerTransactionMapper mapper,
      RelayStates states,
      RelaySignal signal,
      LedgerClient ledger,
      TransactionTemplate rows,
      InstantSource time,
      InvoiceProperties properties,
      List<SettledTransactions> listeners) {
    this.mapper = mapper;
    this.states = states;
    this.signal = signal;
    this.ledger = ledger;
    this.rows = rows;
    this.time = time;
    this.limit = properties.relaysAtOnce();
    this.places = new Semaphore(limit);
    this.listeners = new EnumMap<>(TransactionKind.class);
    listeners.forEach(listener -> this.listeners.put(listener.kind(), listener));
  }

  @Override
  public void start() {
    // Known before it runs: a thread that does not find itself in its place ends at once.
    Thread starting = Thread.ofPlatform().name("ledger-relay").unstarted(this::run);
    picker = starting;
    starting.start();
  }

  @Override
  public void stop() {
    Thread running = picker;
    picker = null;
    if (running != null) {
      running.interrupt();
    }
    workers.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return picker != null;
  }

  private void run() {
    while (isRunning()) {
      try {
        if (pick() == 0) {
          signal.await(IDLE);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("Cannot pick transactions: {}", e.toString());
        pause();
      }
    }
  }

  private void pause() {
    try {
      signal.await(AFTER_FAILURE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int pick() throws InterruptedException {
    places.acquire();
    int free = 1 + places.drainPermits();
    List<LedgerTransaction> leased;
    try {
      leased = lease(free);
    } catch (RuntimeException e) {
      places.release(free);
      throw e;
    }
    places.release(free - leased.size());
    for (LedgerTransaction transaction : leased) {
      workers.execute(() -> work(transaction));
    }
    return leased.size();
  }

  private List<LedgerTransaction> lease(int count) {
    return Objects.requireNonNull(
        rows.execute(_ -> {
          Instant now = time.instant();
          List<LedgerTransaction> due = mapper.due(Micros.of(now), Math.min(count, limit));
          if (!due.isEmpty()) {
            mapper.lease(
                due.stream().map(LedgerTransaction::id).toList(), Micros.of(now.plus(LEASE)));
          }
          return due;
        }));
  }

  private void work(LedgerTransaction transaction) {
    try (var _ = TraceContext.resume(transaction.traceparent())) {
      follow(transaction);
    } catch (RuntimeException e) {
      LOG.warn(
          "Transaction {} of {} {} waits: {}",
          transaction.transactionId(),
          transaction.kind(),
          transaction.subject(),
          e.toString());
    } finally {
      places.release();
      signal.wake();
    }
  }

  private void follow(LedgerTransaction transaction) {
    if (transaction.state() == BatchState.RECEIVED && !handedOver(transaction)) {
      return;
    }
    var reference = TransactionRef.of(mapper.bytes(transaction.id()).bytes());
    switch (ledger.awaitFinal(reference, FOLLOW)) {
      case Finality.Final proof -> becameFinal(transaction, proof);
      case Finality.ExpiredForGood _ -> expired(transaction);
      case Finality.StillPending pending -> stillPending(transaction, pending.state());
    }
  }

  private boolean handedOver(LedgerTransaction transaction) {
    return switch (ledger.submit(mapper.bytes(transaction.id()).bytes())) {
      case Submission.Accepted accepted -> {
        states.relayed(transaction, accepted.acceptedAt());
        yield true;
      }
      case Submission.Refused refused -> !settledElsewhere(transaction, refused.code());
      case Submission.NotTaken(var causes, Duration retryAfter) -> {
        LOG.info("No ledger node takes transactions now: {}", causes);
        mapper.postpone(transaction.id(), Micros.of(time.instant().plus(retryAfter)));
        yield transaction.expiry().isBefore(time.instant());
      }
    };
  }

  /** A refusal is believed only when the transaction is not on its way through another node. */
  private boolean settledElsewhere(LedgerTransaction transaction, String code) {
    var reference = TransactionRef.of(mapper.bytes(transaction.id()).bytes());
    return switch (ledger.awaitFinal(reference, Duration.ZERO)) {
      case Finality.Final proof -> {
        becameFinal(transaction, proof);
        yield true;
      }
      case Finality.ExpiredForGood _ -> {
        expired(transaction);
        yield true;
      }
      case Finality.StillPending(_, TransactionState state, _)
          when state == TransactionState.ACCEPTED || state == TransactionState.ORDERED ->
          false;
      // Clocks differ: what expired for good only the ledger's time tells.
      case Finality.StillPending _
          when code.equals(EXPIRED) || transaction.expiry().isBefore(time.instant()) ->
          false;
      case Finality.StillPending _ -> {
        refused(transaction, code);
        yield true;
      }
    };
  }

  private void stillPending(LedgerTransaction transaction, @Nullable TransactionState state) {
    if (state == TransactionState.UNKNOWN) {
      states.lost(transaction);
    } else {
      mapper.postpone(transaction.id(), Micros.of(time.instant()));
    }
  }

  private void becameFinal(LedgerTransaction transaction, Finality.Final found) {
    Finality.Final proof = listener(transaction).completed(transaction, found).orElse(null);
    if (proof == null) {
      mapper.postpone(transaction.id(), Micros.of(time.instant().plus(AFTER_FAILURE)));
      return;
    }
    String checkpoint = found.operations().getFirst().checkpoint();
    Long accepted = proof.acceptedAt().map(Micros::of).orElse(null);
    settle(
        transaction,
        BatchState.FINAL,
        accepted,
        null,
        checkpoint,
        (listener, at) -> listener.becameFinal(transaction, proof, at));
  }

  private SettledTransactions listener(LedgerTransaction transaction) {
    return Objects.requireNonNull(listeners.get(transaction.kind()), "each kind has a listener");
  }

  private void refused(LedgerTransaction transaction, String code) {
    settle(
        transaction,
        BatchState.REFUSED,
        null,
        code,
        null,
        (listener, at) -> listener.wasRefused(transaction, code, at));
  }

  private void expired(LedgerTransaction transaction) {
    settle(
        transaction,
        BatchState.EXPIRED,
        null,
        null,
        null,
        (listener, at) -> listener.expired(transaction, at));
  }

  private interface Settlement {
    void tell(SettledTransactions listener, Instant at);
  }

  private void settle(
      LedgerTransaction transaction,
      BatchState state,
      @Nullable Long accepted,
      @Nullable String refusal,
      @Nullable String checkpoint,
      Settlement settlement) {
    SettledTransactions listener = listener(transaction);
    rows.executeWithoutResult(_ -> {
      Instant at = time.instant();
      if (states.settled(transaction, state, at, accepted, refusal, checkpoint)) {
        settlement.tell(listener, at);
      }
    });
    listener.changed(transaction);
  }
}
