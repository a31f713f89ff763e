package org.yipiao.ledger.server.ordering.hiero;

import com.hedera.hapi.node.base.SemanticVersion;
import com.hedera.hapi.platform.event.StateSignatureTransaction;
import com.swirlds.platform.state.ConsensusStateEventHandler;
import com.swirlds.platform.system.InitTrigger;
import com.swirlds.platform.system.Platform;
import com.swirlds.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.hiero.consensus.model.event.ConsensusEvent;
import org.hiero.consensus.model.event.Event;
import org.hiero.consensus.model.hashgraph.Round;
import org.hiero.consensus.model.transaction.ScopedSystemTransaction;
import org.hiero.consensus.model.transaction.Transaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.server.ordering.OrderedPayload;
import org.yipiao.ledger.server.ordering.OrderedRound;
import org.yipiao.ledger.server.ordering.RosterChanges;
import org.yipiao.ledger.server.ordering.RosterMember;
import org.yipiao.ledger.server.ordering.RoundPayloads;

/** Turns the engine's rounds into {@link OrderedRound}s and keeps {@link Head} in its state. */
final class RoundHandler implements ConsensusStateEventHandler {

  private static final Logger LOG = LoggerFactory.getLogger(RoundHandler.class);

  private final Delivery delivery;
  private final Resting resting;
  private final SubmissionBuffer buffer;
  private final RosterChanges changes;
  private final long periodSeconds;
  private final Runnable onPastStop;

  /** The validators that this engine was started with, and has until its end. */
  private volatile List<RosterMember> own = List.of();

  /** What a state that a peer gives says of the validators, until the engine has taken it over. */
  private final AtomicReference<@Nullable Runnable> offered = new AtomicReference<>();

  /** Of the round before, for the engine's one thread that handles rounds. */
  private long period = Long.MIN_VALUE;

  /**
   * @param saveStatePeriod as the engine has it
   * @param onPastStop told when the engine has taken over a state after which others order than
   *     those it was started with, before any round after it
   */
  RoundHandler(
      Delivery delivery,
      Resting resting,
      SubmissionBuffer buffer,
      RosterChanges changes,
      Duration saveStatePeriod,
      Runnable onPastStop) {
    this.delivery = delivery;
    this.resting = resting;
    this.buffer = buffer;
    this.changes = changes;
    this.periodSeconds = saveStatePeriod.toSeconds();
    this.onPastStop = onPastStop;
  }

  @Override
  public void onPreHandle(
      Event event,
      State state,
      Consumer<ScopedSystemTransaction<StateSignatureTransaction>> signatures) {
    int needs = 0;
    for (var transactions = event.transactionIterator(); transactions.hasNext(); ) {
      needs += preHandle(event, transactions.next(), signatures);
    }
    resting.seen(needs);
  }

  /** How many of its parts have to be ordered before anybody may rest: 0 or 1. */
  private int preHandle(
      Event event,
      Transaction transaction,
      Consumer<ScopedSystemTransaction<StateSignatureTransaction>> signatures) {
    return switch (EngineTransaction.decode(transaction.getApplicationTransaction())) {
      case EngineTransaction.Payload(byte[] bytes) -> {
        delivery.seen(bytes, creator(event));
        yield 1;
      }
      case EngineTransaction.StateSignature(StateSignatureTransaction signature) -> {
        signatures.accept(scoped(event, signature));
        yield 0;
      }
      case EngineTransaction.Call() -> 1;
      case EngineTransaction.Unknown() -> 0;
    };
  }

