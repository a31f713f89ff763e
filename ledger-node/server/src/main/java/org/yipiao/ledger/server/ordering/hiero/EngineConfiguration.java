package org.yipiao.ledger.server.ordering.hiero;

import com.swirlds.config.api.Configuration;
import com.swirlds.config.api.ConfigurationBuilder;
import com.swirlds.config.api.source.ConfigSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns {@link HieroSettings} into the engine's own configuration; each value says why. */
final class EngineConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(EngineConfiguration.class);

  /** Of so many peers an event follows the last one; each adds some 60 bytes to it. */
  private static final int OTHER_PARENTS = 4;

  private final Map<String, String> values = new HashMap<>();
  private final Map<String, List<String>> lists = new HashMap<>();

  private EngineConfiguration() {}

  /**
   * The engine's configuration.
   *
   * @throws IllegalStateException naming the member whose host cannot be resolved
   */
  static Configuration of(HieroSettings settings) {
    var configuration = new EngineConfiguration();
    configuration.paths(settings.directory());
    configuration.durability(settings.pace());
    configuration.pace(settings.pace());
    configuration.network(settings);
    configuration.quiet();
    return configuration.build();
  }

  /** What is needed to open the files of a state, without an engine. */
  static Configuration ofFiles(Path directory) {
    var configuration = new EngineConfiguration();
    configuration.paths(directory);
    configuration.files();
    configuration.quiet();
    return configuration.build();
  }

  private Configuration build() {
    return ConfigurationBuilder.create().autoDiscoverExtensions().withSource(source()).build();
  }

  private void paths(Path directory) {
    set("paths.settingsUsedDir", directory);
    set("paths.keysDirPath", directory.resolve("keys"));
    set("paths.savedStateDir", directory.resolve("saved"));
    set("paths.tmpDir", directory.resolve("saved").resolve("tmp"));
    set("metrics.csvOutputFolder", directory.resolve("metrics"));
  }

  private void durability(HieroSettings.Pace pace) {
    // By default nothing is synced: after a power loss a node would contradict its own events.
    set("event.preconsensus.inlinePcesSyncOption", "EVERY_SELF_EVENT");
    set("event.preconsensus.minimumRetentionPeriod", pace.logRetention().toSeconds() + "s");
    // A restart replays the log since the last saved state.
    set("state.saveStatePeriod", pace.saveStatePeriod().toSeconds());
    set("state.signedStateDisk", 3);
    // The state is a few records: writing it takes no time worth a second thread.
    set("state.saveStateAsync", false);
    // A copy of the event log beside each saved state would write the log twice.
    set("event.preconsensus.copyRecentStreamToStateSnapshots", false);
    files();
  }

  private void files() {
    set("merkleDb.initialCapacity", 1_000);
    set("merkleDb.maxNumOfKeys", 10_000);
    set("merkleDb.longListChunkSize", 1_024);
    set("merkleDb.longListReservedBufferSize", 256);
    set("merkleDb.leafRecordCacheSize", 1_024);
    set("merkleDb.hashChunkCacheThreshold", 1_024);
    set("merkleDb.iteratorInputBufferBytes", 65_536);
    set("virtualMap.copyFlushCandidateThreshold", 1_000_000);
    set("virtualMap.familyThrottleThreshold", 100_000_000);
  }

  private void pace(HieroSettings.Pace pace) {
    set("event.creation.maxCreationRate", pace.creationRate());
    // By default an event follows its creator's last one and that of one peer: what the others know
    // comes over chains of events, and votes on whom they have seen stay split for many rounds.
    set("event.creation.maxOtherParents", OTHER_PARENTS);
    set("platformStatus.observingStatusDelay", pace.observingStatusDelay().toMillis() + "ms");
    set("consensus.roundsExpired", pace.roundsRemembered());
    // Checking health a thousand times a second costs more than it tells.
    set("platform.wiring.healthMonitorHeartbeatPeriod", "50ms");
    // The node decides what to do when it cannot reconnect; the engine must not end the process.
    set("reconnect.maximumReconnectFailuresBeforeShutdown", Integer.MAX_VALUE);
    set("reconnect.minimumTimeBetweenReconnects", "5s");
  }

  private void network(HieroSettings settings) {
    set("socket.bufferSize", 131_072);
    gossip();
    // A closing engine listens until nobody has called for so long, see EnginePlatform; whoever
    // listens wakes as often.
    set("socket.timeoutServerAcceptConnect", 50);
    // Guards key stores that exist in memory alone.
    set("crypto.keystorePassword", "Aa1-" + UUID.randomUUID());
    var overrides = new ArrayList<String>();
    for (ValidatorEndpoint validator : settings.validators()) {
      if (validator.member() != settings.selfMember()) {
        reachable(validator).ifPresent(overrides::add);
      }
    }
    lists.put("gossip.endpointOverrides", overrides);
    String bound = listeningAddress(settings).getAddress().getHostAddress();
    lists.put("gossip.interfaceBindings", List.of(endpoint(settings.self(), bound)));
  }

  /**
   * Events are sent to every peer as they are made; what that misses, syncs bring after. A peer
   * that answers late is sent none for a while, and synced with all the more often. By default that
   * lasts 30 s after each answer later than 900 ms: on processors that are busy it keeps them so.
   */
  private void gossip() {
    set("broadcast.disablePingThreshold", "3s");
    set("broadcast.pauseOnLag", "2s");
    set("sync.rpcSleepAfterSync", "50ms");
    // Two threads for each peer look so often whether there is anything else to be done than what
    // came in, which wakes them at once.
    set("sync.rpcIdleWritePollTimeout", "20ms");
    set("sync.rpcIdleDispatchPollTimeout", "20ms");
  }

  /** Where this node waits for its peers. */
  static InetSocketAddress listeningAddress(HieroSettings settings) {
    ValidatorEndpoint self = settings.self();
    String bound = settings.listenOnAllInterfaces() ? "0.0.0.0" : address(self);
    return new InetSocketAddress(bound, self.gossipPort());
  }

  /**
   * Whose name does not resolve is left to call here itself: it must not keep this one from going.
   */
  private static Optional<String> reachable(ValidatorEndpoint validator) {
    try {
      return Optional.of(endpoint(validator, address(validator)));
    } catch (IllegalStateException e) {
      LOG.warn("member {} is not called: {}", validator.member(), e.getMessage());
      return Optional.empty();
    }
  }

  private static String address(ValidatorEndpoint validator) {
    try {
      return InetAddress.getByName(validator.host()).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(
          "the host of member " + validator.member() + " cannot be resolved: " + validator.host(),
          e);
    }
  }

  private static String endpoint(ValidatorEndpoint validator, String address) {
    return "{\"nodeId\": %d, \"hostname\": \"%s\", \"port\": %d}"
        .formatted(validator.member(), address, validator.gossipPort());
  }

  private void quiet() {
    // The defaults write gigabytes outside the node's directory and open port 9999.
    set("event.enableEventStreaming", false);
    set("prometheus.endpointEnabled", false);
    set("metrics.disableMetricsOutput", true);
    set("platform.metrics.eventPipelineMetricsEnabled", false);
    set("state.enableHashStreamLogging", false);
    set("jvmPauseDetectorSleepMs", 0);
  }

  private void set(String name, Object value) {
    values.put(name, value.toString());
  }

  private ConfigSource source() {
    var names = new HashSet<>(values.keySet());
    names.addAll(lists.keySet());
    return new ConfigSource() {
      @Override
      public Set<String> getPropertyNames() {
        return names;
      }

      @Override
      public String getValue(String name) {
        return found(values.get(name), name);
      }

      @Override
      public boolean isListProperty(String name) {
        return lists.containsKey(name);
      }

      @Override
      public List<String> getListValue(String name) {
        return found(lists.get(name), name);
      }
    };
  }

  private static <T> T found(@Nullable T value, String name) {
    if (value == null) {
      throw new NoSuchElementException(name);
    }
    return value;
  }
}
