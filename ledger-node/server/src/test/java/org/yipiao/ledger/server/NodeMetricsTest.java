package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.lies.LieKind;
import org.yipiao.ledger.server.node.AdmittedGuest;
import org.yipiao.ledger.server.node.SimulatedConsortium;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;

/** Validators that come while a node runs have figures from then on. */
class NodeMetricsTest {

  @TempDir Path directory;

  @Test
  void whoIsAdmittedWhileANodeRunsHasFiguresAtOnce() throws Exception {
    var consortium = new SimulatedConsortium(directory, 37, SimulatedConditions.calm(), 2);
    consortium.run(Duration.ofSeconds(6));
    var node = consortium.running(1).orElseThrow();
    var registry = new SimpleMeterRegistry();
    assertThat(new NodeMetrics(node, directory, InstantSource.system(), registry)).isNotNull();
    int founders = registry.find("ledger.cosignatures").functionCounters().size();
    assertThat(founders).isEqualTo(4);
    assertThat(registry.find("ledger.lies").tag("member", "guest").functionCounters()).isEmpty();

    AdmittedGuest.join(consortium);
    consortium.allocate(1);
    consortium.makeBlocks(0, 2);
    assertThat(registry.find("ledger.cosignatures").functionCounters()).hasSize(founders + 1);
    assertThat(registry.get("ledger.cosignatures").tag("member", "guest").functionCounter().count())
        .isPositive();
    assertThat(registry.find("ledger.lies").tag("member", "guest").functionCounters())
        .hasSize(LieKind.values().length);
    node.lies().told(AdmittedGuest.NUMBER, LieKind.WASTE);
    assertThat(
            registry
                .get("ledger.lies")
                .tag("member", "guest")
                .tag("kind", "WASTE")
                .functionCounter()
                .count())
        .isEqualTo(1);
    assertThat(registry.find("ledger.cosignatures.withheld.seconds").tag("member", "guest").gauge())
        .isNotNull();
  }
}
