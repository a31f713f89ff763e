package org.yipiao.ledger.server.cosigning;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.PostQuantumCosigner;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Divergence;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.store.Durability;

/**
 * Signs once a minute by ML-DSA-44: the first block of each minute of consensus time, so that all
 * validators sign the same sizes, and only once that block is final here. A final root has no rival
 * (a quorum of Ed25519 cosignatures and this node's own execution stand behind it), so this key
 * never signs two roots of one size, not even on a disk that was put back. The cosignature is on
 * the disk before it is sent; it is sent again some times until a quorum's are together, as the
 * same bytes. The time in it is this validator's clock and never lower than before.
 */
public final class PostQuantumRule {

  private static final Logger LOG = LoggerFactory.getLogger(PostQuantumRule.class);
  private static final long MINUTE_NANOS = 60_000_000_000L;

  /** A minute has no more blocks: one closes at the earliest 50 ms after the one before. */
  private static final int BLOCKS_OF_A_MINUTE = 1_200;

  private static final Duration SEND_AGAIN_AFTER = Duration.ofSeconds(2);
  private static final int SENT_AT_MOST = 10;

  private final Chain chain;
  private final Validators validators;
  private final OwnKeys keys;
  private final InstantSource clock;
  private final Divergence divergence;
  private final PostQuantumTally tally;
  private final Consumer<byte[]> engine;
  private long minute = Long.MIN_VALUE;
  private @Nullable Candidate candidate;
  private @Nullable Instant lastSent;
  private int sent;

  /** The first block of a minute. */
  private record Candidate(long size, Digest root) {}

  /**
   * @param keys it signs nothing where the ledger names none for this validator
   * @param engine hands a payload to be ordered
   */
  public PostQuantumRule(
      Chain chain,
      Validators validators,
      OwnKeys keys,
      InstantSource clock,
      Divergence divergence,
      PostQuantumTally tally,
      Consumer<byte[]> engine) {
    this.chain = chain;
    this.validators = validators;
    this.keys = keys;
    this.clock = clock;
    this.divergence = divergence;
    this.tally = tally;
    this.engine = engine;
    if (signs()) {
      chain.head().ifPresent(this::takeUp);
    }
  }

  private void takeUp(LedgerHead head) {
    minute = head.timeNanos() / MINUTE_NANOS;
    for (long height = head.height();
        height >= 0 && height > head.height() - BLOCKS_OF_A_MINUTE;
        height--) {
      Optional<StoredBlock> block = chain.block(height);
      if (block.isEmpty() || block.get().consensusTimeNanos() / MINUTE_NANOS != minute) {
        return;
      }
      candidate = new Candidate(block.get().size(), block.get().root());
    }
  }

  /** Takes note of an executed block. */
  public synchronized void executed(LedgerHead head) {
    long now = head.timeNanos() / MINUTE_NANOS;
    if (signs() && now > minute) {
      minute = now;
      candidate = new Candidate(head.tree().size(), head.tree().root());
    }
  }

  /** Signs what may be signed, or sends again. To be repeated. */
  public synchronized void step() {
    if (divergence.declared()) {
      return;
    }
    tally.evaluate();
    var next = candidate;
    if (next != null && next.size() <= chain.finalSize()) {
      candidate = null;
      if (next.size() > ownSize()) {
        keys.postQuantum(next.size()).ifPresent(key -> sign(key, next));
      }
    }
    if (waitsForOthers()
        && (lastSent == null || !clock.instant().isBefore(lastSent.plus(SEND_AGAIN_AFTER)))) {
      tally.newest(keys.self()).ifPresent(this::send);
    }
  }

  /** Whether it will have something to do before long, so that the engine must not rest. */
  public synchronized boolean busy() {
    return candidate != null || waitsForOthers();
  }

  private boolean waitsForOthers() {
    return signs() && sent < SENT_AT_MOST && tally.completeSize() < ownSize();
  }

  private boolean signs() {
    return keys.postQuantum(validators.present().fromSize()).isPresent();
  }

  private long ownSize() {
    return tally.newest(keys.self()).map(PostQuantumCosignature::size).orElse(0L);
  }

  private void sign(PostQuantumCosigner signer, Candidate block) {
    if (!chain.log().root(block.size()).equals(block.root())) {
      throw new IllegalStateException("the log has another root at size " + block.size());
    }
    long before = tally.newest(keys.self()).map(PostQuantumCosignature::timeSeconds).orElse(0L);
    long time = Math.max(clock.instant().getEpochSecond(), before);
    var checkpoint = new Checkpoint(validators.origin(), block.size(), block.root());
    var cosignature =
        new PostQuantumCosignature(
            keys.self(), block.size(), block.root(), signer.sign(checkpoint, time).signature());
    tally.keep(cosignature, Durability.SYNCED);
    LOG.debug("cosigned size {} by ML-DSA-44", block.size());
    sent = 0;
    send(cosignature);
    tally.evaluate();
  }

  private void send(PostQuantumCosignature cosignature) {
    sent++;
    lastSent = clock.instant();
    engine.accept(new Payload.PostQuantumCosigned(cosignature).encode());
  }
}
