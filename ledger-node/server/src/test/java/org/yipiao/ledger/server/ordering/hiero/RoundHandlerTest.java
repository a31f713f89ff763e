package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.swirlds.base.time.Time;
import com.swirlds.config.api.Configuration;
import com.swirlds.platform.system.InitTrigger;
import com.swirlds.platform.system.Platform;
import com.swirlds.platform.util.BootstrapUtils;
import com.swirlds.state.merkle.VirtualMapState;
import com.swirlds.state.merkle.VirtualMapStateLifecycleManager;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.hiero.base.file.FileSystemManager;
import org.hiero.consensus.metrics.platform.DefaultMetricsProvider;
import org.hiero.consensus.model.event.ConsensusEvent;
import org.hiero.consensus.model.hashgraph.Round;
import org.hiero.consensus.model.node.NodeId;
import org.hiero.consensus.model.transaction.TransactionWrapper;
import org.hiero.consensus.platformstate.PlatformStateUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.ordering.OrderHash;
import org.yipiao.ledger.server.ordering.OrderedPayload;
import org.yipiao.ledger.server.ordering.RecordingListener;
import org.yipiao.ledger.server.ordering.RosterChanges;
import org.yipiao.ledger.server.ordering.RosterMember;
import org.yipiao.ledger.server.ordering.RoundPayloads;

/** What an engine makes of a state that a peer teaches it. */
class RoundHandlerTest {

  @TempDir Path directory;

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Platform platform =
      (Platform)
          Proxy.newProxyInstance(
              Platform.class.getClassLoader(),
              new Class<?>[] {Platform.class},
              (_, method, _) -> {
                throw new UnsupportedOperationException(method.getName());
              });
  private HieroSettings settings;
  private RoundHandler handler;
  private int states;

  @BeforeEach
  void four() {
    BootstrapUtils.setupConstructableRegistry();
    settings = new HieroCluster(directory, 4, all -> all).settings(1);
    handler = handler();
    handler.onStateInitialized(state(), platform, InitTrigger.GENESIS, null);
    told.clear();
  }

  private RoundHandler handler() {
    return handler(delivery(new RecordingListener()), () -> told.add("past its stop"));
  }

  private Delivery delivery(RecordingListener listener) {
    return new Delivery(listener, fault -> told.add("fault"), () -> {});
  }

  private RoundHandler handler(Delivery delivery, Runnable onPastStop) {
    return new RoundHandler(
        delivery,
        new Resting(System::nanoTime, () -> {}, () -> false, _ -> {}),
        new SubmissionBuffer(InstantSource.system(), RememberedBytes.share(60, 4)),
        new Told(),
        Duration.ofSeconds(2),
        onPastStop);
  }

  private final class Told implements RosterChanges {
    @Override
    public Optional<Next> in(OrderedPayload payload, List<RosterMember> current, byte[] kept) {
      return Optional.empty();
    }

    @Override
    public void has(byte[] kept, boolean announced) {
      told.add(announced ? "announced" : "has");
    }
  }

  /** One of the four. */
  private VirtualMapState state() {
    Configuration configuration = EngineConfiguration.of(settings);
    Path folder = directory.resolve("state " + states++);
    var manager =
        new VirtualMapStateLifecycleManager(
            new DefaultMetricsProvider(configuration).createGlobalMetrics(),
            Time.getCurrent(),
            configuration,
            new FileSystemManager(folder.resolve("saved"), folder.resolve("temporary")));
    VirtualMapState state = manager.getMutableState();
    EngineState.register(state);
    EngineState.putRoster(state, EngineState.roster(settings.validators()));
    return state;
  }

  private static void announce(VirtualMapState state, List<RosterMember> next) {
    EngineRoster.announce(state, next, Instant.EPOCH);
  }

  private static List<RosterMember> three(VirtualMapState state) {
    return EngineRoster.current(state).subList(0, 3);
  }

  @Test
  void anEngineThatIsTaughtTheStateOfTheStopHasStopped() {
    VirtualMapState taught = state();
    announce(taught, three(taught));
    EngineRoster.adopt(taught, 166);
    handler.onStateInitialized(taught, platform, InitTrigger.RECONNECT, null);
    assertThat(told).as("it may still be refused").isEmpty();
    handler.reconnected();
    assertThat(told).containsExactly("has", "past its stop");
    handler.reconnected();
    assertThat(told).hasSize(2);
  }

