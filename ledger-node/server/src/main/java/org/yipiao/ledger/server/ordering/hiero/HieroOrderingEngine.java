package org.yipiao.ledger.server.ordering.hiero;

import com.swirlds.platform.listeners.ReconnectCompleteListener;
import com.swirlds.platform.listeners.StateWriteToDiskCompleteListener;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.hiero.consensus.model.quiescence.QuiescenceCommand;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.ordering.OrderingListener;
import org.yipiao.ledger.server.ordering.RosterChanges;

/**
 * Orders payloads with the Hiero consensus platform, one instance per node. Several may live in one
 * process as long as their member numbers differ.
 *
 * <p>Its events are on disk before a peer sees them. After a restart it loads its last saved state
 * and replays its event log, so the rounds since then are delivered again.
 */
public final class HieroOrderingEngine implements OrderingEngine {

  private static final Logger log = LoggerFactory.getLogger(HieroOrderingEngine.class);

  private final HieroSettings settings;
  private final List<EngineIdentity> identities;
  private final Duration patienceWithPort;
  private final RosterChanges changes;
  private final SortedSet<Integer> validators;
  private final SubmissionBuffer buffer;
  private final Resting resting;
  private final Hearing hearing;
  private final EngineLife life;
  private final SavedStateWatch states;
  private volatile Duration unhealthyFor = Duration.ZERO;
  private volatile @Nullable EnginePlatform engine;
  private @Nullable EngineDirectory directory;
  private @Nullable Replay replay;

  /**
   * @param changes which payloads change the validators; the same at all of them
   */
  public HieroOrderingEngine(
      HieroSettings settings, EngineIdentity identity, InstantSource clock, RosterChanges changes) {
    this(settings, List.of(identity), clock, changes);
  }

  /**
   * @param identities of this node; that one counts which the validators in force know
   */
  public HieroOrderingEngine(
      HieroSettings settings,
      List<EngineIdentity> identities,
      InstantSource clock,
      RosterChanges changes) {
    this(
        settings, identities, clock, changes, PeerPort.PATIENCE, SavedStateWatch.reading(settings));
  }

  /**
   * @param patienceWithPort how long the port may be taken at the start
   * @param look at the states that it saves
   */
  HieroOrderingEngine(
      HieroSettings settings,
      List<EngineIdentity> identities,
      InstantSource clock,
      RosterChanges changes,
      Duration patienceWithPort,
      SavedStateWatch.Look look) {
    this.settings = settings;
    this.identities = List.copyOf(identities);
    this.changes = changes;
    this.patienceWithPort = patienceWithPort;
    var members = new TreeSet<Integer>();
    settings.validators().forEach(validator -> members.add(validator.member()));
    this.validators = Collections.unmodifiableSortedSet(members);
    this.buffer =
        new SubmissionBuffer(
            clock,
            RememberedBytes.share(
                settings.pace().roundsRemembered(),
                RememberedBytes.sharers(members.size(), changes)));
    this.resting = new Resting(System::nanoTime, buffer::call, buffer::hasPayloads, this::command);
    this.hearing = new Hearing(others(), System::nanoTime);
    this.life = new EngineLife(settings.selfMember(), hearing);
    this.states = new SavedStateWatch(settings.directory(), settings.selfMember(), look);
  }

  private List<Integer> others() {
    return validators.stream().filter(member -> member != settings.selfMember()).toList();
  }

  @Override
  public synchronized void start(OrderingListener listener) {
    if (life.told() != null || life.is(EngineStatus.STOPPED)) {
      throw new IllegalStateException("the engine was started or closed before");
    }
    var gate = new Delivery(listener, life::fail, states::requireWhole);
    life.tells(gate);
    EnginePlatform built = build(gate);
    engine = built;
    replay = Replay.begin(settings.selfMember(), () -> replay(built));
  }

