package org.yipiao.ledger.server.cosigning;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.Cosigner;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Divergence;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.WriteSet;

/**
 * Signs what this validator may sign, and nothing else: a block that it executed and has on its
 * disk, above everything it ever signed, and only after the signature itself is on the disk. Stored
 * signatures are sent again, never made again.
 *
 * <p>Its own records alone do not say what it has signed before: the disk may be new, or an old one
 * that was put back. So at every start it asks the other validators for its own last cosignature,
 * waits for quorum − 1 of them, and signs only above the largest and above its own records, once
 * its log agrees with both. Quorum − 1 others and this one make a quorum, and any two quorums share
 * an honest validator that would have shown it. What the others show it becomes its own record:
 * those are its bytes for that size, and it sends them again where they are needed.
 *
 * <p>One size below what it has signed it does sign: the last one of an epoch, when a disk was lost
 * with its record. No larger size can stand for it, for with it the epoch's quorum ends. The record
 * above it binds this validator to the whole log up to there, and so to the root of that size; what
 * is signed anew says nothing that this record does not say, and has its time.
 *
 * <p>Nobody waits for anybody else to be ready: a validator that is asked answers with what it has
 * seen, whether or not it knows yet what it may sign itself. So all can start at once.
 */
public final class CosigningRule {

  private static final Logger LOG = LoggerFactory.getLogger(CosigningRule.class);
  private static final byte[] FLOOR = Keys.name("cosigning-floor");
  private static final int BLOCKS_AT_ONCE = 64;

  private final Chain chain;
  private final Validators validators;
  private final OwnKeys keys;
  private final InstantSource clock;
  private final Divergence divergence;
  private final Consumer<byte[]> engine;
  private final long nonce = new SecureRandom().nextLong();
  private final Map<Integer, Optional<Cosignature>> answers = new HashMap<>();
  private @Nullable Cosignature last;
  private long floor;
  private long floorTimeSeconds;
  private boolean ready;
  private long nextHeight;

  /**
   * @param engine hands a payload to be ordered
   */
  public CosigningRule(
      Chain chain,
      Validators validators,
      OwnKeys keys,
      InstantSource clock,
      Divergence divergence,
      Consumer<byte[]> engine) {
    this.chain = chain;
    this.validators = validators;
    this.keys = keys;
    this.clock = clock;
    this.divergence = divergence;
    this.engine = engine;
    this.last =
        chain
            .store()
            .atOrBefore(Family.COSIGNATURES, Keys.of(Long.MAX_VALUE))
            .map(entry -> Cosignature.decode(entry.value()))
            .orElse(null);
    byte[] stored = chain.store().get(Family.META, FLOOR);
    if (stored != null) { // of an earlier version, which kept no record of what it was shown
      ByteBuffer floors = ByteBuffer.wrap(stored);
      this.floor = floors.getLong();
      this.floorTimeSeconds = floors.hasRemaining() ? floors.getLong() : 0;
    }
    this.nextHeight = chain.finalCheckpoint().map(checkpoint -> checkpoint.height() + 1).orElse(0L);
  }

  /** Whether it knows what it has signed before. */
  public synchronized boolean ready() {
    return ready;
  }

  /** The largest size it has signed, 0 when none. */
  public synchronized long lastSize() {
    return last == null ? 0 : last.size();
  }

  /** It signs only what is larger. */
  public synchronized long signsAbove() {
    return Math.max(floor, lastSize());
  }

  /** Asks the other validators, unless they have answered. To be repeated until they have. */
  public synchronized void ask() {
    if (!ready) {
      engine.accept(new Payload.Question(nonce).encode());
    }
  }

  /** Takes another validator's answer. */
  public synchronized void answered(int from, Payload.Answer answer) {
    if (ready
        || answer.nonce() != nonce
        || answer.about() != keys.self()
        || from == keys.self()
        || validators.present().roster().validator(from).isEmpty()) {
      return;
    }
    var claimed = answer.last();
    if (claimed == null || (claimed.member() == keys.self() && validators.valid(claimed))) {
      answers.put(from, Optional.ofNullable(claimed));
    }
  }

  /**
   * Signs the executed blocks that it may sign.
   *
   * @return the new cosignatures, which are on the disk
   */
  public synchronized List<Cosignature> step() {
    if (divergence.declared() || chain.head().isEmpty() || (!ready && !becomeReady())) {
      return List.of();
    }
    List<Cosignature> signed = new ArrayList<>();
    var writes = new WriteSet();
    var newest = last;
    while (signed.size() < BLOCKS_AT_ONCE) {
      var block = executedBlock(nextHeight);
      if (block.isEmpty()) {
        break;
      }
      nextHeight++;
      var next = cosign(block.get(), newest);
      if (next.isPresent()) {
        signed.add(next.get());
        writes.put(Family.COSIGNATURES, Keys.of(next.get().size()), next.get().encode());
        newest = newest == null || newest.size() < next.get().size() ? next.get() : newest;
      }
    }
    if (!signed.isEmpty()) {
      // With it all that was written before is on the disk, the blocks among it.
      chain.store().write(writes, Durability.SYNCED);
      last = newest;
      signed.forEach(this::send);
    }
    return signed;
  }

