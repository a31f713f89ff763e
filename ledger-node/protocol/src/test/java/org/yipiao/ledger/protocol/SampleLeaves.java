package org.yipiao.ledger.protocol;

import java.time.Duration;
import java.util.List;
import org.yipiao.ledger.protocol.log.GenesisRecord;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.EpochNanos;

/** What the first hospital of the seeded consortium submits, and what the log has of it. */
public final class SampleLeaves {

  /** Of its transaction. */
  public static final TransactionId ID = new TransactionId("f0e1d2c3b4a5968778695a4b3c2d1e0f");

  private SampleLeaves() {}

  /** Its transaction, all or nothing. */
  public static SignedTransaction transaction(List<? extends Operation> operations) {
    return SeededConsortium.transaction(
        SeededConsortium.genesis(),
        SeededConsortium.HOSPITAL,
        ID,
        SeededConsortium.START.plus(Duration.ofHours(2)),
        true,
        operations);
  }

  /** The leaf of an operation that is the second of its transaction. */
  public static LeafV1 leaf(Operation operation, Outcome outcome, byte[] detail) {
    var header = transaction(List.of(operation)).header();
    return new LeafV1(
        operation.type().number(),
        header.member(),
        header.keyId(),
        header.transactionId(),
        1,
        EpochNanos.of(SeededConsortium.START.plusMillis(1_234)),
        operation.encode(),
        outcome.number(),
        detail);
  }

  /** The first leaf of its log. */
  public static LeafV1 genesis() {
    var genesis = SeededConsortium.genesis();
    return new GenesisRecord(genesis.ledgerId()).toLeaf(genesis.timeNanos());
  }
}
