package org.yipiao.acceptance.kill.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.platform.id.InvoiceId;

/** Every accepted bill is one final invoice, in the register and on the ledger, and no other is. */
final class InvoiceOracle {

  private final Evidence evidence;
  private final List<Difference> differences = new ArrayList<>();
  private final Map<String, List<IssueInvoice>> issued = new TreeMap<>();
  private final Map<String, List<Evidence.RegisterEntry>> registered = new HashMap<>();

  InvoiceOracle(Evidence evidence) {
    this.evidence = evidence;
  }

  List<Difference> judge() {
    readLedger();
    for (Evidence.RegisterEntry entry : evidence.register()) {
      registered.computeIfAbsent(entry.invoice(), absent -> new ArrayList<>()).add(entry);
    }
    Set<String> accepted = new HashSet<>();
    for (AcceptedBill bill : evidence.accepted().bills()) {
      if (accepted.add(bill.invoice())) {
        onLedger(bill);
        inRegister(bill);
        proven(bill);
      }
    }
    for (String invoice : issued.keySet()) {
      if (!accepted.contains(invoice)) {
        differs(invoice, "is on the ledger, and nobody was given it");
      }
    }
    for (String invoice : registered.keySet()) {
      if (!accepted.contains(invoice)) {
        differs(invoice, "is in the register, and nobody was given it");
      }
    }
    return differences;
  }

  private void readLedger() {
    for (LeafV1 leaf : evidence.leaves()) {
      if (leaf.type() != OperationType.ISSUE_INVOICE.number()) {
        continue;
      }
      IssueInvoice issue = (IssueInvoice) Operation.decode(leaf.type(), leaf.operation());
      String invoice = new InvoiceId(issue.invoiceId()).toString();
      if (leaf.outcome() == 0) {
        issued.computeIfAbsent(invoice, absent -> new ArrayList<>()).add(issue);
      } else {
        differs(invoice, "the ledger refused to issue it, outcome " + leaf.outcome());
      }
    }
  }

  private void onLedger(AcceptedBill bill) {
    List<IssueInvoice> leaves = issued.getOrDefault(bill.invoice(), List.of());
    if (leaves.size() != 1) {
      differs(bill.invoice(), "was issued %d times on the ledger".formatted(leaves.size()));
    }
    for (IssueInvoice leaf : leaves) {
      if (leaf.totalFen() != bill.totalFen()) {
        differs(
            bill.invoice(),
            "%d fen were accepted, %d are on the ledger"
                .formatted(bill.totalFen(), leaf.totalFen()));
      }
    }
  }

  private void inRegister(AcceptedBill bill) {
    List<Evidence.RegisterEntry> entries = registered.getOrDefault(bill.invoice(), List.of());
    if (entries.size() != 1) {
      differs(bill.invoice(), "is in the register %d times".formatted(entries.size()));
    }
    for (Evidence.RegisterEntry entry : entries) {
      if (!entry.state().equals("FINAL")) {
        differs(bill.invoice(), "is " + entry.state() + " in the register");
      }
      if (entry.totalFen() != bill.totalFen()) {
        differs(
            bill.invoice(),
            "%d fen were accepted, %d are in the register"
                .formatted(bill.totalFen(), entry.totalFen()));
      }
      if (!entry.hospital().equals(bill.hospital())) {
        differs(bill.invoice(), "is another hospital's in the register: " + entry.hospital());
      }
    }
  }

  private void proven(AcceptedBill bill) {
    Evidence.VerifiedBundle bundle = evidence.bundles().get(bill.invoice());
    if (bundle == null) {
      differs(bill.invoice(), "has no bundle");
    } else if (bundle.fault() != null) {
      differs(bill.invoice(), "has a bundle that proves nothing: " + bundle.fault());
    } else if (bundle.totalFen() != bill.totalFen()) {
      differs(
          bill.invoice(),
          "%d fen were accepted, its bundle proves %d"
              .formatted(bill.totalFen(), bundle.totalFen()));
    }
  }

  private void differs(String entry, String what) {
    differences.add(new Difference(entry, what));
  }
}
