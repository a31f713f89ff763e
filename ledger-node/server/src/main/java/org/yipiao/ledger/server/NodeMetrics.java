package org.yipiao.ledger.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.yipiao.ledger.server.lies.LieKind;
import org.yipiao.ledger.server.lies.OutdatedOrder;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.node.NodeStatus;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.publishing.BlockPublisher;

/**
 * The node's figures for Prometheus, all beginning with {@code ledger_}. Each description ends with
 * the unit in brackets; a figure that is 1 or 0 has the unit {@code 1 or 0}.
 */
final class NodeMetrics {

  private static final String SECONDS = "seconds";
  private static final String YES_OR_NO = "1 or 0";

  private final MeterRegistry registry;
  private final LedgerNode node;
  private final Set<Integer> named = new HashSet<>();
  private final Set<Integer> validating = new HashSet<>();

  /**
   * @param directory on the disk whose room counts
   * @param clock of this node
   */
  NodeMetrics(LedgerNode node, Path directory, InstantSource clock, MeterRegistry registry) {
    this.registry = registry;
    this.node = node;
    chain();
    submissions();
    gauge("ledger.rounds", "rounds", "Ordered ones not executed", it -> it.rounds().depth());
    states();
    peers();
    node.validators().follow(this::addMembers);
    addMembers();
    Gauge.builder("ledger.disk.free.bytes", directory, it -> it.toFile().getUsableSpace())
        .description(described("Room left on the disk of the node's directory", "bytes"))
        .register(registry);
    Gauge.builder("ledger.clock.seconds", clock, it -> it.millis() / 1e3)
        .description(described("This node's clock, since 1970", SECONDS))
        .register(registry);
  }

  private void chain() {
    gauge(
        "ledger.height",
        "height",
        "That of the last executed block",
        it -> it.chain().head().map(head -> (double) head.height()).orElse(-1d));
    gauge("ledger.size", "leaves", "Those of the log", it -> it.chain().log().size());
    gauge(
        "ledger.final.height",
        "height",
        "That of the last final block",
        it -> it.chain().finalCheckpoint().map(last -> (double) last.height()).orElse(-1d));
    gauge("ledger.final.size", "leaves", "Those that are final", it -> it.chain().finalSize());
    gauge(
        "ledger.finality.lag.seconds",
        SECONDS,
        "How long the oldest accepted transaction or executed block has waited to become final",
        it -> it.finalityLag().toNanos() / 1e9);
    gauge(
        "ledger.epoch",
        "number",
        "The epoch of the validators at the end of the log",
        NodeMetrics::epoch);
    gauge(
        "ledger.engine.epoch",
        "number",
        "The epoch of the validators that order",
        it -> Math.min(it.engineEpoch(), Integer.MAX_VALUE));
  }

  private static double epoch(LedgerNode node) {
    return node.validators().present().number();
  }

  private void submissions() {
    gauge(
        "ledger.submissions",
        "transactions",
        "Accepted ones without a block",
        it -> it.submissions().depth());
    gauge(
        "ledger.submissions.oldest.seconds",
        SECONDS,
        "How long the transaction accepted first has waited for its block",
        it -> it.oldestAccepted().toNanos() / 1e9);
  }

  private void states() {
    gauge(
        "ledger.diverged",
        YES_OR_NO,
        "Whether something contradicts this node's chain",
        it -> it.divergence().declared() ? 1 : 0);
    gauge(
        "ledger.engine.damaged",
        YES_OR_NO,
        "Whether the engine's event log was damaged, or its newest state torn, at the start",
        it -> it.engineDamage().isPresent() ? 1 : 0);
    gauge(
        "ledger.active",
        YES_OR_NO,
        "Whether the node takes transactions",
        it -> it.status() == NodeStatus.ACTIVE ? 1 : 0);
    gauge(
        "ledger.validator",
        YES_OR_NO,
        "Whether this node's member is one of the validators at the end of its log",
        it -> it.validator() ? 1 : 0);
    gauge(
        "ledger.cosigning",
        YES_OR_NO,
        "Whether the node knows what it has cosigned before its start, and cosigns",
        it -> it.cosigning().ready() ? 1 : 0);
    gauge(
        "ledger.evidence",
        "pieces",
        "What is kept that proves a false cosignature",
        it -> it.evidence().pieces(it.validators().names().keySet()));
    for (EngineStatus status : EngineStatus.values()) {
      Gauge.builder("ledger.engine.status", node, it -> it.engineStatus() == status ? 1 : 0)
          .description(described("What the ordering engine is doing now", YES_OR_NO))
          .tag("status", status.name())
          .register(registry);
    }
    for (NodeStatus status : NodeStatus.values()) {
      Gauge.builder("ledger.status", node, it -> it.status() == status ? 1 : 0)
          .description(described("What the node is doing now", YES_OR_NO))
          .tag("status", status.name())
          .register(registry);
    }
  }

  private void peers() {
    var liars = node.lyingPeers();
    for (int peer = 0; peer < liars.names().size(); peer++) {
      int place = peer;
      FunctionCounter.builder("ledger.peer.lies", node, it -> it.lyingPeers().count(place))
          .description(
              described("Blocks of a peer since the start that are provably false", "lies"))
          .tag("peer", liars.names().get(place))
          .register(registry);
    }
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
          addValidator(member, name);
        });
  }

  private void addLies(int member, String name) {
    if (!named.add(member)) {
      return;
    }
    for (LieKind kind : LieKind.values()) {
      FunctionCounter.builder("ledger.lies", node, it -> it.lies().count(member, kind))
          .description(
              described(
                  "What members were caught at since the start that no honest one does", "lies"))
          .tag("member", name)
          .tag("kind", kind.name())
          .register(registry);
    }
  }

  private void addOutdated(int member, String name) {
    for (OutdatedOrder kind : OutdatedOrder.values()) {
      FunctionCounter.builder(
              "ledger.outdated.orders", node, it -> it.outdated().count(member, kind))
          .description(
              described(
                  "What a validator ordered since the start that was settled long before",
                  "transactions"))
          .tag("member", name)
          .tag("kind", kind.name())
          .register(registry);
    }
  }

  private void addValidator(int member, String name) {
    if (!validating.add(member)) {
      return;
    }
    addOutdated(member, name);
    FunctionCounter.builder(
            "ledger.cosignatures", node, it -> it.cosignatures().counts().getOrDefault(member, 0L))
        .description(described("Valid ones seen since the start", "cosignatures"))
        .tag("member", name)
        .register(registry);
    Gauge.builder("ledger.engine.silent.seconds", node, it -> it.silent(member).toNanos() / 1e9)
        .description(
            described("For how long a validator's ordering engine has not been heard", SECONDS))
        .tag("member", name)
        .register(registry);
    Gauge.builder(
            "ledger.cosignatures.withheld.seconds",
            node,
            it -> it.cosignatures().withheld(member).toNanos() / 1e9)
        .description(
            described("For how long a validator has cosigned nothing while others did", SECONDS))
        .tag("member", name)
        .register(registry);
  }

  /** Adds what a publisher of final blocks has before it. */
  void publishing(BlockPublisher publisher) {
    Gauge.builder("ledger.unpublished.blocks", publisher, BlockPublisher::unpublished)
        .description(described("Final ones that are not published yet", "blocks"))
        .register(registry);
  }

  private void gauge(
      String name, String unit, String description, ToDoubleFunction<LedgerNode> value) {
    Gauge.builder(name, node, value).description(described(description, unit)).register(registry);
  }

  private static String described(String description, String unit) {
    return description + " (" + unit + ")";
  }
}
