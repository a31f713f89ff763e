package org.yipiao.ledger.server.ordering.hiero;

import com.hedera.hapi.node.base.SemanticVersion;
import com.hedera.hapi.node.state.roster.Roster;
import com.swirlds.base.time.Time;
import com.swirlds.common.context.PlatformContext;
import com.swirlds.component.framework.WiringConfig;
import com.swirlds.component.framework.model.WiringModel;
import com.swirlds.component.framework.model.WiringModelBuilder;
import com.swirlds.config.api.Configuration;
import com.swirlds.metrics.api.Metrics;
import com.swirlds.platform.builder.PlatformBuilder;
import com.swirlds.platform.builder.PlatformBuildingBlocks;
import com.swirlds.platform.builder.PlatformComponentBuilder;
import com.swirlds.platform.builder.internal.StaticPlatformBuilder;
import com.swirlds.platform.state.signed.StartupStateUtils;
import com.swirlds.platform.util.BootstrapUtils;
import com.swirlds.state.merkle.VirtualMapState;
import com.swirlds.state.merkle.VirtualMapStateLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;
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
import org.yipiao.ledger.server.ordering.RosterChanges;

/**
 * What an engine is made of.
 *
 * @param identities of this node; that one counts which its validators know
 * @param handler takes the rounds
 * @param changes says which validators belong to a saved state
 * @param execution gives what goes into events
 * @param staleEvents told of events that will never be ordered
 * @param onFault told of exceptions that no part of the engine caught
 */
