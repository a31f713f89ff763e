package org.yipiao.ledger.server.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.golden.Spelled;
import org.yipiao.ledger.protocol.log.CompactRange;
import org.yipiao.ledger.protocol.log.GenesisRecord;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.chain.Position;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.chain.TransactionPlace;
import org.yipiao.ledger.server.execution.QueuedRound;
import org.yipiao.ledger.server.execution.RoundQueue;
import org.yipiao.ledger.server.log.TileLog;
import org.yipiao.ledger.server.node.MemoryStore;
import org.yipiao.ledger.server.ordering.OrderedPayload;
import org.yipiao.ledger.server.ordering.OrderedRound;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.WriteSet;
import org.yipiao.ledger.server.submission.SubmissionLimits;
import org.yipiao.ledger.server.submission.SubmissionQueue;
import org.yipiao.ledger.server.submission.TransactionKey;

/** What a node keeps of its chain and of what is on its way into it. */
class ChainFormatsTest {

  private static final Genesis GENESIS = SeededConsortium.genesis();
  private static final byte[] LEAF =
      new GenesisRecord(GENESIS.ledgerId()).toLeaf(GENESIS.timeNanos()).encode();
  private static final long NANOS = 1_767_225_601_234_000_000L;
  private static final byte[] TRANSACTION = {10, 11, 12, 13, 14};
  private static final TransactionKey KEY =
      new TransactionKey(4, new TransactionId("f0e1d2c3b4a5968778695a4b3c2d1e0f"));

  private final MemoryStore store = new MemoryStore();
  private final Chain chain = new Chain(store, GENESIS.ledgerId());

  private static Chain chainOf(Family family, String... fixtures) {
    return new Chain(StoredEntry.kept(family, fixtures), GENESIS.ledgerId());
  }

  private void write(WriteSet writes) {
    store.write(writes, Durability.SYNCED);
  }

  @Test
  void leavesAndTiles() {
    var writes = new WriteSet();
    chain.putLeaves(0, List.of(LEAF), writes);
    chain.log().append(List.of(MerkleTree.leafHash(LEAF), StoredEntry.digest(7)), writes);
    write(writes);
    StoredEntry.check(
        "leaves", store, Family.LEAVES, Keys.of(0), it -> it.take("key", 8).rest("value"));
    StoredEntry.check(
        "tiles",
        store,
        Family.TILES,
        Keys.tile(0, 0),
        it -> it.take("key.level 1", "key.index 8", "value.hash.0 32", "value.hash.1 32"));
    assertThat(chainOf(Family.LEAVES, "leaves").leaves(0, 1)).containsExactly(LEAF);
    var log = new TileLog(StoredEntry.kept(Family.TILES, "tiles"), 2);
    assertThat(log.root(2))
        .isEqualTo(MerkleTree.nodeHash(MerkleTree.leafHash(LEAF), StoredEntry.digest(7)));
  }

