package org.yipiao.ledger.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.trust.TrustSource;

/**
 * A trust root that goes on with the ledger's epochs. When something does not hold under what is
 * known, and once a minute while it is used, nodes are asked for what proves the next epochs, and
 * each is verified by the one before. So no node is believed: one can keep back what is newer for
 * as long as no other is asked, and costs the time of one bounded question in some seconds. Safe
 * for use by several threads.
 */
public final class FollowedTrust implements TrustSource, AutoCloseable {

  /** Between the end of a question to all nodes and the next one. */
  static final Duration PAUSE = Duration.ofSeconds(2);

  /** After so long without one there is a question without a cause. */
  static final Duration ROUTINE = Duration.ofMinutes(1);

  /** More epochs are not followed. */
  static final int MOST_EPOCHS = 1_000;

  /** For a question of another's that is under way. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private static final Duration ONE_QUESTION = Duration.ofSeconds(10);

  private final EpochNodes nodes;
  private final LongSupplier nanoTime;
  private final Executor background;
  private final ReentrantLock asking = new ReentrantLock();
  private final AtomicBoolean routine = new AtomicBoolean();
  private volatile TrustRoot present;
  private volatile long lastAsked;
  private volatile boolean askedBefore;

  /**
   * One that asks by itself, without a token. To be closed.
   *
   * @param nodes base addresses; with none it stays as it is
   * @param file what is trusted, from elsewhere than the nodes; one that does not begin at size 0
   *     stays as it is
   */
  public FollowedTrust(List<URI> nodes, TrustRoot file) {
    this(nodes, file, new NodeHttp(() -> null, () -> null));
  }

  /** One that asks as a client does, and is closed with it. */
  FollowedTrust(List<URI> nodes, TrustRoot file, NodeExchange http) {
    this(
        nodes,
        file,
        http,
        System::nanoTime,
        task -> Thread.ofVirtual().name("ledger-epochs").start(task));
  }

  /**
   * @param nanoTime a time that only grows
   * @param background runs what nobody waits for
   */
  FollowedTrust(
      List<URI> nodes,
      TrustRoot file,
      NodeExchange http,
      LongSupplier nanoTime,
      Executor background) {
    this.nodes = new EpochNodes(nodes, http, nanoTime);
    this.present = file;
    this.nanoTime = nanoTime;
    this.background = background;
    this.lastAsked = nanoTime.getAsLong();
  }

  /** What is trusted now. When that was not looked at for long, it is looked at meanwhile. */
  @Override
  public TrustRoot present() {
    if (since(lastAsked) >= ROUTINE.toNanos() && routine.compareAndSet(false, true)) {
      background.execute(() -> {
        try {
          follow();
        } finally {
          routine.set(false);
        }
      });
    }
    return present;
  }

  /**
   * Whoever comes while nodes are asked waits for the end of that, but not for long: then it goes
   * on with what is known, so that slow nodes do not keep all verifications waiting.
   */
  @Override
  public Optional<TrustRoot> later(TrustRoot than, Predicate<TrustRoot> holds) {
    if (!mayAsk()) {
      return known(than, holds);
    }
    try {
      Optional<TrustRoot> known = known(than, holds);
      if (known.isPresent()) {
        return known;
      }
      if (!askedBefore || since(lastAsked) >= PAUSE.toNanos()) {
        ask(holds);
      }
      return known(than, holds);
    } finally {
      asking.unlock();
    }
  }

  private boolean mayAsk() {
    try {
      return asking.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Optional<TrustRoot> known(TrustRoot than, Predicate<TrustRoot> holds) {
    TrustRoot now = present;
    return now.epochs().size() > than.epochs().size() && holds.test(now)
        ? Optional.of(now)
        : Optional.empty();
  }

  /**
   * Asks all nodes now.
   *
   * @return whether one has answered
   */
  public boolean follow() {
    asking.lock();
    try {
      return ask(_ -> false);
    } finally {
      asking.unlock();
    }
  }

  /**
   * What proves all epochs after the first, in their order, for whoever has an older trust root.
   * Nodes are asked until one gives them all.
   *
   * @return empty when none does
   */
  public Optional<List<EpochChange>> proofs() {
    TrustRoot known = present;
    long deadline = nanoTime.getAsLong() + ONE_QUESTION.toNanos();
    for (URI node : nodes.inTurn()) {
      List<EpochChange> all = new ArrayList<>();
      nodes.changes(
          node,
          1,
          deadline,
          change -> {
            boolean wanted =
                all.size() < known.epochs().size() - 1
                    && change.next().number() == all.size() + 1
                    && change.provenUnder(known);
            if (wanted) {
              all.add(change);
            }
            return wanted;
          });
      if (all.size() == known.epochs().size() - 1) {
        return Optional.of(List.copyOf(all));
      }
    }
    return Optional.empty();
  }

  private boolean isLater(TrustRoot than) {
    return present.epochs().size() > than.epochs().size();
  }

  private long since(long nanos) {
    return nanoTime.getAsLong() - nanos;
  }

  /**
   * Asks every node in turn until what they prove is enough.
   *
   * @return whether one has answered
   */
  private boolean ask(Predicate<TrustRoot> enough) {
    long deadline = nanoTime.getAsLong() + ONE_QUESTION.toNanos();
    boolean answered = false;
    for (URI node : nodes.inTurn()) {
      TrustRoot before = present;
      answered |= nodes.changes(node, before.epochs().size(), deadline, this::follow);
      if (isLater(before) && enough.test(present)) {
        break;
      }
    }
    lastAsked = nanoTime.getAsLong();
    askedBefore = true;
    return answered;
  }

  private boolean follow(EpochChange change) {
    TrustRoot known = present;
    var next =
        known.epochs().size() > MOST_EPOCHS ? Optional.<TrustRoot>empty() : change.after(known);
    next.ifPresent(root -> present = root);
    return next.isPresent();
  }

  @Override
  public void close() {
    nodes.close();
  }
}
