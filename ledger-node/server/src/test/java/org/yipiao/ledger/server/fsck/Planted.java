package org.yipiao.ledger.server.fsck;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.cosigning.PostQuantumCosignature;
import org.yipiao.ledger.server.node.AlteredBlocks;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.WriteSet;

/** Corruptions of a store's entries, one for each name. */
final class Planted {

  /** The newest cosignature for archives of the second validator. */
  private static final byte[] ARCHIVES = Keys.name("post-quantum-2");

  private Planted() {}

  /** Puts a corruption that is found by that name into what is to be written. */
  static void of(Finding finding, KeyValueStore store, WriteSet writes) {
    switch (finding) {
      case CHECKSUM, ENGINE_EVENTS, ENGINE_STATE ->
          throw new IllegalArgumentException("a file is damaged, not an entry");
      case GENESIS_OTHER -> writes.put(Family.META, Chain.Entry.LEDGER.key(), new byte[32]);
      case HEAD_OTHER -> writes.put(Family.META, Chain.Entry.HEAD.key(), otherHead(store));
      case POSITION_OTHER -> writes.put(Family.META, Chain.Entry.POSITION.key(), position(1));
      case BLOCK_MISSING -> writes.remove(Family.BLOCKS, Keys.of(3));
      case BLOCK_UNREADABLE -> writes.put(Family.BLOCKS, Keys.of(3), new byte[] {9});
      case HEADER_CHAIN -> changeBlock(store, writes, block -> with(block, 1, block.root()));
      case BLOCK_NOT_EXECUTABLE -> changeBlock(store, writes, Planted::forged);
      case BLOCK_ROOT ->
          changeBlock(store, writes, block -> with(block, block.lastRound(), Digest.ZERO));
      case LEAF_MISSING -> writes.remove(Family.LEAVES, Keys.of(2));
      case LEAF_OTHER -> change(store, writes, Family.LEAVES, -1);
      case TILE_OTHER -> change(store, writes, Family.TILES, 5);
      case ROW_OTHER -> change(store, writes, Family.ROWS, -1);
      case MAP_OTHER -> writes.put(Family.MAP, new byte[] {1}, new byte[] {1});
      case MAP_ROOT -> headerOfAnotherMap(store, writes);
      case TRANSACTION_PLACE -> change(store, writes, Family.TRANSACTIONS, 16);
      case CHECKPOINT_UNREADABLE -> change(store, writes, Family.CHECKPOINTS, 0);
      case CHECKPOINT_ROOT -> change(store, writes, Family.CHECKPOINTS, 20);
      case CHECKPOINT_SIGNATURE -> withoutCosignatures(store, writes);
      case FINAL_OTHER -> writes.put(Family.META, Chain.Entry.FINAL.key(), Keys.of(2));
      case COSIGNATURE_UNREADABLE -> change(store, writes, Family.COSIGNATURES, -1);
      case COSIGNATURE_ROOT -> change(store, writes, Family.COSIGNATURES, 13);
      case COSIGNATURE_NOT_INCREASING ->
          writes.put(Family.COSIGNATURES, Keys.of(3), first(store, Family.COSIGNATURES).value());
      case POST_QUANTUM_UNREADABLE -> writes.put(Family.META, ARCHIVES, new byte[] {9});
      case POST_QUANTUM_SIGNATURE -> unsigned(store, writes);
      case POST_QUANTUM_ROOT -> checkpointOfAnotherRoot(store, writes);
      case EVIDENCE_UNPROVEN ->
          writes.put(
              Family.EVIDENCE,
              ByteBuffer.allocate(12).putInt(1).putLong(3).array(),
              "no evidence".getBytes(StandardCharsets.UTF_8));
      case ROUND_UNREADABLE -> change(store, writes, Family.ROUNDS, 0);
      case ORDER_HASH ->
          writes.put(Family.ORDER_HASHES, first(store, Family.ROUNDS).key(), new byte[32]);
      case SUBMISSION_UNREADABLE -> change(store, writes, Family.SUBMISSIONS, -1);
      case DIVERGED -> writes.put(Family.META, Chain.Entry.DIVERGENCE.key(), new byte[] {'x'});
    }
  }

