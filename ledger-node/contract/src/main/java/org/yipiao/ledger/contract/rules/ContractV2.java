package org.yipiao.ledger.contract.rules;

import org.yipiao.ledger.contract.state.WritableRows;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
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

/**
 * Version 2, under which consortia are founded: all of version 1, and reversal, paper twins and
 * evidence. What version 1 has judges a paper twin too: of its own ledgers none is ever out.
 */
final class ContractV2 implements Contract {

  static final int VERSION = 2;

  private final ContractV1 before;
  private final IssuerRules issuers = new IssuerRules();

  ContractV2(Genesis genesis) {
    this.before = new ContractV1(genesis);
  }

  @Override
  public int version() {
    return VERSION;
  }

  @Override
  public OperationOutcome apply(
      WritableRows rows, GenesisMember member, Operation operation, long nanos) {
    return switch (operation) {
      case ReverseInvoice reverse -> issuers.reverse(rows, member, reverse);
      case MarkPaperPrinted print -> issuers.print(rows, member, print);
      case CancelPaper cancel -> issuers.cancel(rows, member, cancel);
      case AnchorEvidence anchor -> EvidenceRules.anchor(anchor);
      case AllocateNumbers _,
          IssueInvoice _,
          ReserveReimbursement _,
          CommitReservation _,
          SettleReimbursement _,
          ReleaseReimbursement _,
          ReturnReimbursement _,
          MembershipOperation _ ->
          before.apply(rows, member, operation, nanos);
    };
  }

  @Override
  public void sweep(WritableRows rows, long nanos) {
    before.sweep(rows, nanos);
  }
}
