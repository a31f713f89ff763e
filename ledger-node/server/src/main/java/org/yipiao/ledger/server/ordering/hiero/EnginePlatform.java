package org.yipiao.ledger.server.ordering.hiero;

import com.hedera.hapi.node.base.SemanticVersion;
import com.swirlds.base.time.Time;
import com.swirlds.common.context.PlatformContext;
import com.swirlds.component.framework.WiringConfig;
import com.swirlds.component.framework.model.WiringModel;
import com.swirlds.component.framework.model.WiringModelBuilder;
import com.swirlds.component.framework.wires.input.NoInput;
import com.swirlds.config.api.Configuration;
import com.swirlds.metrics.api.Metrics;
import com.swirlds.platform.builder.PlatformBuilder;
import com.swirlds.platform.builder.PlatformBuildingBlocks;
import com.swirlds.platform.builder.PlatformComponentBuilder;
import com.swirlds.platform.builder.internal.StaticPlatformBuilder;
import com.swirlds.platform.state.signed.StartupStateUtils;
import com.swirlds.platform.system.Platform;
import com.swirlds.platform.util.BootstrapUtils;
import com.swirlds.state.merkle.VirtualMapState;
import com.swirlds.state.merkle.VirtualMapStateLifecycleManager;
import java.io.IOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hiero.base.file.FileSystemManager;
import org.hiero.consensus.concurrent.manager.AdHocThreadManager;
import org.hiero.consensus.config.PathsConfig;
import org.hiero.consensus.io.RecycleBinImpl;
import org.hiero.consensus.model.event.PlatformEvent;
import org.hiero.consensus.model.node.KeysAndCerts;
import org.hiero.consensus.model.node.NodeId;
import org.hiero.consensus.roster.RosterHistory;
import org.hiero.consensus.state.signed.ReservedSignedState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine itself: built from its settings and its last saved state, started, taken down. */
final class EnginePlatform {

  private static final Logger log = LoggerFactory.getLogger(EnginePlatform.class);

  /** Names the place of saved states below the directory; never to be changed. */
  private static final String APPLICATION = "ordering";

  private static final String NETWORK = "ledger";

  /** Peers of another version are turned away: raised when the form of events changes. */
  private static final SemanticVersion VERSION = new SemanticVersion(1, 0, 0, "", "");

  private static final int THREADS = 8;

  /**
   * A peer that is gone holds its connection's thread until a read times out; such threads end by
   * themselves and need not be waited for.
   */
  private static final int SECONDS_TO_STOP = 2;

  private final NodeId self;
  private final ForkJoinPool pool;
  private final PlatformBuildingBlocks blocks;
  private final VirtualMapStateLifecycleManager states;
  private final Platform platform;

  private EnginePlatform(
      NodeId self,
      ForkJoinPool pool,
      PlatformBuildingBlocks blocks,
      VirtualMapStateLifecycleManager states,
      Platform platform) {
    this.self = self;
    this.pool = pool;
    this.blocks = blocks;
    this.states = states;
    this.platform = platform;
  }

  /**
   * Loads the last saved state or makes the first, and builds the engine around it.
   *
   * @throws IllegalStateException when the validators differ from those the saved state was made
   *     with
   */
  static EnginePlatform build(
      HieroSettings settings,
      EngineIdentity identity,
      RoundHandler handler,
      EngineExecution execution,
      Consumer<PlatformEvent> staleEvents,
      UncaughtExceptionHandler onFault) {
    Configuration configuration = EngineConfiguration.of(settings);
    prepareProcess(settings, configuration);
    NodeId self = NodeId.of(settings.selfMember());
    Metrics metrics = StaticPlatformBuilder.getMetricsProvider().createPlatformMetrics(self);
    var pool =
        new ForkJoinPool(THREADS, ForkJoinPool.defaultForkJoinWorkerThreadFactory, onFault, true);
    try {
      return build(
          settings,
          identity,
          handler,
          execution,
          staleEvents,
          onFault,
          configuration,
          self,
          metrics,
          pool);
    } catch (RuntimeException | Error e) {
      pool.shutdownNow();
      removeMetrics(self);
      throw e;
    }
  }