  private Optional<StoredBlock> executedBlock(long height) {
    boolean there = chain.head().filter(head -> head.height() >= height).isPresent();
    return there ? chain.block(height) : Optional.empty();
  }

  private Optional<Cosignature> cosign(StoredBlock block, @Nullable Cosignature newest) {
    long size = block.size();
    var key = keys.cosigner(size);
    if (size <= chain.finalSize() || key.isEmpty()) {
      return Optional.empty();
    }
    if (size > Math.max(floor, newest == null ? 0 : newest.size())) {
      long before = newest == null ? floorTimeSeconds : newest.timeSeconds();
      return Optional.of(
          sign(block, key.get(), Math.max(clock.instant().getEpochSecond(), before)));
    }
    return lostEndOfEpoch(size).map(record -> sign(block, key.get(), record.timeSeconds()));
  }

  private Cosignature sign(StoredBlock block, Cosigner key, long timeSeconds) {
    var checkpoint = new Checkpoint(validators.origin(), block.size(), block.root());
    byte[] timed = key.sign(checkpoint, timeSeconds).signature();
    return new Cosignature(keys.self(), block.size(), block.root(), timed);
  }

  /**
   * What this validator signed above an epoch's last size of which it has no record itself; its log
   * has that root, so it is the log whose beginning is signed with it.
   *
   * @return empty where nothing has to be signed anew
   */
  private Optional<Cosignature> lostEndOfEpoch(long size) {
    if (validators.lastOfEpoch(size) != size) {
      return Optional.empty(); // what is signed above it makes it final as well
    }
    var record =
        chain.store().range(Family.COSIGNATURES, Keys.of(size), null, 1).stream()
            .map(entry -> Cosignature.decode(entry.value()))
            .filter(above -> above.size() > size && above.size() <= chain.log().size())
            .filter(above -> chain.log().root(above.size()).equals(above.root()))
            .findFirst();
    record.ifPresent(above ->
        LOG.warn(
            "size {} ends an epoch, this validator has no record of it and signs it by that of {}",
            size,
            above.size()));
    return record;
  }

  private boolean becomeReady() {
    if (answers.size() < validators.present().roster().quorum() - 1) {
      return false;
    }
    var largest = largestAnswer();
    if (largest.isPresent()) {
      var shown = largest.get();
      if (shown.size() > chain.log().size()) {
        return false;
      }
      if (contradicted(shown)) {
        return false;
      }
      if (shown.size() > signsAbove()) {
        record(shown);
      }
    }
    var own = last;
    if (own != null && (own.size() > chain.log().size() || contradicted(own))) {
      return false;
    }
    LOG.info("cosigning above size {}", signsAbove());
    ready = true;
    return true;
  }

  private Optional<Cosignature> largestAnswer() {
    return answers.values().stream()
        .flatMap(Optional::stream)
        .reduce((a, b) -> a.size() >= b.size() ? a : b);
  }

  /** Whether this validator once signed what its log does not have: then its disk is another's. */
  private boolean contradicted(Cosignature before) {
    var root = chain.log().root(before.size());
    if (root.equals(before.root())) {
      return false;
    }
    divergence.declare(
        "this validator once cosigned root %s at size %d, its log has %s"
            .formatted(before.root(), before.size(), root));
    return true;
  }

  private void record(Cosignature shown) {
    LOG.warn(
        "this validator has signed size {}, its records end at {}: an older or a new disk",
        shown.size(),
        lastSize());
    chain
        .store()
        .write(
            new WriteSet().put(Family.COSIGNATURES, Keys.of(shown.size()), shown.encode()),
            Durability.SYNCED);
    last = shown;
  }

  /** Sends stored cosignatures again that no final checkpoint covers yet. */
  public void resend() {
    if (divergence.declared()) {
      return;
    }
    var stored =
        chain
            .store()
            .range(Family.COSIGNATURES, Keys.of(chain.finalSize() + 1), null, BLOCKS_AT_ONCE);
    stored.forEach(entry -> send(Cosignature.decode(entry.value())));
  }

  private void send(Cosignature cosignature) {
    engine.accept(new Payload.Cosigned(cosignature).encode());
  }
}
