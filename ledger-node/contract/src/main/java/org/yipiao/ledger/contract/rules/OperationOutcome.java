package org.yipiao.ledger.contract.rules;

import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.outcome.OutcomeDetail;
import org.yipiao.platform.id.ClaimId;

/**
 * What became of an operation.
 *
 * @param detail see {@link OutcomeDetail}
 */
@SuppressWarnings("ArrayRecordComponent") // handed over without a copy; never compared by equals
public record OperationOutcome(Outcome outcome, byte[] detail) {

  static final OperationOutcome APPLIED = of(Outcome.APPLIED);

  static OperationOutcome of(Outcome outcome) {
    return new OperationOutcome(outcome, OutcomeDetail.none());
  }

  static OperationOutcome naming(Outcome outcome, long amountFen) {
    return new OperationOutcome(outcome, OutcomeDetail.amountFen(amountFen));
  }

  static OperationOutcome naming(Outcome outcome, ClaimId claim) {
    return new OperationOutcome(outcome, OutcomeDetail.claim(claim));
  }

  public boolean applied() {
    return outcome.applied();
  }
}