  @Test
  void aBlockAndWhereTheNodeIsAfterIt() {
    var tree = CompactRange.empty().append(MerkleTree.leafHash(LEAF));
    var head = new LedgerHead(3, NANOS, 19, StoredEntry.digest(1), StoredEntry.digest(2), tree);
    var block =
        new StoredBlock(
            3,
            12,
            StoredEntry.digest(3),
            19,
            StoredEntry.digest(1),
            NANOS,
            List.of(
                new StoredBlock.Round(17, NANOS - 2, List.of(TRANSACTION, new byte[] {20, 21})),
                new StoredBlock.Round(19, NANOS, List.of(new byte[] {30}))));
    var writes = new WriteSet();
    chain.putBlock(block, head, writes);
    write(writes);
    StoredEntry.check(
        "blocks",
        store,
        Family.BLOCKS,
        Keys.of(3),
        it -> {
          it.take("key 8", "value.version 1", "value.height 8", "value.size 8", "value.root 32")
              .take("value.last_round 8", "value.order_hash 32", "value.consensus_time_nanos 8");
          int rounds = it.count("value.rounds");
          for (int round = 1; round <= rounds; round++) {
            String name = "value.round." + round;
            it.take(name + ".number 8", name + ".consensus_time_nanos 8");
            int transactions = it.count(name + ".transactions");
            for (int i = 1; i <= transactions; i++) {
              it.counted(name + ".transaction." + i, 4);
            }
          }
        });
    StoredEntry.check(
        "meta-ledger",
        store,
        Family.META,
        Chain.Entry.LEDGER.key(),
        it -> it.take("key 6", "value.ledger_id 32"));
    StoredEntry.check(
        "meta-head", store, Family.META, Chain.Entry.HEAD.key(), ChainFormatsTest::head);
    StoredEntry.check(
        "meta-position",
        store,
        Family.META,
        Chain.Entry.POSITION.key(),
        it -> it.take("key 8", "value.version 1", "value.round 8", "value.order_hash 32"));

    var read = StoredBlock.decode(StoredEntry.value("blocks"));
    assertThat(read.encode()).isEqualTo(block.encode());
    assertThat(read.rounds().get(1).transactions()).containsExactly(new byte[] {30});
    var kept = StoredEntry.kept(Family.META, "meta-ledger", "meta-head", "meta-position");
    StoredEntry.put(kept, Family.TILES, "tiles");
    var taken = new Chain(kept, GENESIS.ledgerId());
    assertThat(taken.head()).contains(head);
    assertThat(taken.position()).isEqualTo(new Position(19, StoredEntry.digest(1)));
  }

  private static void head(Spelled it) {
    it.take("key 4", "value.height 8", "value.time_nanos 8", "value.last_round 8")
        .take("value.order_hash 32", "value.state_root 32", "value.tree.size 8")
        .take("value.tree.subtree.1", 32);
  }

  @Test
  void aFinalCheckpoint() {
    var checkpoint = new Checkpoint(SeededConsortium.ORIGIN, 12, StoredEntry.digest(3));
    var last =
        new FinalCheckpoint(
            3,
            12,
            StoredEntry.digest(3),
            Instant.ofEpochMilli(1_767_225_601_500L),
            SeededConsortium.note(checkpoint, 1_767_225_601L, 1, 2, 3));
    var writes = new WriteSet();
    chain.putFinal(last, writes);
    write(writes);
    StoredEntry.check(
        "checkpoints",
        store,
        Family.CHECKPOINTS,
        Keys.of(12),
        it ->
            it.take("key 8", "value.version 1", "value.height 8", "value.size 8", "value.root 32")
                .take("value.final_at_millis", 8)
                .text("value.note"));
    StoredEntry.check(
        "meta-final",
        store,
        Family.META,
        Chain.Entry.FINAL.key(),
        it -> it.take("key 5", "value.size 8"));
    var kept = StoredEntry.kept(Family.META, "meta-final");
    StoredEntry.put(kept, Family.CHECKPOINTS, "checkpoints");
    assertThat(new Chain(kept, GENESIS.ledgerId()).finalCheckpoint()).contains(last);
  }

  @Test
  void whereATransactionIs() {
    var place = new TransactionPlace(1_767_225_600_900L, 3, 9, 2, Digest.sha256(TRANSACTION));
    var writes = new WriteSet();
    chain.putTransaction(KEY, place, writes);
    write(writes);
    StoredEntry.check(
        "transactions",
        store,
        Family.TRANSACTIONS,
        KEY.storeKey(),
        it ->
            it.take("key.member 4", "key.transaction_id 16", "value.version 1")
                .take("value.accepted_at_millis 8", "value.height 8", "value.first_leaf 8")
                .take("value.leaves 4", "value.digest 32"));
    assertThat(chainOf(Family.TRANSACTIONS, "transactions").transaction(KEY)).contains(place);
  }

