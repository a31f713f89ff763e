package org.yipiao.ledger.server.cosigning;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.NoteSignature;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Divergence;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.WriteSet;

/**
 * Collects cosignatures and tells when a quorum has signed one and the same checkpoint. A quorum
 * for this node's own root makes it final; a quorum for another root at a size that this node has
 * executed is a divergence. Fewer signatures for another root are one member's lie and change
 * nothing.
 */
public final class CosignatureTally {

  private static final Logger LOG = LoggerFactory.getLogger(CosignatureTally.class);

  private final Chain chain;
  private final Validators validators;
  private final OwnKeys keys;
  private final Divergence divergence;
  private final FalseCosigning falsehoods;
  private final InstantSource clock;
  private final Consumer<FinalCheckpoint> listener;
  private final PendingCosignatures pending = new PendingCosignatures();
  private final TreeMap<Long, Long> executed = new TreeMap<>();
  private final LastCosignatures lastSeen;
  private final Map<Integer, Long> counts = new ConcurrentHashMap<>();
  private final Withholding withholding;
  private final SilentValidators silent;

  public CosignatureTally(
      Chain chain,
      Validators validators,
      OwnKeys keys,
      Divergence divergence,
      FalseCosigning falsehoods,
      InstantSource clock,
      Consumer<FinalCheckpoint> listener) {
    this.chain = chain;
    this.validators = validators;
    this.keys = keys;
    this.divergence = divergence;
    this.falsehoods = falsehoods;
    this.clock = clock;
    this.listener = listener;
    this.withholding = new Withholding(validators::numbers);
    this.silent = new SilentValidators(withholding::of);
    this.lastSeen = new LastCosignatures(chain.store());
  }

  /** The name in {@link Family#META} of the last cosignature that was seen of a member. */
  public static byte[] seenKey(int member) {
    return LastCosignatures.key(member);
  }

  /** The cosignature with the largest size that was ever seen of a member. */
  public Optional<Cosignature> lastSeen(int member) {
    return lastSeen.of(member);
  }

  /** How many valid cosignatures came from each member since the start. */
  public Map<Integer, Long> counts() {
    return Map.copyOf(counts);
  }

  /**
   * For how long a validator has cosigned nothing that became final while others did; from the
   * first such checkpoint to the last.
   */
  public Duration withheld(int member) {
    return withholding.of(member);
  }

  /**
   * Takes a cosignature from anywhere; a forged one has no effect.
   *
   * @return whether it is of the member it names
   */
  public boolean accept(Cosignature cosignature) {
    if (known(cosignature)) {
      return true;
    }
    if (!validators.valid(cosignature)) {
      return false;
    }
    counts.merge(cosignature.member(), 1L, Long::sum);
    synchronized (this) {
      if (!validators.valid(cosignature)) { // an epoch that began in between has another key
        return true;
      }
      otherThan(cosignature).ifPresent(before -> falsehoods.twice(before, cosignature));
      lastSeen.remember(cosignature);
      long size = cosignature.size();
      if (size <= chain.finalSize()) {
        if (judge(cosignature)) {
          return true;
        }
      }
      if (pending.add(cosignature) && size <= chain.log().size()) {
        evaluate(size);
      }
    }
    return true;
  }

  /** What its signer signed before for the same size and another root, if that is known. */
  private Optional<Cosignature> otherThan(Cosignature cosignature) {
    return Stream.concat(
            lastSeen.of(cosignature.member()).stream(),
            pending.of(cosignature.member(), cosignature.size()))
        .filter(before -> before.size() == cosignature.size())
        .filter(before -> !before.root().equals(cosignature.root()))
        .filter(validators::valid) // an epoch with another key may have begun since
        .findFirst();
  }

  /** Whether it was accepted before and is not final yet. */
  public synchronized boolean known(Cosignature cosignature) {
    return pending.has(cosignature);
  }

  /** Whether a cosignature of a final size is of the final log; names its signer otherwise. */
  private boolean judge(Cosignature cosignature) {
    if (chain.log().root(cosignature.size()).equals(cosignature.root())) {
      withholding.signed(cosignature.member(), cosignature.size());
      return true;
    }
    falsehoods.besideFinal(cosignature);
    return false;
  }

