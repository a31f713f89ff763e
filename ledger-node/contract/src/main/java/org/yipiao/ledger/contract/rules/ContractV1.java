package org.yipiao.ledger.contract.rules;

import org.yipiao.ledger.contract.state.WritableRows;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.CancelPaper;
import org.yipiao.ledger.protocol.operation.CommitReservation;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.MarkPaperPrinted;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReleaseReimbursement;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.operation.ReturnReimbursement;
import org.yipiao.ledger.protocol.operation.ReverseInvoice;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.outcome.Outcome;

/** Version 1: numbers, invoices and reimbursements. */
final class ContractV1 implements Contract {

  static final int VERSION = 1;

  private final NumberRules numbers;
  private final ReservationRules reservations;
  private final SettlementRules settlements;

  ContractV1(Genesis genesis) {
    this.numbers = new NumberRules(genesis);
    this.reservations = new ReservationRules(genesis);
    this.settlements = new SettlementRules();
  }

  @Override
  public int version() {
    return VERSION;
  }

  @Override
  public OperationOutcome apply(
      WritableRows rows, GenesisMember member, Operation operation, long nanos) {
    int number = member.number().value();
    return switch (operation) {
      case AllocateNumbers allocate -> numbers.allocate(rows, member, allocate);
      case IssueInvoice issue -> numbers.issue(rows, member, issue);
      case ReserveReimbursement reserve ->
          payer(member) ? reservations.reserve(rows, number, reserve, nanos) : notPermitted();
      case CommitReservation commit ->
          payer(member) ? reservations.commit(rows, number, commit) : notPermitted();
      case SettleReimbursement settle ->
          payer(member) ? settlements.settle(rows, number, settle) : notPermitted();
      case ReleaseReimbursement release ->
          payer(member) ? settlements.release(rows, number, release) : notPermitted();
      case ReturnReimbursement back ->
          payer(member) ? settlements.giveBack(rows, number, back) : notPermitted();
      case MembershipOperation change -> throw new IllegalStateException(change.type().toString());
      case ReverseInvoice _, MarkPaperPrinted _, CancelPaper _, AnchorEvidence _ ->
          // TransactionAuthority lets no such transaction of this version's ledgers through.
          throw new IllegalStateException(operation.type() + " is not of version " + VERSION);
    };
  }

  @Override
  public void sweep(WritableRows rows, long nanos) {
    reservations.sweep(rows, nanos);
  }

  private static boolean payer(GenesisMember member) {
    return member.kind() == MemberKind.PAYER;
  }

  private static OperationOutcome notPermitted() {
    return OperationOutcome.of(Outcome.NOT_PERMITTED);
  }
}
