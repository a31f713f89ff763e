package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.swirlds.config.api.Configuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hiero.consensus.config.EventConfig;
import org.hiero.consensus.config.PathsConfig;
import org.hiero.consensus.event.creator.config.EventCreationConfig;
import org.hiero.consensus.gossip.config.BroadcastConfig;
import org.hiero.consensus.gossip.config.GossipConfig;
import org.hiero.consensus.gossip.config.SocketConfig;
import org.hiero.consensus.gossip.config.SyncConfig;
import org.hiero.consensus.hashgraph.config.ConsensusConfig;
import org.hiero.consensus.metrics.platform.prometheus.PrometheusConfig;
import org.hiero.consensus.pces.config.FileSyncOption;
import org.hiero.consensus.pces.config.PcesConfig;
import org.hiero.consensus.state.config.StateConfig;
import org.junit.jupiter.api.Test;

class HieroSettingsTest {

  private static final List<ValidatorEndpoint> VALIDATORS =
      List.of(endpoint(2, "127.0.0.2"), endpoint(1, "127.0.0.1"));

  @Test
  void haveAnAbsoluteDirectoryAndTheValidatorsInTheirOrder() {
    HieroSettings settings = settings(Path.of("engine"), 1, VALIDATORS);
    assertThat(settings.directory()).isAbsolute();
    assertThat(settings.validators()).extracting(ValidatorEndpoint::member).containsExactly(1, 2);
  }

  @Test
  void reachTheEngineTogetherWithWhatMustNeverBeLeftAtItsDefault() {
    Path directory = Path.of("/data/票据/engine");
    Configuration configuration =
        EngineConfiguration.of(
            new HieroSettings(
                directory,
                1,
                VALIDATORS,
                new HieroSettings.Pace(
                    Duration.ofSeconds(10), Duration.ofSeconds(7), 33, Duration.ofMinutes(5), 77),
                false));

    var pces = configuration.getConfigData(PcesConfig.class);
    assertThat(pces.inlinePcesSyncOption()).isEqualTo(FileSyncOption.EVERY_SELF_EVENT);
    assertThat(pces.minimumRetentionPeriod()).isEqualTo(Duration.ofMinutes(5));
    var creation = configuration.getConfigData(EventCreationConfig.class);
    assertThat(creation.maxCreationRate()).isEqualTo(33);
    assertThat(creation.maxOtherParents()).isEqualTo(4);
    assertThat(configuration.getConfigData(StateConfig.class).saveStatePeriod()).isEqualTo(7);
    assertThat(configuration.getConfigData(ConsensusConfig.class).roundsExpired()).isEqualTo(77);
    assertThat(configuration.getConfigData(EventConfig.class).enableEventStreaming()).isFalse();
    assertThat(configuration.getConfigData(PrometheusConfig.class).endpointEnabled()).isFalse();
    var paths = configuration.getConfigData(PathsConfig.class);
    assertThat(List.of(paths.savedStateDir(), paths.tmpDir(), paths.getKeysDirPath()))
        .allMatch(path -> path.startsWith(directory));

    var gossip = configuration.getConfigData(GossipConfig.class);
    assertThat(gossip.endpointOverrides()).hasSize(1);
    assertThat(gossip.getEndpointOverride(2).orElseThrow().hostname().getHostAddress())
        .isEqualTo("127.0.0.2");
    assertThat(gossip.getEndpointOverride(2).orElseThrow().port()).isEqualTo(8002);
    assertThat(gossip.getInterfaceBindings(1).orElseThrow().hostname().getHostAddress())
        .isEqualTo("127.0.0.1");
  }

  /** The engine says nothing of a name that it does not know, and keeps its default. */
  @Test
  void haveTheEngineSendEventsAgainSoonToAPeerThatAnsweredLate() {
    Configuration configuration =
        EngineConfiguration.of(settings(Path.of("engine"), 1, VALIDATORS));
    var broadcast = configuration.getConfigData(BroadcastConfig.class);
    assertThat(broadcast.enableBroadcast()).isTrue();
    assertThat(broadcast.disablePingThreshold()).isEqualTo(Duration.ofSeconds(3));
    assertThat(broadcast.pauseOnLag()).isEqualTo(Duration.ofSeconds(2));
    var sync = configuration.getConfigData(SyncConfig.class);
    assertThat(sync.rpcSleepAfterSync()).isEqualTo(Duration.ofMillis(50));
    assertThat(List.of(sync.rpcIdleWritePollTimeout(), sync.rpcIdleDispatchPollTimeout()))
        .containsOnly(Duration.ofMillis(20));
    assertThat(configuration.getConfigData(SocketConfig.class).timeoutServerAcceptConnect())
        .isEqualTo(50);
  }

  @Test
  void nameThisMemberWhenItsHostCannotBeResolved() {
    var lost = List.of(endpoint(1, "127.0.0.1"), endpoint(2, "nowhere.invalid"));
    var pace = settings(Path.of("engine"), 2, lost).pace();
    var own = new HieroSettings(Path.of("engine"), 2, lost, pace, false);
    assertThatThrownBy(() -> EngineConfiguration.of(own))
        .hasMessageContaining("member 2")
        .hasMessageContaining("nowhere.invalid");
  }

  /** Else one member's name would keep all others from going on. */
  @Test
  void callNobodyWhoseHostCannotBeResolved() {
    var lost = List.of(endpoint(1, "127.0.0.1"), endpoint(2, "nowhere.invalid"));
    assertThatCode(() -> EngineConfiguration.of(settings(Path.of("engine"), 1, lost)))
        .doesNotThrowAnyException();
  }

  @Test
  void refuseValidatorsThatMakeNoSense() {
    assertThatThrownBy(() -> settings(Path.of("engine"), 3, VALIDATORS))
        .hasMessageContaining("member 3");
    var twice = List.of(endpoint(1, "127.0.0.1"), endpoint(1, "127.0.0.2"));
    assertThatThrownBy(() -> settings(Path.of("engine"), 1, twice)).hasMessageContaining("twice");
    assertThatThrownBy(() -> new ValidatorEndpoint(1, "127.0.0.1", 0, new byte[] {1}, 1))
        .hasMessageContaining("port");
  }

  @Test
  void addressesAreNoPartOfWhatValidatorsAgreeOn() {
    var moved = List.of(endpoint(1, "127.0.0.9"), endpoint(2, "127.0.0.8"));
    assertThat(EngineState.roster(moved))
        .isEqualTo(EngineState.roster(settings(Path.of("e"), 1, VALIDATORS).validators()));
  }

  private static HieroSettings settings(
      Path directory, int selfMember, List<ValidatorEndpoint> validators) {
    var pace =
        new HieroSettings.Pace(
            Duration.ofSeconds(10), Duration.ofSeconds(30), 60, Duration.ofHours(1), 300);
    return new HieroSettings(directory, selfMember, validators, pace, true);
  }

  private static ValidatorEndpoint endpoint(int member, String host) {
    return new ValidatorEndpoint(member, host, 8000 + member, new byte[] {1, 2, 3}, 1);
  }
}