  @Override
  public void onHandleConsensusRound(
      Round round,
      State state,
      Consumer<ScopedSystemTransaction<StateSignatureTransaction>> signatures) {
    reconnected();
    long number = round.getRoundNum();
    buffer.round(number);
    long timeNanos = nanos(round.getConsensusTimestamp());
    var payloads = new RoundPayloads();
    int calls = 0;
    for (ConsensusEvent event : round) {
      for (var transactions = event.consensusTransactionIterator(); transactions.hasNext(); ) {
        switch (EngineTransaction.decode(transactions.next().getApplicationTransaction())) {
          case EngineTransaction.Payload(byte[] bytes) -> payloads.add(creator(event), bytes);
          case EngineTransaction.StateSignature(StateSignatureTransaction signature) ->
              signatures.accept(scoped(event, signature));
          case EngineTransaction.Call() -> calls++;
          case EngineTransaction.Unknown() -> {}
        }
      }
    }
    var ordered =
        OrderedRound.after(
            EngineState.head(state).orderHash(), number, timeNanos, payloads.taken());
    payloads
        .passedOver()
        .forEach((member, count) ->
            LOG.warn("member {} orders too much: {} payloads of a round count not", member, count));
    delivery.round(ordered);
    if (mayBeSaved(round, state)) {
      delivery.saving();
    }
    EngineState.putHead(state, new Head(number, ordered.orderHash()));
    changeRoster(round, state, ordered.payloads());
    resting.ordered(payloads.ordered() + calls);
  }

  /** The engine saves the first state of each period, and that with which it stops. */
  private boolean mayBeSaved(Round round, State state) {
    long before = period;
    period = round.getConsensusTimestamp().getEpochSecond() / periodSeconds;
    return period != before || EngineRoster.isLast(state, round);
  }

  /**
   * Announces a change of validators when a payload proves one, and adopts the announced one in the
   * round at which all engines stop. A further change waits until the first is over.
   */
  private void changeRoster(Round round, State state, List<OrderedPayload> payloads) {
    if (EngineRoster.isLast(state, round)) {
      EngineRoster.adopt(state, round.getRoundNum());
      return;
    }
    Set<Integer> heard = new HashSet<>();
    for (OrderedPayload payload : payloads) {
      // One of each in a round: to look into one may take long.
      if (!changes.concerns(payload) || !heard.add(payload.creator())) {
        continue;
      }
      if (EngineRoster.announced(state)) {
        break;
      }
      var current = EngineRoster.current(state);
      changes
          .in(payload, current, EngineState.kept(state))
          .ifPresent(next -> {
            EngineState.putKept(state, next.kept());
            if (!EngineRoster.same(current, next.validators())) {
              EngineRoster.announce(state, next.validators(), round.getConsensusTimestamp());
            }
            changes.has(next.kept(), EngineRoster.announced(state));
          });
    }
    if (EngineRoster.announced(state)) {
      resting.stopping();
    }
  }

  /** Every round may end a saved state: the state depends on nothing but the order. */
  @Override
  public boolean onSealConsensusRound(Round round, State state) {
    return true;
  }

  @Override
  public void onStateInitialized(
      State state,
      Platform platform,
      InitTrigger trigger,
      @Nullable SemanticVersion previousVersion) {
    EngineState.register(state);
    Head head = EngineState.head(state);
    byte[] kept = EngineState.kept(state);
    boolean announced = EngineRoster.announced(state);
    switch (trigger) {
      case GENESIS, RESTART -> {
        own = EngineRoster.current(state);
        changes.has(kept, announced);
        delivery.resume(head);
      }
      case RECONNECT -> {
        // It may still be refused, for it may be of other validators than this engine's.
        boolean past = !EngineRoster.same(own, EngineRoster.current(state));
        offered.set(() -> {
          changes.has(kept, announced);
          if (past) {
            onPastStop.run();
          }
        });
        resting.forget();
        if (past) {
          delivery.noteLastGap(head);
        } else {
          delivery.noteGap(head);
        }
      }
      case EVENT_STREAM_RECOVERY ->
          throw new IllegalStateException("recovery from an event stream is not used here");
    }
  }

  /** The engine goes on from the state that was given to it last. */
  void reconnected() {
    Runnable taken = offered.getAndSet(null);
    if (taken != null) {
      taken.run();
    }
  }

  @Override
  public void onNewRecoveredState(State recoveredState) {
    throw new IllegalStateException("recovery from an event stream is not used here");
  }

  private static ScopedSystemTransaction<StateSignatureTransaction> scoped(
      Event event, StateSignatureTransaction signature) {
    return new ScopedSystemTransaction<>(event.getCreatorId(), event.getBirthRound(), signature);
  }

  private static int creator(Event event) {
    return Math.toIntExact(event.getCreatorId().id());
  }

  private static long nanos(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
  }
}
