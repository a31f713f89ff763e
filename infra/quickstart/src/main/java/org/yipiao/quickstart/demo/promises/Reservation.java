package org.yipiao.quickstart.demo.promises;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.platform.id.ClaimId;

/** A reservation as it stands on the ledger. */
record Reservation(LeafV1 leaf, ReserveReimbursement operation) {

  /** The last one of a claim that was applied; empty when the log holds none. */
  static Optional<Reservation> of(ClaimId claim, FinalLog log) throws IOException {
    List<Reservation> applied = new ArrayList<>();
    log.eachLeaf(bytes -> {
      LeafV1 leaf = LeafV1.decode(bytes);
      if (leaf.type() == OperationType.RESERVE_REIMBURSEMENT.number()
          && leaf.outcome() == Outcome.APPLIED.number()
          && Operation.decode(leaf.type(), leaf.operation()) instanceof ReserveReimbursement found
          && found.claimId().equals(claim)) {
        applied.add(new Reservation(leaf, found));
      }
    });
    return applied.isEmpty() ? Optional.empty() : Optional.of(applied.getLast());
  }

  /** From its consensus time to its expiry. */
  long validMillis() {
    return TimeUnit.NANOSECONDS.toMillis(operation.expiryEpochNanos() - leaf.consensusTimeNanos());
  }
}
