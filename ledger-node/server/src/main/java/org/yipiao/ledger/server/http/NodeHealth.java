package org.yipiao.ledger.server.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;
import org.yipiao.ledger.server.node.Absence;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.node.NodeStatus;

/** Whether the node takes transactions, and if not, why. */
@Component("ledger")
class NodeHealth implements HealthIndicator {

  private final LedgerNode node;

  NodeHealth(LedgerNode node) {
    this.node = node;
  }

  @Override
  public Health health() {
    var status = node.status();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("status", status.name());
    details.put("reason", status.sentence());
    node.failure().ifPresent(failure -> details.put("failure", failure));
    details.put("engine", node.engineStatus().name());
    details.put("engineReason", node.engineStatus().sentence());
    if (status == NodeStatus.NO_QUORUM || status == NodeStatus.BUSY) {
      details.put("notHeardMillis", notHeard());
    }
    details.put("validator", node.validator());
    node.absence().ifPresent(absence -> details.put("notAValidator", told(absence)));
    node.chain().head().ifPresent(head -> details.put("height", head.height()));
    details.put("size", node.chain().log().size());
    details.put("finalSize", node.chain().finalSize());
    details.put("finalityLagMillis", node.finalityLag().toMillis());
    details.put("submissions", node.submissions().depth());
    details.put("cosigning", node.cosigning().ready());
    node.divergence().evidence().ifPresent(evidence -> details.put("divergence", evidence));
    node.engineDamage().ifPresent(damage -> details.put("engineDamage", damage));
    return (status.takesTransactions() ? Health.up() : Health.outOfService())
        .withDetails(details)
        .build();
  }

  /** By member number; empty where all are heard and still do not make a quorum. */
  private Map<String, Long> notHeard() {
    Map<String, Long> notHeard = new LinkedHashMap<>();
    node.silent()
        .forEach((member, lasting) -> notHeard.put(Integer.toString(member), lasting.toMillis()));
    return notHeard;
  }

  private static Map<String, Object> told(Absence absence) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("epoch", absence.epoch());
    told.put("fromSize", absence.fromSize());
    absence.since().ifPresent(since -> told.put("since", since.toString()));
    told.put("dismissed", absence.dismissed());
    told.put("toDo", absence.toDo());
    return told;
  }
}