  private static EnginePlatform build(
      HieroSettings settings,
      EngineIdentity identity,
      RoundHandler handler,
      EngineExecution execution,
      Consumer<PlatformEvent> staleEvents,
      UncaughtExceptionHandler onFault,
      Configuration configuration,
      NodeId self,
      Metrics metrics,
      ForkJoinPool pool) {
    PlatformContext context = context(configuration, self, metrics);
    var states =
        new VirtualMapStateLifecycleManager(
            metrics, context.getTime(), configuration, context.getFileSystemManager());
    EngineState.register(states.getMutableState());
    ReservedSignedState initial =
        StartupStateUtils.loadInitialState(
                context.getRecycleBin(), VERSION, APPLICATION, NETWORK, self, context, states)
            .state();
    RosterHistory rosters = rosters(initial, settings);
    WiringModel model =
        WiringModelBuilder.create(metrics, context.getTime())
            .withDefaultPool(pool)
            .withWiringConfig(configuration.getConfigData(WiringConfig.class))
            .withUncaughtExceptionHandler(onFault)
            .build();
    PlatformComponentBuilder builder =
        PlatformBuilder.create(
                APPLICATION,
                NETWORK,
                VERSION,
                initial,
                handler,
                self,
                self.toString(),
                rosters,
                states)
            .withPlatformContext(context)
            .withConfiguration(configuration)
            .withKeysAndCerts(keys(identity))
            .withExecutionLayer(execution)
            .withStaleEventCallback(staleEvents)
            .withModel(model)
            .buildComponentBuilder();
    PlatformBuildingBlocks blocks = builder.getBuildingBlocks();
    return new EnginePlatform(self, pool, blocks, states, builder.build());
  }

  /** What the engine keeps once for a process; the first engine in it decides. */
  private static void prepareProcess(HieroSettings settings, Configuration configuration) {
    synchronized (EnginePlatform.class) {
      BootstrapUtils.setupConstructableRegistry();
      StaticPlatformBuilder.setupGlobalMetrics(configuration);
      StaticPlatformBuilder.doStaticSetup(configuration, settingsFile(settings));
    }
  }

  /** The engine wants a file of settings, if only to time how long reading it takes. */
  private static Path settingsFile(HieroSettings settings) {
    Path file = settings.directory().resolve("settings.txt");
    try {
      Files.createDirectories(settings.directory());
      Files.writeString(file, "# What is in force stands in settingsUsed.txt\n");
    } catch (IOException e) {
      throw new IllegalStateException("the engine cannot write to " + settings.directory(), e);
    }
    return file;
  }

  private static PlatformContext context(
      Configuration configuration, NodeId self, Metrics metrics) {
    var paths = configuration.getConfigData(PathsConfig.class);
    var files = new FileSystemManager(paths.savedStateDir(), paths.tmpDir());
    Time time = Time.getCurrent();
    var recycleBin =
        RecycleBinImpl.create(
            metrics, configuration, AdHocThreadManager.getStaticThreadManager(), time, files, self);
    return PlatformContext.create(configuration, time, metrics, files, recycleBin);
  }

  private static RosterHistory rosters(ReservedSignedState initial, HieroSettings settings) {
    VirtualMapState state = initial.get().getState();
    EngineState.register(state);
    var configured = EngineState.roster(settings.validators());
    if (initial.get().isGenesisState()) {
      EngineState.putRoster(state, configured);
    }
    RosterHistory history = EngineState.rosterHistory(state);
    if (!history.getCurrentRoster().equals(configured)) {
      throw new IllegalStateException(
          "the validators differ in number, weight or certificate from those of the saved state in "
              + settings.directory());
    }
    return history;
  }

  private static KeysAndCerts keys(EngineIdentity identity) {
    return new KeysAndCerts(
        identity.signing(),
        identity.agreement(),
        identity.signingCertificate(),
        identity.agreementCertificate());
  }

  Platform platform() {
    return platform;
  }

  /** Replays the event log, then starts to talk to peers; returns after the replay. */
  void start() {
    platform.start();
  }

  /** Stops talking to peers, then everything else; every step is tried. */
  void stop() {
    attempt("gossip", this::stopGossip);
    attempt("engine", platform::destroy);
    attempt("threads", this::stopThreads);
    attempt("state", this::releaseState);
  }

  private void stopGossip() {
    expectInterruptions();
    blocks.platformComponents().gossipModule().stopInputWire().inject(NoInput.getInstance());
  }

  /**
   * Stopping interrupts the threads that talk to peers. One that is just trying to reach an absent
   * peer takes that for an error and says so in the log, which would alarm without need.
   */
  private void expectInterruptions() {
    String direction = " " + self + " to ";
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().contains("SyncProtocolWith") && thread.getName().contains(direction)) {
        thread.setUncaughtExceptionHandler(
            (ended, e) -> log.debug("{} ended while stopping", ended.getName(), e));
      }
    }
  }

  private void stopThreads() throws InterruptedException {
    pool.shutdown();
    if (!pool.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
      log.debug("member {}: some connections end later", self);
    }
  }

  private void releaseState() {
    blocks.latestImmutableStateNexus().clear();
    states.getLatestImmutableState().release();
    states.getMutableState().release();
  }

  private static void removeMetrics(NodeId self) {
    try {
      StaticPlatformBuilder.getMetricsProvider().removePlatformMetrics(self);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(String what, Step step) {
    try {
      step.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      log.warn("member {}: {} did not stop cleanly", self, what, e);
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }
}
