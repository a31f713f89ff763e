package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.lies.LieKind;
import org.yipiao.ledger.server.lies.OutdatedOrder;
import org.yipiao.ledger.server.node.AdmittedGuest;
import org.yipiao.ledger.server.node.LedgerNode;
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
    assertThat(registry.find("ledger.peer.lies").functionCounters())
        .extracting(counter -> counter.getId().getTag("peer"))
        .containsExactlyInAnyOrder("member 2", "member 3", "member 4");

    AdmittedGuest.join(consortium);
    consortium.allocate(1);
    consortium.makeBlocks(0, 2);
    assertThat(registry.find("ledger.cosignatures").functionCounters()).hasSize(founders + 1);
    assertThat(registry.get("ledger.cosignatures").tag("member", "guest").functionCounter().count())
        .isPositive();
    assertThat(registry.find("ledger.lies").tag("member", "guest").functionCounters())
        .hasSize(LieKind.values().length);
    node.lies().told(AdmittedGuest.NUMBER, LieKind.FORGED_TRANSACTION);
    assertThat(
            registry
                .get("ledger.lies")
                .tag("member", "guest")
                .tag("kind", "FORGED_TRANSACTION")
                .functionCounter()
                .count())
        .isEqualTo(1);
    node.outdated().told(AdmittedGuest.NUMBER, OutdatedOrder.LATE);
    assertThat(
            registry
                .find("ledger.outdated.orders")
                .tag("member", "guest")
                .functionCounters()
                .stream()
                .collect(
                    Collectors.toMap(
                        counter -> counter.getId().getTag("kind"), FunctionCounter::count)))
        .isEqualTo(Map.of("REPEATED", 0d, "LATE", 1d, "EXCESS", 0d));
    assertThat(registry.find("ledger.cosignatures.withheld.seconds").tag("member", "guest").gauge())
        .isNotNull();
  }

  @Test
  void whoIsMissingWithoutAQuorumIsNamedThoughNothingIsWithheld() throws Exception {
    var consortium = SimulatedConsortium.withBlocks(directory, 1);
    var node = consortium.running(1).orElseThrow();
    var registry = new SimpleMeterRegistry();
    assertThat(new NodeMetrics(node, directory, InstantSource.system(), registry)).isNotNull();
    assertThat(silent(node, registry)).hasSize(4).allSatisfy((_, of) -> assertThat(of).isZero());

    consortium.network().partition(List.of(3));
    consortium.crash(4);
    consortium.run(Duration.ofSeconds(40));
    var silent = silent(node, registry);
    for (int live : List.of(1, 2)) {
      assertThat(silent.get(live)).isZero();
    }
    for (int missing : List.of(3, 4)) {
      assertThat(silent.get(missing)).isBetween(39d, 40d);
      assertThat(node.cosignatures().withheld(missing)).isZero();
    }
  }

  private static Map<Integer, Double> silent(LedgerNode node, SimpleMeterRegistry registry) {
    Map<Integer, Double> silent = new TreeMap<>();
    node.validators()
        .names()
        .forEach((member, name) ->
            silent.put(
                member,
                registry.get("ledger.engine.silent.seconds").tag("member", name).gauge().value()));
    return silent;
  }
}