  /**
   * The largest size that may become final next: the last one of an epoch comes before all of the
   * epochs that follow, for it is what proves them.
   */
  public long finalAtMost() {
    return validators.lastOfEpoch(chain.finalSize() + 1);
  }

  /** The height of an executed block of that size that is not final. */
  public synchronized Optional<Long> heightOf(long size) {
    return Optional.ofNullable(executed.get(size));
  }

  /**
   * An epoch began after that size: what was taken for larger ones, before it was known who
   * validates there, is judged again.
   */
  public synchronized void epochEnded(long size) {
    pending.keepAfter(size, validators::valid);
  }

  /** Takes note of a block that this node has executed and written. */
  public synchronized void executed(long size, long height) {
    if (size > chain.finalSize()) {
      executed.put(size, height);
      evaluate(size);
    }
  }

  private void evaluate(long size) {
    var roots = pending.at(size);
    if (roots.isEmpty() || divergence.declared() || size > finalAtMost()) {
      return;
    }
    Digest own = chain.log().root(size);
    for (var entry : Map.copyOf(roots).entrySet()) {
      if (entry.getValue().size() < validators.quorum(size)) {
        continue;
      }
      if (!entry.getKey().equals(own)) {
        divergence.declare(
            "members %s cosigned root %s at size %d, this node has %s"
                .formatted(entry.getValue().keySet(), entry.getKey(), size, own));
        return;
      }
      if (size > chain.finalSize()) {
        makeFinal(size, own, List.copyOf(entry.getValue().values()));
      }
    }
  }

  private void makeFinal(long size, Digest root, List<Cosignature> quorum) {
    Long height = executed.get(size);
    var log = keys.log(size);
    if (height == null || log.isEmpty()) { // whoever is no validator takes over what others made
      return;
    }
    var checkpoint = new Checkpoint(validators.origin(), size, root);
    List<NoteSignature> lines = new ArrayList<>();
    lines.add(log.get().sign(checkpoint));
    quorum.stream()
        .sorted(Comparator.comparingInt(Cosignature::member))
        .forEach(
            one -> validators.key(one.member(), size).ifPresent(key -> lines.add(one.line(key))));
    adopt(height, checkpoint, new SignedNote(checkpoint.body(), lines).format());
  }

  /**
   * Takes over a checkpoint whose quorum was verified and whose size is that of a block here.
   *
   * @return whether it is this node's own root; another one is a divergence
   */
  public synchronized boolean adoptVerified(Checkpoint checkpoint, String note) {
    Long height = executed.get(checkpoint.size());
    if (checkpoint.size() > chain.log().size() || divergence.declared()) {
      return false;
    }
    if (checkpoint.size() > finalAtMost()) {
      return false;
    }
    if (!chain.log().root(checkpoint.size()).equals(checkpoint.root())) {
      divergence.declare(
          "a quorum cosigned root %s at size %d, this node has %s"
              .formatted(
                  checkpoint.root(), checkpoint.size(), chain.log().root(checkpoint.size())));
      return false;
    }
    if (height != null && checkpoint.size() > chain.finalSize()) {
      adopt(height, checkpoint, note);
    }
    return true;
  }

  private void adopt(long height, Checkpoint checkpoint, String note) {
    Instant now = clock.instant();
    long before = chain.finalSize();
    long endBefore = finalAtMost();
    var last = new FinalCheckpoint(height, checkpoint.size(), checkpoint.root(), now, note);
    var writes = new WriteSet();
    chain.putFinal(last, writes);
    chain.store().write(writes, Durability.WRITTEN);
    chain.publish(last);
    executed.headMap(checkpoint.size(), true).clear();
    pending.upTo(
        checkpoint.size(),
        one -> {
          if (one.size() > before) {
            judge(one);
          }
        });
    if (validators.numbers(checkpoint.size()).contains(keys.self())) {
      withholding.becameFinal(checkpoint.size(), now);
      silent.becameFinal(validators.names(checkpoint.size()), now);
    } else {
      withholding.unseen();
    }
    pending.dropUpTo(checkpoint.size());
    LOG.debug("final: size {}", checkpoint.size());
    listener.accept(last);
    if (checkpoint.size() == endBefore) {
      pending.sizes().stream().filter(size -> size <= chain.log().size()).forEach(this::evaluate);
    }
  }
}