  static KeyValueStore.Entry first(KeyValueStore store, Family family) {
    return store.atOrAfter(family, new byte[0]).orElseThrow();
  }

  /** One bit in the first entry of a family, counted from the end when negative. */
  static void change(KeyValueStore store, WriteSet writes, Family family, int at) {
    var entry = first(store, family);
    byte[] value = entry.value().clone();
    value[at < 0 ? value.length + at : at] ^= 8;
    writes.put(family, entry.key(), value);
  }

  private static byte[] otherHead(KeyValueStore store) {
    byte[] stored =
        Objects.requireNonNull(store.get(Family.META, Chain.Entry.HEAD.key()), "a head");
    var head = LedgerHead.decode(stored);
    return new LedgerHead(
            head.height(),
            head.timeNanos() + 1,
            head.lastRound(),
            head.orderHash(),
            head.stateRoot(),
            head.tree())
        .encode();
  }

  private static byte[] position(long round) {
    return ByteBuffer.allocate(41).put((byte) 1).putLong(round).array();
  }

  private static void changeBlock(
      KeyValueStore store, WriteSet writes, UnaryOperator<StoredBlock> change) {
    var last = store.atOrBefore(Family.BLOCKS, Keys.of(Long.MAX_VALUE)).orElseThrow();
    var block = change.apply(StoredBlock.decode(last.value()));
    writes.put(Family.BLOCKS, last.key(), block.encode());
  }

  private static StoredBlock with(StoredBlock block, long lastRound, Digest root) {
    return new StoredBlock(
        block.height(),
        block.size(),
        root,
        lastRound,
        block.orderHash(),
        block.consensusTimeNanos(),
        block.rounds());
  }

  private static StoredBlock forged(StoredBlock block) {
    var round = block.rounds().getFirst();
    byte[] transaction = round.transactions().getFirst().clone();
    transaction[transaction.length - 1] ^= 1;
    return AlteredBlocks.with(
        block,
        List.of(
            new StoredBlock.Round(
                round.number(), round.consensusTimeNanos(), List.of(transaction))));
  }

  private static void withoutCosignatures(KeyValueStore store, WriteSet writes) {
    var entry = first(store, Family.CHECKPOINTS);
    int head = 1 + 3 * Long.BYTES + Digest.LENGTH;
    String note =
        new String(entry.value(), head, entry.value().length - head, StandardCharsets.UTF_8);
    byte[] cut = note.substring(0, note.lastIndexOf("\n—") + 1).getBytes(StandardCharsets.UTF_8);
    var value = ByteBuffer.allocate(head + cut.length).put(entry.value(), 0, head).put(cut);
    writes.put(Family.CHECKPOINTS, entry.key(), value.array());
  }

  private static void unsigned(KeyValueStore store, WriteSet writes) {
    var one = FinalCheckpoint.decode(first(store, Family.CHECKPOINTS).value());
    byte[] nobodys = new byte[Long.BYTES + 2_420];
    var cosignature = new PostQuantumCosignature(2, one.size(), one.root(), nobodys);
    writes.put(Family.META, ARCHIVES, cosignature.encode());
  }

  private static void checkpointOfAnotherRoot(KeyValueStore store, WriteSet writes) {
    var one = FinalCheckpoint.decode(first(store, Family.CHECKPOINTS).value());
    var checkpoint = Checkpoint.parse(SignedNote.parse(one.note()).text());
    var other = new Checkpoint(checkpoint.origin(), checkpoint.size(), Digest.ZERO);
    String note = new SignedNote(other.body(), SignedNote.parse(one.note()).signatures()).format();
    writes.put(Family.META, Keys.name("post-quantum-note"), note.getBytes(StandardCharsets.UTF_8));
  }

  private static void headerOfAnotherMap(KeyValueStore store, WriteSet writes) {
    var last = store.atOrBefore(Family.LEAVES, Keys.of(Long.MAX_VALUE)).orElseThrow();
    var header = BlockHeader.of(LeafV1.decode(last.value()));
    var other =
        new BlockHeader(
            header.height(),
            header.consensusTimeNanos(),
            header.lastRound(),
            header.orderHash(),
            2,
            Digest.ZERO,
            header.rosterDigest(),
            header.previousRoot());
    writes.put(Family.LEAVES, last.key(), other.toLeaf().encode());
  }
}
