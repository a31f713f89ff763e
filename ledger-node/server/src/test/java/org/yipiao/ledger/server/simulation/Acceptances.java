package org.yipiao.ledger.server.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.EpochNanos;

/** What clients were told, to be compared with what became of it. */
final class Acceptances {

  private record Id(int member, TransactionId id) {}

  /**
   * @param keyId under which it was signed
   */
  private record Accepted(int node, Id id, int keyId, long expiryNanos) {}

  private record Key(int member, int keyId) {}

  private final Set<Integer> honest = new HashSet<>();
  private final List<Accepted> accepted = new ArrayList<>();
  private final Set<Id> expired = new HashSet<>();
  private final Map<Long, byte[]> proven = new HashMap<>();
  private final Set<Id> inTheLog = new HashSet<>();
  private final Set<Key> retired = new HashSet<>();
  private long timeNanos;

  /**
   * @param honest the validators whose word counts
   */
  Acceptances(List<Integer> honest) {
    this.honest.addAll(honest);
  }

  /** A node said that it has a transaction on its disk. */
  void accepted(int node, SignedTransaction transaction) {
    if (honest.contains(node)) {
      var header = transaction.header();
      accepted.add(
          new Accepted(
              node,
              new Id(header.member(), header.transactionId()),
              header.keyId(),
              header.expiryEpochNanos()));
    }
  }

  /** A node's disk was replaced: that it lost what was on it is no broken promise. */
  void memoryLost(int node) {
    accepted.removeIf(one -> one.node() == node && !inTheLog.contains(one.id()));
  }

  /** A client has verified that operations are final. */
  void proven(List<FinalOperation> operations) {
    operations.forEach(one -> proven.put(one.inclusion().leafIndex(), one.leafBytes()));
  }

  /** A client was told by more nodes than may lie that a transaction has expired for good. */
  void expiredForGood(TransactionRef transaction) {
    expired.add(new Id(transaction.member(), transaction.id()));
  }

  /** The next leaf of the final log. */
  void leaf(LeafV1 leaf) {
    timeNanos = leaf.consensusTimeNanos();
    if (leaf.member() == 0) {
      return;
    }
    var id = new Id(leaf.member(), leaf.transactionId());
    inTheLog.add(id);
    if (leaf.type() == OperationType.ROTATE_KEY.number() && leaf.outcome() == 0) {
      var change = ((RotateKey) Operation.decode(leaf.type(), leaf.operation())).change();
      retired.add(new Key(change.member(), ByteBuffer.wrap(change.oldKey().bytes()).getInt()));
    }
    if (expired.contains(id)) {
      throw new BrokenPromise(
          Promise.NOTHING_LOST, id + " was said to have expired for good and is in the log");
    }
  }

  /** What was accepted and is neither in the log nor expired. */
  String open() {
    return accepted.stream().filter(this::isOpen).toList().toString();
  }

  private boolean isOpen(Accepted one) {
    // What a retired key signed has no effect once the rotation was ordered before it.
    return !inTheLog.contains(one.id())
        && one.expiryNanos() > timeNanos
        && !retired.contains(new Key(one.id().member(), one.keyId()));
  }

  /**
   * When everything must have come to its end.
   *
   * @param leaves of the final log
   */
  void atTheEnd(List<byte[]> leaves) {
    for (Accepted one : accepted) {
      if (isOpen(one)) {
        throw new BrokenPromise(
            Promise.NOTHING_LOST,
            "%s was accepted by member %d, is not in the log and would expire at %s only"
                .formatted(one.id(), one.node(), EpochNanos.toInstant(one.expiryNanos())));
      }
    }
    proven.forEach((index, leaf) -> {
      if (index >= leaves.size() || !Arrays.equals(leaves.get((int) (long) index), leaf)) {
        throw new BrokenPromise(Promise.NOTHING_LOST, "final leaf " + index + " is gone");
      }
    });
  }
}
