package org.yipiao.ledger.contract.rules;

import org.yipiao.ledger.contract.state.InvoiceRow;
import org.yipiao.ledger.contract.state.RangeRow;
import org.yipiao.ledger.contract.state.WritableRows;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

/** Allocation of numbers and issue of invoices. */
final class NumberRules {

  private static final long NUMBERS_PER_CODE = 10_000_000_000L;

  private final Genesis genesis;

  NumberRules(Genesis genesis) {
    this.genesis = genesis;
  }

  OperationOutcome allocate(WritableRows rows, GenesisMember member, AllocateNumbers operation) {
    if (member.kind() != MemberKind.REGULATOR) {
      return OperationOutcome.of(Outcome.NOT_PERMITTED);
    }
    long first = operation.firstInvoiceId();
    int count = operation.count();
    if (!isInvoiceId(first)
        || count < 1
        || count > genesis.limits().numbersPerRange()
        || first % NUMBERS_PER_CODE + count > NUMBERS_PER_CODE) {
      return OperationOutcome.of(Outcome.NUMBER_OUT_OF_RANGE);
    }
    boolean hospital =
        new Members(genesis, rows)
            .member(operation.hospital())
            .filter(named -> named.kind() == MemberKind.HOSPITAL)
            .isPresent();
    if (!hospital) {
      return OperationOutcome.of(Outcome.UNKNOWN_MEMBER);
    }
    long last = first + count - 1;
    if (rows.rangeAtOrBefore(last).filter(range -> range.lastInvoiceId() >= first).isPresent()) {
      return OperationOutcome.of(Outcome.RANGE_OVERLAPS);
    }
    rows.putRange(new RangeRow(first, last, operation.hospital(), operation.gatewayInstance()));
    return OperationOutcome.APPLIED;
  }

  OperationOutcome issue(WritableRows rows, GenesisMember member, IssueInvoice operation) {
    if (member.kind() != MemberKind.HOSPITAL) {
      return OperationOutcome.of(Outcome.NOT_PERMITTED);
    }
    long id = operation.invoiceId();
    if (!isInvoiceId(id)) {
      return OperationOutcome.of(Outcome.NUMBER_OUT_OF_RANGE);
    }
    long total = operation.totalFen();
    long claimable = operation.claimableFen();
    if (total < 1 || total > Money.MAX_FEN || claimable < 0 || claimable > Money.MAX_FEN) {
      return OperationOutcome.of(Outcome.AMOUNT_OUT_OF_RANGE);
    }
    if (claimable > total) {
      return OperationOutcome.of(Outcome.CLAIMABLE_ABOVE_TOTAL);
    }
    int hospital = member.number().value();
    if (!allocated(rows, id, hospital)) {
      return OperationOutcome.of(Outcome.NUMBER_NOT_ALLOCATED);
    }
    if (rows.invoice(id).isPresent()) {
      return OperationOutcome.of(Outcome.NUMBER_USED);
    }
    rows.putInvoice(id, InvoiceRow.issued(hospital, operation.commitment(), claimable, total));
    return OperationOutcome.APPLIED;
  }

  /** Whether the number lies in a range of the hospital. */
  static boolean allocated(WritableRows rows, long id, int hospital) {
    return rows.rangeAtOrBefore(id)
        .filter(range -> range.lastInvoiceId() >= id && range.hospital() == hospital)
        .isPresent();
  }

  static boolean isInvoiceId(long value) {
    return value >= 0 && value <= InvoiceId.MAX;
  }
}
