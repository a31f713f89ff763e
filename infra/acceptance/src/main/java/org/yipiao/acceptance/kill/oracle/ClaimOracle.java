package org.yipiao.acceptance.kill.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.ReleaseReimbursement;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.platform.id.InvoiceId;

/** Every accepted claim has ended; what was paid was settled, once each, and no more than that. */
final class ClaimOracle {

  private final Evidence evidence;
  private final List<Difference> differences = new ArrayList<>();
  private final Map<String, List<Long>> settled = new HashMap<>();
  private final Map<String, List<Long>> booked = new HashMap<>();
  private final Map<String, Long> settledOfInvoice = new HashMap<>();
  private final Map<String, Long> claimable = new HashMap<>();
  private final Map<String, Integer> held = new HashMap<>();

  ClaimOracle(Evidence evidence) {
    this.evidence = evidence;
  }

  List<Difference> judge() {
    readLedger();
    for (Evidence.Booking booking : evidence.bookings()) {
      booked
          .computeIfAbsent(booking.endToEndId(), absent -> new ArrayList<>())
          .add(booking.amountFen());
    }
    Set<String> known = new HashSet<>();
    for (AcceptedClaim claim : evidence.accepted().claims()) {
      if (known.add(claim.claim())) {
        ended(claim);
        paidOnce(claim);
      }
    }
    strangers(known);
    sums();
    racesAreDecided();
    return differences;
  }

  private void readLedger() {
    for (LeafV1 leaf : evidence.leaves()) {
      if (leaf.outcome() != 0
          || OperationType.of(leaf.type()).filter(OperationType::submittable).isEmpty()) {
        continue;
      }
      switch (Operation.decode(leaf.type(), leaf.operation())) {
        case IssueInvoice issue -> claimable.put(invoice(issue.invoiceId()), issue.claimableFen());
        case ReserveReimbursement reserve -> held.merge(reserve.claimId().value(), 1, Integer::sum);
        case ReleaseReimbursement release ->
            held.merge(release.claimId().value(), -1, Integer::sum);
        case SettleReimbursement settle -> {
          String claim = settle.claimId().value();
          held.merge(claim, -1, Integer::sum);
          settled.computeIfAbsent(claim, absent -> new ArrayList<>()).add(settle.amountFen());
          settledOfInvoice.merge(invoice(settle.invoiceId()), settle.amountFen(), Math::addExact);
        }
        case Operation _ -> {
          // Neither takes nor frees money.
        }
      }
    }
  }

  private static String invoice(long value) {
    return new InvoiceId(value).toString();
  }

  private void ended(AcceptedClaim claim) {
    Evidence.ClaimEnd end = evidence.claims().get(claim.claim());
    if (end == null) {
      differs(claim.claim(), "was accepted and is not there");
      return;
    }
    if (!end.ended()) {
      differs(claim.claim(), "has not ended, it is " + end.status());
      return;
    }
    boolean asAwaited =
        switch (claim.awaited()) {
          case PAID -> end.status().equals("PAID") && end.amountFen() == claim.awaitedFen();
          case REJECTED_BY_BANK -> end.status().equals("REJECTED_BY_BANK");
          case RACING -> end.status().equals("PAID") || end.status().equals("REFUSED");
        };
    if (!asAwaited) {
      differs(
          claim.claim(),
          "ended as %s with %d fen (%s), awaited was %s with %d"
              .formatted(
                  end.status(),
                  end.amountFen(),
                  end.refusal(),
                  claim.awaited(),
                  claim.awaitedFen()));
    }
  }

  private void paidOnce(AcceptedClaim claim) {
    Evidence.ClaimEnd end = evidence.claims().get(claim.claim());
    List<Long> awaited =
        end != null && end.status().equals("PAID") ? List.of(end.amountFen()) : List.of();
    List<Long> settlements = settled.getOrDefault(claim.claim(), List.of());
    List<Long> payouts = booked.getOrDefault(claim.claim(), List.of());
    if (!settlements.equals(awaited)) {
      differs(claim.claim(), "%s fen should be settled, %s are".formatted(awaited, settlements));
    }
    if (!payouts.equals(awaited)) {
      differs(claim.claim(), "%s fen should be paid out, %s are".formatted(awaited, payouts));
    }
    int open = held.getOrDefault(claim.claim(), 0);
    if (open != 0) {
      differs(claim.claim(), "left a reservation open");
    }
  }

  private void strangers(Set<String> known) {
    for (String claim : settled.keySet()) {
      if (!known.contains(claim)) {
        differs(claim, "was settled, and nobody claimed it");
      }
    }
    for (String claim : booked.keySet()) {
      if (!known.contains(claim)) {
        differs(claim, "was paid out, and nobody claimed it");
      }
    }
    held.forEach((claim, open) -> {
      if (open != 0 && !known.contains(claim)) {
        differs(claim, "holds a reservation, and nobody claimed it");
      }
    });
  }

  private void sums() {
    long settlements = sum(settled);
    long payouts = sum(booked);
    if (settlements != payouts) {
      differs("sum", "%d fen are settled, %d are paid out".formatted(settlements, payouts));
    }
    settledOfInvoice.forEach((invoice, fen) -> {
      long most = claimable.getOrDefault(invoice, 0L);
      if (fen > most) {
        differs(invoice, "%d fen are reimbursed of %d".formatted(fen, most));
      }
    });
  }

  private static long sum(Map<String, List<Long>> amounts) {
    return amounts.values().stream().flatMap(List::stream).mapToLong(Long::longValue).sum();
  }

  /** Payers that race for an invoice take all of it between them: a race has a winner. */
  private void racesAreDecided() {
    Map<String, AcceptedClaim> races = new HashMap<>();
    Map<String, Integer> racers = new HashMap<>();
    for (AcceptedClaim claim : evidence.accepted().claims()) {
      if (claim.awaited() == AcceptedClaim.Awaited.RACING) {
        races.put(claim.invoice(), claim);
        racers.merge(claim.invoice(), 1, Integer::sum);
      }
    }
    races.forEach((invoice, claim) -> {
      long taken = settledOfInvoice.getOrDefault(invoice, 0L);
      if (racers.getOrDefault(invoice, 0) > 1 && taken != claim.invoiceFen()) {
        differs(invoice, "the race for %d fen took %d".formatted(claim.invoiceFen(), taken));
      }
    });
  }

  private void differs(String entry, String what) {
    differences.add(new Difference(entry, what));
  }
}