  @Test
  void anAcceptedTransaction() {
    var queue =
        new SubmissionQueue(
                store,
                InstantSource.fixed(Instant.ofEpochMilli(1_767_225_600_900L)),
                SubmissionLimits.DEFAULT,
                _ -> false)
            .withoutThreads();
    queue.accept(KEY, NANOS, TRANSACTION);
    StoredEntry.check(
        "submissions",
        store,
        Family.SUBMISSIONS,
        KEY.storeKey(),
        it ->
            it.take("key.member 4", "key.transaction_id 16", "value.version 1")
                .take("value.accepted_at_millis 8", "value.expiry_nanos 8")
                .rest("value.transaction"));
    var taken =
        new SubmissionQueue(
                StoredEntry.kept(Family.SUBMISSIONS, "submissions"),
                InstantSource.system(),
                SubmissionLimits.DEFAULT,
                _ -> false)
            .find(KEY)
            .orElseThrow();
    assertThat(taken.acceptedAtMillis()).isEqualTo(1_767_225_600_900L);
    assertThat(taken.expiryNanos()).isEqualTo(NANOS);
    assertThat(taken.bytes()).isEqualTo(TRANSACTION);
  }

  @Test
  void anOrderedRound() throws Exception {
    var round =
        OrderedRound.after(
            StoredEntry.digest(5).bytes(),
            19,
            NANOS,
            List.of(
                new OrderedPayload(2, new byte[] {1, 10, 11}),
                new OrderedPayload(3, new byte[] {2, 9, 9, 9})));
    new RoundQueue(store, 18, RoundQueue.Limits.DEFAULT).append(QueuedRound.of(round));
    StoredEntry.check(
        "rounds",
        store,
        Family.ROUNDS,
        Keys.of(19),
        it ->
            it.take("key 8", "value.version 1", "value.number 8")
                .take("value.consensus_time_nanos 8", "value.previous 32", "value.order_hash 32")
                .take("value.payloads 4", "value.1.creator 4", "value.1.kind 1")
                .counted("value.1.transaction", 4)
                .take("value.2.creator 4", "value.2.kind 1", "value.2.digest 32"));
    StoredEntry.check(
        "order-hashes",
        store,
        Family.ORDER_HASHES,
        Keys.of(19),
        it -> it.take("key 8", "value.order_hash 32"));
    var read = QueuedRound.decode(StoredEntry.value("rounds"));
    assertThat(read.encode()).isEqualTo(StoredEntry.value("rounds"));
    assertThat(read.leadsTo(StoredEntry.value("order-hashes"))).isTrue();
    assertThat(read.transactions().getFirst().bytes()).containsExactly(10, 11);
    assertThat(
            new RoundQueue(StoredEntry.kept(Family.ROUNDS, "rounds"), 18, RoundQueue.Limits.DEFAULT)
                .history()
                .before(19, 2)
                .getFirst())
        .satisfies(kept -> assertThat(kept.number()).isEqualTo(19));
  }

  @Test
  void gapsAndAContradiction() {
    chain.gaps().add(new Position(19, StoredEntry.digest(1)));
    chain.gaps().add(new Position(40, StoredEntry.digest(4)));
    var writes = new WriteSet();
    chain.putDivergence("size 12: two roots", writes);
    write(writes);
    StoredEntry.check(
        "meta-gaps",
        store,
        Family.META,
        Keys.name("gaps"),
        it ->
            it.take("key 4", "value.1.version 1", "value.1.round 8", "value.1.order_hash 32")
                .take("value.2.version 1", "value.2.round 8", "value.2.order_hash 32"));
    StoredEntry.check(
        "meta-divergence",
        store,
        Family.META,
        Chain.Entry.DIVERGENCE.key(),
        it -> it.take("key", 10).text("value"));
    var read = chainOf(Family.META, "meta-gaps", "meta-divergence");
    assertThat(read.gaps().count()).isEqualTo(2);
    assertThat(read.gaps().lowest()).contains(new Position(19, StoredEntry.digest(1)));
    assertThat(read.divergence()).contains("size 12: two roots");
  }
}
