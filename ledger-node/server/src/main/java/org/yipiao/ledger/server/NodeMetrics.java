package org.yipiao.ledger.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.yipiao.ledger.server.lies.LieKind;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.node.NodeStatus;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.publishing.BlockPublisher;

/** The node's figures for Prometheus, all beginning with {@code ledger_}. */
final class NodeMetrics {

  private final MeterRegistry registry;
  private final LedgerNode node;
  private final Set<Integer> named = new HashSet<>();
  private final Set<Integer> cosigning = new HashSet<>();

  NodeMetrics(LedgerNode node, MeterRegistry registry) {
    this.node = node;
    this.registry = registry;
    gauge(
        "ledger.height",
        "Height of the last executed block",
        it -> it.chain().head().map(head -> (double) head.height()).orElse(-1d));
    gauge("ledger.size", "Leaves of the log", it -> it.chain().log().size());
    gauge(
        "ledger.final.height",
        "Height of the last final block",
        it -> it.chain().finalCheckpoint().map(last -> (double) last.height()).orElse(-1d));
    gauge("ledger.final.size", "Leaves that are final", it -> it.chain().finalSize());
    gauge(
        "ledger.finality.lag.seconds",
        "How long the oldest accepted transaction or executed block has waited to become final",
        it -> it.finalityLag().toNanos() / 1e9);
    gauge(
        "ledger.submissions",
        "Accepted transactions without a block",
        it -> it.submissions().depth());
    gauge(
        "ledger.submissions.oldest.seconds",
        "How long the transaction accepted first has waited for its block",
        it -> it.oldestAccepted().toNanos() / 1e9);
    gauge(
        "ledger.diverged",
        "1 once something contradicts this node's chain",
        it -> it.divergence().declared() ? 1 : 0);
    gauge("ledger.rounds", "Ordered rounds that are not executed", it -> it.rounds().depth());
    gauge(
        "ledger.active",
        "1 while the node takes transactions",
        it -> it.status() == NodeStatus.ACTIVE ? 1 : 0);
    for (EngineStatus status : EngineStatus.values()) {
      Gauge.builder("ledger.engine.status", node, it -> it.engineStatus() == status ? 1 : 0)
          .description("1 for what the ordering engine is doing now")
          .tag("status", status.name())
          .register(registry);
    }
    for (NodeStatus status : NodeStatus.values()) {
      Gauge.builder("ledger.status", node, it -> it.status() == status ? 1 : 0)
          .description("1 for what the node is doing now")
          .tag("status", status.name())
          .register(registry);
    }
    node.validators().follow(this::addMembers);
    addMembers();
  }

  /** Those of the genesis, and whoever has become a validator since, also while the node runs. */
  private synchronized void addMembers() {
    for (var member : node.genesis().members()) {
      addLies(member.number().value(), member.name());
    }
    node.validators()
        .names()
        .forEach((member, name) -> {
          addLies(member, name);
          addCosigning(member, name);
        });
  }

  private void addLies(int member, String name) {
    if (!named.add(member)) {
      return;
    }
    for (LieKind kind : LieKind.values()) {
      FunctionCounter.builder("ledger.lies", node, it -> it.lies().count(member, kind))
          .description("What members were caught at that no honest one does")
          .tag("member", name)
          .tag("kind", kind.name())
          .register(registry);
    }
  }

  private void addCosigning(int member, String name) {
    if (!cosigning.add(member)) {
      return;
    }
    FunctionCounter.builder(
            "ledger.cosignatures", node, it -> it.cosignatures().counts().getOrDefault(member, 0L))
        .description("Valid cosignatures seen")
        .tag("member", name)
        .register(registry);
    Gauge.builder(
            "ledger.cosignatures.withheld.seconds",
            node,
            it -> it.cosignatures().withheld(member).toNanos() / 1e9)
        .description("For how long a validator has cosigned nothing while others did")
        .tag("member", name)
        .register(registry);
  }

  /** Adds what a publisher of final blocks has before it. */
  void publishing(BlockPublisher publisher) {
    Gauge.builder("ledger.unpublished.blocks", publisher, BlockPublisher::unpublished)
        .description("Final blocks that are not published yet")
        .register(registry);
  }

  private void gauge(String name, String description, ToDoubleFunction<LedgerNode> value) {
    Gauge.builder(name, node, value).description(description).register(registry);
  }
}
