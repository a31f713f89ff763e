package org.yipiao.ledger.contract.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yipiao.ledger.contract.rules.TransitionTable.Line;
import org.yipiao.ledger.contract.state.ClaimState;

/** What leads from one state to the next, drawn in Mermaid. */
final class TransitionDiagrams {

  private TransitionDiagrams() {}

  static String ofInvoices(List<Line> lines) {
    Map<String, Set<Act>> arrows = new LinkedHashMap<>();
    for (Form from : Form.values()) {
      for (Form to : Form.values()) {
        Set<Act> acts =
            lines.stream()
                .filter(line -> line.form() == from && line.formAfter() == to && from != to)
                .map(Line::act)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!acts.isEmpty()) {
          arrows.put((from == Form.UNUSED ? "[*]" : from.name()) + " --> " + to, acts);
        }
      }
    }
    return drawn(arrows);
  }

  static String ofClaims(List<Line> lines) {
    Map<String, Set<Act>> arrows = new LinkedHashMap<>();
    arrows.put("[*] --> RESERVED", Set.of());
    arrows.put("[*] --> COMMITTED", Set.of());
    for (ClaimState from : ClaimState.values()) {
      for (Line line : lines) {
        ClaimState to = line.claimAfter();
        boolean moves = line.act() == Act.RETURN_PART || from != to;
        if (line.claim() == from && to != null && line.result().wrote() && moves) {
          arrows.computeIfAbsent(from + " --> " + to, absent -> new TreeSet<>()).add(line.act());
        }
      }
    }
    return drawn(arrows);
  }

  private static String drawn(Map<String, Set<Act>> arrows) {
    var out = new StringBuilder("```mermaid\nstateDiagram-v2\n");
    arrows.forEach((arrow, acts) -> {
      String by = acts.stream().map(Act::name).collect(Collectors.joining(", "));
      out.append("  ").append(arrow).append(by.isEmpty() ? "" : ": " + by).append('\n');
    });
    return out.append("```\n").toString();
  }
}
