package org.yipiao.ledger.server.execution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.contract.block.ExecutedBlock;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.contract.block.TransactionResult;
import org.yipiao.ledger.protocol.transaction.VerifiedTransaction;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.chain.TransactionPlace;
import org.yipiao.ledger.server.statemap.StoredNodes;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.store.WriteSet;
import org.yipiao.ledger.server.submission.SubmissionQueue;
import org.yipiao.ledger.server.submission.TransactionKey;

/**
 * Writes a block in one write set, which is on the disk before its cosignature is sent: rows, the
 * map over them, leaves, tiles, the block itself, where its transactions are, the head, and that
 * its submissions are done. The log names each transaction once it is written: by its id it can be
 * followed through the logs of all nodes.
 */
public final class BlockWriter {

  private static final Logger LOG = LoggerFactory.getLogger(BlockWriter.class);

  private final Chain chain;
  private final StoredNodes nodes;
  private final RoundQueue rounds;
  private final SubmissionQueue submissions;
  private final BlockListener listener;

  BlockWriter(
      Chain chain,
      StoredNodes nodes,
      RoundQueue rounds,
      SubmissionQueue submissions,
      BlockListener listener) {
    this.chain = chain;
    this.nodes = nodes;
    this.rounds = rounds;
    this.submissions = submissions;
    this.listener = listener;
  }

  /** A transaction that was executed in the block. */
  public record Placed(TransactionKey key, long firstLeaf, int leaves, Digest digest) {

    static Placed of(VerifiedTransaction verified, TransactionResult.Executed executed) {
      return new Placed(
          TransactionKey.of(verified.header()),
          executed.firstLeaf(),
          executed.outcomes().size(),
          verified.transaction().digest());
    }
  }

  /**
   * Writes the block. When that fails, the block may be written or not: the store is to be opened
   * again before anything else is written to it.
   *
   * @param settled submissions without a leaf in this block that need no submitting any more
   * @throws StoreFailure when the disk refuses it
   */
  void write(
      ExecutedBlock block,
      List<StoredBlock.Round> content,
      List<Placed> placed,
      List<TransactionKey> settled) {
    LedgerHead head = block.head();
    var writes = new WriteSet();
    for (var change : block.changes()) {
      byte[] value = change.value();
      if (value == null) {
        writes.remove(Family.ROWS, change.key().bytes());
      } else {
        writes.put(Family.ROWS, change.key().bytes(), value);
      }
    }
    nodes.put(block.nodes(), writes);
    chain.putLeaves(block.firstLeaf(), block.leaves(), writes);
    chain.putBlock(stored(head, content), head, writes);
    var done = new ArrayList<>(settled);
    place(placed, head, writes, done);
    List<TransactionKey> expired = expire(head, writes, done);
    for (var key : done) {
      submissions.settle(key, writes);
    }
    commit(block, writes);
    tell(placed, expired, head);
    rounds.settled(head.lastRound());
    submissions.settled(done);
    listener.executed(head);
  }

  private static void tell(List<Placed> placed, List<TransactionKey> expired, LedgerHead head) {
    for (var one : placed) {
      one.key()
          .named(LOG.atInfo())
          .addKeyValue("ledger.height", head.height())
          .log(
              "transaction {} of member {} is in block {}",
              one.key().id(),
              one.key().member(),
              head.height());
    }
    for (var key : expired) {
      key.named(LOG.atInfo())
          .log("transaction {} of member {} has expired without a block", key.id(), key.member());
    }
  }

  /** Leaves nothing of the block in memory when it is not written. */
  private void commit(ExecutedBlock block, WriteSet writes) {
    List<Digest> leafHashes =
        block.subtrees().stream()
            .filter(subtree -> subtree.level() == 0)
            .map(ExecutedBlock.Subtree::hash)
            .toList();
    try {
      chain.log().append(leafHashes, writes);
      chain.commit(writes, block.head());
      nodes.written(block.nodes());
    } catch (RuntimeException e) {
      nodes.forget();
      try {
        chain.log().rollBack();
      } catch (RuntimeException another) {
        e.addSuppressed(another);
      }
      throw e;
    }
  }

  private static StoredBlock stored(LedgerHead head, List<StoredBlock.Round> content) {
    return new StoredBlock(
        head.height(),
        head.tree().size(),
        head.tree().root(),
        head.lastRound(),
        head.orderHash(),
        head.timeNanos(),
        content);
  }

  private void place(
      List<Placed> placed, LedgerHead head, WriteSet writes, List<TransactionKey> done) {
    Map<TransactionKey, Placed> last = new LinkedHashMap<>();
    placed.forEach(one -> last.put(one.key(), one));
    for (var one : last.values()) {
      long acceptedAt =
          submissions.find(one.key()).map(waiting -> waiting.acceptedAtMillis()).orElse(0L);
      chain.putTransaction(
          one.key(),
          new TransactionPlace(
              acceptedAt, head.height(), one.firstLeaf(), one.leaves(), one.digest()),
          writes);
      done.add(one.key());
    }
  }

  /**
   * Whatever expires at or before this header and is in no block will never be in one.
   *
   * @return what has expired so
   */
  private List<TransactionKey> expire(LedgerHead head, WriteSet writes, List<TransactionKey> done) {
    List<TransactionKey> expired = new ArrayList<>();
    Set<TransactionKey> before = new HashSet<>(done); // thousands may expire in one block
    for (var waiting : submissions.expiredBy(head.timeNanos())) {
      if (!before.contains(waiting.key()) && chain.transaction(waiting.key()).isEmpty()) {
        chain.putTransaction(
            waiting.key(),
            TransactionPlace.expired(waiting.acceptedAtMillis(), Digest.sha256(waiting.bytes())),
            writes);
        expired.add(waiting.key());
      }
      done.add(waiting.key());
    }
    return expired;
  }
}
