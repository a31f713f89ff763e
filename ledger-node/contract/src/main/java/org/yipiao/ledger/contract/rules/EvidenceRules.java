package org.yipiao.ledger.contract.rules;

import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.wire.Digest;

/** Anchoring of digests by any member. The leaf is all that is kept: no row is written. */
final class EvidenceRules {

  private EvidenceRules() {}

  static OperationOutcome anchor(AnchorEvidence operation) {
    if (EvidenceKind.of(operation.kind()).isEmpty()) {
      return OperationOutcome.of(Outcome.NUMBER_OUT_OF_RANGE);
    }
    if (operation.evidenceDigest().equals(Digest.ZERO)) {
      return OperationOutcome.of(Outcome.EVIDENCE_MISSING);
    }
    return OperationOutcome.APPLIED;
  }
}
