package org.yipiao.ledger.server.chain;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.log.TileLog;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.store.WriteSet;
import org.yipiao.ledger.server.submission.TransactionKey;

/**
 * Typed access to what the node keeps of its chain. Reads are safe from any thread; {@link #head},
 * {@link #position} and {@link #finalCheckpoint} are kept in memory and move after a write.
 */
public final class Chain {

  /** What exists once, in {@link Family#META}. */
  public enum Entry {
    LEDGER,
    HEAD,
    POSITION,
    FINAL,
    DIVERGENCE;

    public byte[] key() {
      return Keys.name(name().toLowerCase(Locale.ROOT));
    }
  }

  private static final int FORGOTTEN_AT_ONCE = 4_096;

  private final KeyValueStore store;
  private final Digest ledgerId;
  private final TileLog log;
  private final Gaps gaps;
  private final ReentrantReadWriteLock state = new ReentrantReadWriteLock();
  private volatile @Nullable LedgerHead head;
  private volatile Position position;
  private volatile @Nullable FinalCheckpoint finalCheckpoint;

  /**
   * Takes up a chain.
   *
   * @throws StoreFailure when the store belongs to another ledger
   */
  public Chain(KeyValueStore store, Digest ledgerId) {
    this.store = store;
    this.ledgerId = ledgerId;
    byte[] known = store.get(Family.META, Entry.LEDGER.key());
    if (known != null && !Digest.of(known).equals(ledgerId)) {
      throw new StoreFailure("the store belongs to another ledger");
    }
    this.gaps = new Gaps(store);
    byte[] storedHead = store.get(Family.META, Entry.HEAD.key());
    this.head = storedHead == null ? null : LedgerHead.decode(storedHead);
    byte[] storedPosition = store.get(Family.META, Entry.POSITION.key());
    this.position = storedPosition == null ? Position.START : Position.decode(storedPosition);
    byte[] storedFinal = store.get(Family.META, Entry.FINAL.key());
    this.finalCheckpoint =
        storedFinal == null ? null : checkpointAt(Keys.number(storedFinal)).orElse(null);
    this.log = new TileLog(store, head == null ? 0 : head.tree().size());
  }

  /**
   * Applies a block's write set, shut off from {@link #readState}. It is not synced: the log is
   * written in order, so the sync of this validator's cosignature, without which the block does not
   * count here, brings the block to the disk before it. What a loss of power takes until then is
   * executed again.
   */
  public void commit(WriteSet writes, LedgerHead next) {
    state.writeLock().lock();
    try {
      store.write(writes, Durability.WRITTEN);
      publish(next);
    } finally {
      state.writeLock().unlock();
    }
  }

  /** Reads several rows as of one and the same block. */
  public <T> T readState(Function<LedgerHead, T> reader) {
    state.readLock().lock();
    try {
      var now = head;
      return reader.apply(now == null ? LedgerHead.BEFORE_GENESIS : now);
    } finally {
      state.readLock().unlock();
    }
  }

  public KeyValueStore store() {
    return store;
  }

  public TileLog log() {
    return log;
  }

  /** The last executed block; empty before the genesis block. */
  public Optional<LedgerHead> head() {
    return Optional.ofNullable(head);
  }

  /** The last round that was consumed, at or after the head's. */
  public Position position() {
    return position;
  }

  /** The last final checkpoint; empty before the first. */
  public Optional<FinalCheckpoint> finalCheckpoint() {
    return Optional.ofNullable(finalCheckpoint);
  }

  /** Size of the last final checkpoint, 0 before the first. */
  public long finalSize() {
    var last = finalCheckpoint;
    return last == null ? 0 : last.size();
  }

  /** Puts a block, the head after it and the position into a write set. */
  public void putBlock(StoredBlock block, LedgerHead next, WriteSet writes) {
    writes.put(Family.BLOCKS, Keys.of(block.height()), block.encode());
    writes.put(Family.META, Entry.HEAD.key(), next.encode());
    writes.put(Family.META, Entry.LEDGER.key(), ledgerId.bytes());
    putPosition(new Position(next.lastRound(), next.orderHash()), writes);
  }

