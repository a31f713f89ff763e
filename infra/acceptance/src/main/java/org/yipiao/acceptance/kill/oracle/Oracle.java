package org.yipiao.acceptance.kill.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what the driver was told with what is there. Nothing accepted may be lost, nothing may
 * be there twice or uncalled for, what payers settled is what their bank paid and what they counted
 * of a person's year, what is final is published, and patients saw what happened.
 */
public final class Oracle {

  private final Evidence evidence;
  private final List<Difference> differences = new ArrayList<>();

  private Oracle(Evidence evidence) {
    this.evidence = evidence;
  }

  /** Every difference; empty when all promises held. */
  public static List<Difference> judge(Evidence evidence) {
    var oracle = new Oracle(evidence);
    oracle.answers();
    oracle.spools();
    oracle.replicas();
    oracle.differences.addAll(new BlockOracle(evidence.publication()).judge());
    oracle.differences.addAll(new InvoiceOracle(evidence).judge());
    oracle.differences.addAll(new ClaimOracle(evidence).judge());
    oracle.differences.addAll(new YearOracle(evidence).judge());
    oracle.differences.addAll(new PatientOracle(evidence).judge());
    return List.copyOf(oracle.differences);
  }

  private void answers() {
    evidence
        .unanswered()
        .forEach((entry, cause) -> differs(entry, "was handed in and never accepted: " + cause));
    Map<String, String> invoiceOf = new HashMap<>();
    Set<String> invoices = new HashSet<>();
    for (AcceptedBill bill : evidence.accepted().bills()) {
      String key = bill.hospital() + " " + bill.businessNumber();
      String before = invoiceOf.putIfAbsent(key, bill.invoice());
      if (before != null && !before.equals(bill.invoice())) {
        differs(key, "was answered with two invoices, " + before + " and " + bill.invoice());
      }
      if (before == null && !invoices.add(bill.invoice())) {
        differs(bill.invoice(), "was given to two bills");
      }
    }
  }

  private void spools() {
    for (Evidence.SpoolDepth spool : evidence.spools()) {
      if (spool.pending() != 0) {
        differs(spool.gateway(), spool.pending() + " invoices of its spool are not final");
      }
      if (spool.quarantined() != 0) {
        differs(spool.gateway(), spool.quarantined() + " invoices are quarantined");
      }
    }
  }

  private void replicas() {
    if (evidence.replicas().isEmpty()) {
      differs("ledger", "no node was read");
      return;
    }
    Evidence.Replica first = evidence.replicas().getFirst();
    for (Evidence.Replica replica : evidence.replicas()) {
      if (!replica.root().equals(replica.computedRoot())) {
        differs(replica.node(), "serves leaves that do not make its checkpoint's root");
      }
      if (replica.size() != first.size() || !replica.root().equals(first.root())) {
        differs(
            replica.node(),
            "has %d leaves under root %s, %s has %d under %s"
                .formatted(
                    replica.size(), replica.root(), first.node(), first.size(), first.root()));
      }
    }
  }

  private void differs(String entry, String what) {
    differences.add(new Difference(entry, what));
  }
}