  /** The thread that handles rounds comes while another tells that the engine has stopped. */
  @Test
  void noRoundOfAnotherThreadIsTakenOnceTheStateOfTheStopIsTaken() {
    VirtualMapState taught = state();
    announce(taught, three(taught));
    EngineRoster.adopt(taught, 166);
    EngineState.putHead(taught, new Head(166, OrderHash.genesis()));
    var listener = new RecordingListener();
    Delivery delivery = delivery(listener);
    var under = new AtomicReference<@Nullable RoundHandler>();
    var others = new AtomicReference<@Nullable Thread>();
    RoundHandler one =
        handler(
            delivery,
            () -> {
              RoundHandler same = Objects.requireNonNull(under.get());
              Thread other =
                  Thread.ofPlatform()
                      .daemon()
                      .start(() -> same.onHandleConsensusRound(empty(167), taught, _ -> {}));
              others.set(other);
              await().until(() -> !other.isAlive() || other.getState() == Thread.State.WAITING);
            });
    under.set(one);
    one.onStateInitialized(state(), platform, InitTrigger.GENESIS, null);
    told.clear();
    one.onStateInitialized(taught, platform, InitTrigger.RECONNECT, null);
    one.reconnected();
    assertThat(listener.rounds()).isEmpty();
    assertThat(listener.gaps()).extracting(RecordingListener.Mark::round).containsExactly(166L);
    assertThat(told).as("nothing failed").containsExactly("has");
    delivery.close();
    await().until(() -> !Objects.requireNonNull(others.get()).isAlive());
  }

  /** Millions of a byte each would fill every validator's memory at the same round. */
  @Test
  void ofOneValidatorsPayloadsSoManyCountInARound() {
    var listener = new RecordingListener();
    VirtualMapState state = state();
    PlatformStateUtils.bulkUpdateOf(state, platform -> platform.setLatestFreezeRound(0));
    RoundHandler one = handler(delivery(listener), () -> {});
    one.onStateInitialized(state, platform, InitTrigger.GENESIS, null);
    int most = RoundPayloads.MOST_OF_ONE;
    one.onHandleConsensusRound(
        round(1, List.of(event(2, most - 1), event(3, 1), event(2, 2))), state, _ -> {});
    var ordered = listener.rounds().get(1L);
    assertThat(Objects.requireNonNull(ordered).payloads()).hasSize(most + 1);
    assertThat(ordered.payloads().getLast().creator()).isEqualTo(2);

    one.onHandleConsensusRound(round(2, List.of(event(2, 1))), state, _ -> {});
    assertThat(Objects.requireNonNull(listener.rounds().get(2L)).payloads()).hasSize(1);
    assertThat(told).as("nothing failed").doesNotContain("fault");
  }

  /** With so many payloads of a byte. */
  private static ConsensusEvent event(long creator, int payloads) {
    var payload = EngineTransaction.encodePayload(new byte[] {9});
    var transaction = new TransactionWrapper(payload);
    return (ConsensusEvent)
        proxy(
            ConsensusEvent.class,
            name ->
                switch (name) {
                  case "getCreatorId" -> NodeId.of(creator);
                  case "consensusTransactionIterator" ->
                      Collections.nCopies(payloads, transaction).iterator();
                  default -> throw new UnsupportedOperationException(name);
                });
  }

  private static Object proxy(Class<?> type, Function<String, Object> answers) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (_, method, _) -> answers.apply(method.getName()));
  }

  private static Round empty(long number) {
    return round(number, List.of());
  }

  private static Round round(long number, List<ConsensusEvent> events) {
    return (Round)
        Proxy.newProxyInstance(
            Round.class.getClassLoader(),
            new Class<?>[] {Round.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "getRoundNum" -> number;
                  case "getConsensusTimestamp" -> Instant.EPOCH.plusSeconds(number);
                  case "iterator" -> events.iterator();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Test
  void anEngineThatIsTaughtAStateBeforeTheStopComesThereByItself() {
    VirtualMapState taught = state();
    announce(taught, three(taught));
    handler.onStateInitialized(taught, platform, InitTrigger.RECONNECT, null);
    handler.reconnected();
    assertThat(told).containsExactly("announced");
  }

  @Test
  void anEngineThatBeganWithTheNextValidatorsIsTaughtAnyOfTheirStates() {
    VirtualMapState began = state();
    announce(began, three(began));
    EngineRoster.adopt(began, 166);
    RoundHandler next = handler();
    next.onStateInitialized(began, platform, InitTrigger.RESTART, null);
    told.clear();
    next.onStateInitialized(began, platform, InitTrigger.RECONNECT, null);
    next.reconnected();
    assertThat(told).containsExactly("has");
  }
}