  public void putPosition(Position newPosition, WriteSet writes) {
    writes.put(Family.META, Entry.POSITION.key(), newPosition.encode());
  }

  private void publish(LedgerHead next) {
    log.publish(next.tree().size());
    head = next;
    position = new Position(next.lastRound(), next.orderHash());
  }

  public void publish(Position newPosition) {
    position = newPosition;
  }

  public Optional<StoredBlock> block(long height) {
    return Optional.ofNullable(store.get(Family.BLOCKS, Keys.of(height))).map(StoredBlock::decode);
  }

  /** The bytes of blocks from a height on, at most {@code limit}. */
  public List<KeyValueStore.Entry> blocks(long fromHeight, long toHeightExclusive, int limit) {
    return store.range(Family.BLOCKS, Keys.of(fromHeight), Keys.of(toHeightExclusive), limit);
  }

  public void putLeaves(long firstIndex, List<byte[]> leaves, WriteSet writes) {
    for (int i = 0; i < leaves.size(); i++) {
      writes.put(Family.LEAVES, Keys.of(firstIndex + i), leaves.get(i));
    }
  }

  /** The bytes of leaves side by side; fewer than asked for at the end of the log. */
  public List<byte[]> leaves(long first, int count) {
    return store.range(Family.LEAVES, Keys.of(first), Keys.of(first + count), count).stream()
        .map(KeyValueStore.Entry::value)
        .toList();
  }

  public void putTransaction(TransactionKey key, TransactionPlace place, WriteSet writes) {
    writes.put(Family.TRANSACTIONS, key.storeKey(), place.encode());
  }

  public Optional<TransactionPlace> transaction(TransactionKey key) {
    return Optional.ofNullable(store.get(Family.TRANSACTIONS, key.storeKey()))
        .map(TransactionPlace::decode);
  }

  /** Puts a checkpoint that has become final into a write set. */
  public void putFinal(FinalCheckpoint checkpoint, WriteSet writes) {
    writes.put(Family.CHECKPOINTS, Keys.of(checkpoint.size()), checkpoint.encode());
    writes.put(Family.META, Entry.FINAL.key(), Keys.of(checkpoint.size()));
  }

  public void publish(FinalCheckpoint checkpoint) {
    finalCheckpoint = checkpoint;
  }

  /** The first final checkpoint of at least that size. */
  public Optional<FinalCheckpoint> checkpointCovering(long size) {
    return store
        .atOrAfter(Family.CHECKPOINTS, Keys.of(size))
        .map(entry -> FinalCheckpoint.decode(entry.value()));
  }

  /** The final checkpoint of exactly that size. */
  public Optional<FinalCheckpoint> checkpointAt(long size) {
    return Optional.ofNullable(store.get(Family.CHECKPOINTS, Keys.of(size)))
        .map(FinalCheckpoint::decode);
  }

  /** Where rounds are missing here. */
  public Gaps gaps() {
    return gaps;
  }

  /** The order hash after a round, as long as it is remembered. */
  public Optional<Digest> orderHash(long round) {
    return Optional.ofNullable(store.get(Family.ORDER_HASHES, Keys.of(round))).map(Digest::of);
  }

  /** Forgets the order hashes before a round, some thousands at a time. */
  public void forgetOrderHashes(long before) {
    if (before < 1) {
      return;
    }
    var writes = new WriteSet();
    store
        .range(Family.ORDER_HASHES, Keys.of(0), Keys.of(before), FORGOTTEN_AT_ONCE)
        .forEach(entry -> writes.remove(Family.ORDER_HASHES, entry.key()));
    if (!writes.isEmpty()) {
      store.write(writes, Durability.WRITTEN);
    }
  }

  /** What contradicted this node's chain, if anything ever did. */
  public Optional<String> divergence() {
    return Optional.ofNullable(store.get(Family.META, Entry.DIVERGENCE.key()))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  public void putDivergence(String evidence, WriteSet writes) {
    writes.put(Family.META, Entry.DIVERGENCE.key(), evidence.getBytes(StandardCharsets.UTF_8));
  }
}