record EngineAssembly(
    HieroSettings settings,
    List<EngineIdentity> identities,
    RoundHandler handler,
    RosterChanges changes,
    EngineExecution execution,
    Consumer<PlatformEvent> staleEvents,
    UncaughtExceptionHandler onFault) {

  /** Names the place of saved states below the directory; never to be changed. */
  static final String APPLICATION = "ordering";

  static final String NETWORK = "ledger";

  /** Peers of another version are turned away: raised when the form of events changes. */
  private static final SemanticVersion VERSION = new SemanticVersion(1, 0, 0, "", "");

  private static final int FOLDER_ATTEMPTS = 100;
  private static final Duration FOLDER_AGAIN = Duration.ofMillis(50);

  /**
   * Loads the last saved state or makes the first, and builds the engine around it.
   *
   * @throws IllegalStateException when the validators differ from those the saved state was made
   *     with
   */
  EnginePlatform build() {
    Configuration configuration = EngineConfiguration.of(settings);
    prepareProcess(configuration);
    NodeId self = NodeId.of(settings.selfMember());
    Metrics metrics = StaticPlatformBuilder.getMetricsProvider().createPlatformMetrics(self);
    var pool = new EnginePool(onFault);
    try {
      return build(context(configuration, self, metrics), self, pool);
    } catch (RuntimeException | Error e) {
      pool.shutdownNow();
      removeMetrics(self);
      throw e;
    }
  }

  private EnginePlatform build(PlatformContext context, NodeId self, ForkJoinPool pool) {
    var states =
        new VirtualMapStateLifecycleManager(
            context.getMetrics(),
            context.getTime(),
            context.getConfiguration(),
            context.getFileSystemManager());
    try {
      return build(context, self, pool, states);
    } catch (RuntimeException | Error e) {
      release(states);
      throw e;
    }
  }

  private EnginePlatform build(
      PlatformContext context,
      NodeId self,
      ForkJoinPool pool,
      VirtualMapStateLifecycleManager states) {
    EngineState.register(states.getMutableState());
    ReservedSignedState initial =
        StartupStateUtils.loadInitialState(
                context.getRecycleBin(), VERSION, APPLICATION, NETWORK, self, context, states)
            .state();
    try {
      RosterHistory history = rosters(initial);
      PlatformComponentBuilder builder =
          PlatformBuilder.create(
                  APPLICATION,
                  NETWORK,
                  VERSION,
                  initial,
                  handler,
                  self,
                  self.toString(),
                  history,
                  states)
              .withPlatformContext(context)
              .withConfiguration(context.getConfiguration())
              .withKeysAndCerts(keys(history))
              .withExecutionLayer(execution)
              .withStaleEventCallback(staleEvents)
              .withModel(model(context, pool))
              .buildComponentBuilder();
      PlatformBuildingBlocks blocks = builder.getBuildingBlocks();
      return new EnginePlatform(
          self,
          pool,
          blocks,
          states,
          builder.build(),
          EngineConfiguration.listeningAddress(settings));
    } catch (RuntimeException | Error e) {
      if (!initial.isClosed()) {
        initial.close();
      }
      throw e;
    }
  }

  /** Gives back its files and the threads that write them, of an engine that was not built. */
  static void release(VirtualMapStateLifecycleManager states) {
    for (VirtualMapState state :
        Arrays.asList(states.getLatestImmutableState(), states.getMutableState())) {
      if (state != null && !state.isDestroyed()) {
        state.release();
      }
    }
  }

  private WiringModel model(PlatformContext context, ForkJoinPool pool) {
    return WiringModelBuilder.create(context.getMetrics(), context.getTime())
        .withDefaultPool(pool)
        .withWiringConfig(context.getConfiguration().getConfigData(WiringConfig.class))
        .withUncaughtExceptionHandler(onFault)
        .build();
  }

  /** What the engine keeps once for a process; the first engine in it decides. */
  private void prepareProcess(Configuration configuration) {
    synchronized (EngineAssembly.class) {
      registerTypes();
      StaticPlatformBuilder.setupGlobalMetrics(configuration);
      StaticPlatformBuilder.doStaticSetup(configuration, settingsFile());
    }
  }

  /** What the engine can read, once for a process. */
  static synchronized void registerTypes() {
    BootstrapUtils.setupConstructableRegistry();
  }

  /** The engine wants a file of settings, if only to time how long reading it takes. */
  private Path settingsFile() {
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
    FileSystemManager files = files(paths);
    Time time = Time.getCurrent();
    var recycleBin =
        RecycleBinImpl.create(
            metrics, configuration, AdHocThreadManager.getStaticThreadManager(), time, files, self);
    return PlatformContext.create(configuration, time, metrics, files, recycleBin);
  }

  /**
   * Empties the folder for temporary files. An engine that ended in this process a moment ago may
   * still be deleting its own there, which looks as if they vanished in between.
   */
  private static FileSystemManager files(PathsConfig paths) {
    for (int attempt = 1; ; attempt++) {
      try {
        return new FileSystemManager(paths.savedStateDir(), paths.tmpDir());
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof NoSuchFileException) || attempt == FOLDER_ATTEMPTS) {
          throw e;
        }
        LockSupport.parkNanos(FOLDER_AGAIN.toNanos());
      }
    }
  }

  private RosterHistory rosters(ReservedSignedState initial) {
    VirtualMapState state = initial.get().getState();
    EngineState.register(state);
    if (initial.get().isGenesisState()) {
      byte[] kept = changes.initial();
      EngineState.putRoster(state, expected(kept));
      if (kept.length > 0) {
        EngineState.putKept(state, kept);
        changes.has(kept, false);
      }
    }
    RosterHistory history = EngineState.rosterHistory(state);
    if (!EngineRoster.announced(state)
        && !history.getCurrentRoster().equals(expected(EngineState.kept(state)))) {
      throw new IllegalStateException(
          "the validators differ in number, weight or certificate from those of the saved state in "
              + settings.directory());
    }
    return history;
  }

  private Roster expected(byte[] kept) {
    return changes
        .validators(kept)
        .map(EngineRoster::roster)
        .orElseGet(() -> EngineState.roster(settings.validators()));
  }

  /** Those whose certificate the present validators know; any, where it is none of them. */
  private KeysAndCerts keys(RosterHistory rosters) {
    byte[] known =
        rosters.getCurrentRoster().rosterEntries().stream()
            .filter(entry -> entry.nodeId() == settings.selfMember())
            .map(entry -> entry.gossipCaCertificate().toByteArray())
            .findFirst()
            .orElse(new byte[0]);
    EngineIdentity identity =
        identities.stream()
            .filter(one -> Arrays.equals(one.certificateDer(), known))
            .findFirst()
            .orElse(identities.getFirst());
    return new KeysAndCerts(
        identity.signing(),
        identity.agreement(),
        identity.certificate(),
        identity.agreementCertificate());
  }

  private static void removeMetrics(NodeId self) {
    try {
      StaticPlatformBuilder.getMetricsProvider().removePlatformMetrics(self);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