  private EnginePlatform build(Delivery gate) {
    try {
      directory = EngineDirectory.take(settings.directory());
      states.begin();
      PeerPort.requireFree(EngineConfiguration.listeningAddress(settings), patienceWithPort);
      var rounds =
          new RoundHandler(
              gate,
              resting,
              buffer,
              changes,
              settings.pace().saveStatePeriod(),
              () -> passStop(gate));
      EnginePlatform built =
          new EngineAssembly(
                  settings,
                  identities,
                  rounds,
                  changes,
                  new EngineExecution(buffer, life::became, duration -> unhealthyFor = duration),
                  new StaleEvents(settings.selfMember(), buffer, resting),
                  (thread, fault) -> life.fail(fault))
              .build();
      var notices = built.platform().getNotificationEngine();
      notices.register(
          ReconnectCompleteListener.class,
          _ -> {
            rounds.reconnected();
            gate.gap();
          });
      notices.register(StateWriteToDiskCompleteListener.class, _ -> states.saved());
      built.onHeard(hearing::from);
      return built;
    } catch (IOException | RuntimeException e) {
      life.become(EngineStatus.FAILED);
      throw new IllegalStateException(
          "the ordering engine of member %d cannot start: %s"
              .formatted(settings.selfMember(), e.getMessage()),
          e);
    }
  }

  /**
   * A peer taught it the state of a stop, or one after it. It has stopped, then, as if it had come
   * there by itself: with the validators that it was started with there is no round after that.
   */
  private void passStop(Delivery gate) {
    log.warn("member {}: taken over is a state after which others order", settings.selfMember());
    gate.gap(); // ends the gate, too, unless a round did before it could be taken
    life.become(EngineStatus.FROZEN);
  }

  private void replay(EnginePlatform built) {
    try {
      built.start();
    } catch (RuntimeException | Error e) {
      life.fail(e);
    }
  }

  private void command(QuiescenceCommand command) {
    EnginePlatform running = engine;
    if (running == null || life.is(EngineStatus.STOPPED)) {
      return;
    }
    try {
      running.platform().quiescenceCommand(command);
    } catch (RejectedExecutionException e) {
      if (!life.is(EngineStatus.STOPPED)) {
        throw e;
      }
      log.debug("told to rest or wake while it was closed", e);
    }
  }

  @Override
  public boolean submit(byte[] payload) {
    return submit(payload, buffer::offer);
  }

  @Override
  public boolean submitFirst(byte[] payload) {
    return submit(payload, buffer::offerFirst);
  }

  private boolean submit(byte[] payload, Predicate<byte[]> room) {
    if (payload.length == 0 || payload.length > MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException("payload of " + payload.length + " bytes");
    }
    boolean running =
        engine != null && !life.is(EngineStatus.FAILED) && !life.is(EngineStatus.STOPPED);
    boolean taken = running && room.test(payload);
    if (taken) {
      resting.wake();
    }
    return taken;
  }

  @Override
  public EngineStatus status() {
    return life.status();
  }

  @Override
  public Optional<Trouble> trouble() {
    return life.trouble();
  }

  @Override
  public Duration unhealthyFor() {
    return unhealthyFor;
  }

  @Override
  public SortedSet<Integer> validators() {
    return validators;
  }

  @Override
  public Duration silent(int member) {
    return hearing.silent(member);
  }

  @Override
  public void idle(boolean idle) {
    if (engine == null) {
      // It could not be told, and would be taken to have been told.
      return;
    }
    // While checking it waits for an event of its own to be ordered.
    if (!idle || life.is(EngineStatus.CHECKING)) {
      resting.wake();
    } else if (life.is(EngineStatus.ACTIVE)) {
      resting.rest();
    }
  }

  @Override
  public synchronized void close() {
    if (life.is(EngineStatus.STOPPED)) {
      return;
    }
    life.become(EngineStatus.STOPPED);
    states.end();
    Replay begun = replay;
    if (begun != null) {
      begun.await();
    }
    EnginePlatform running = engine;
    if (running != null) {
      running.stop();
    }
    Delivery gate = life.told();
    if (gate != null) {
      gate.close();
    }
    if (running != null) {
      running.release();
      SavedFolder.awaitQuiet(settings.directory());
      states.close();
    }
    releaseDirectory();
  }

  private void releaseDirectory() {
    EngineDirectory held = directory;
    if (held == null) {
      return;
    }
    try {
      held.close();
    } catch (IOException e) {
      log.warn("member {}: the engine's directory stays locked", settings.selfMember(), e);
    }
  }
}
