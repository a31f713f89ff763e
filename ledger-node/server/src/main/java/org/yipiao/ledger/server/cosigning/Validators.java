package org.yipiao.ledger.server.cosigning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.Cosigner;
import org.yipiao.ledger.protocol.checkpoint.PostQuantumCosigner;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * Who validates at a size of the log: the genesis file's validators, and those of the epochs that
 * the executed state has. A size beyond the executed log counts for the present ones, which it may
 * turn out not to be of. Safe for use by several threads.
 */
public final class Validators {

  /** Some seconds' worth. */
  private static final int REMEMBERED = 1_024;

  private final String origin;
  private volatile List<Epoch> epochs;
  private volatile TrustRoot trust;
  private final List<Runnable> followers = new CopyOnWriteArrayList<>();

  /** A cosignature by its bytes, under a key: with a new epoch another may count at its size. */
  private record Verified(Digest cosignature, Vkey key) {}

  private final Map<Verified, Boolean> verified =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Verified, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Those of the genesis file. */
  public Validators(Genesis genesis) {
    this.origin = genesis.origin();
    this.epochs = List.of(Epoch.first(genesis));
    this.trust = TrustRoot.of(genesis, List.of());
  }

  /** Those of the genesis file and of a state. */
  public Validators(Genesis genesis, LedgerRows rows) {
    this(genesis);
    takeUp(rows);
  }

  /**
   * Takes up the epochs that a state has beyond the known ones.
   *
   * @return whether there was one
   */
  public synchronized boolean takeUp(LedgerRows rows) {
    long last = rows.epoch();
    if (last <= present().number()) {
      return false;
    }
    var next = new ArrayList<>(epochs);
    TrustRoot longer = trust;
    for (long number = present().number() + 1; number <= last; number++) {
      long missing = number;
      Epoch epoch =
          rows.epoch(number)
              .orElseThrow(() -> new IllegalStateException("no row of epoch " + missing));
      next.add(epoch);
      longer = longer.withEpoch(epoch.fromSize(), epoch.roster());
    }
    trust = longer;
    epochs = List.copyOf(next);
    followers.forEach(Runnable::run);
    return true;
  }

  /**
   * Has something done each time that an epoch was taken up.
   *
   * @param follower is done on the thread that executes blocks, and fails never
   */
  public void follow(Runnable follower) {
    followers.add(follower);
  }

  public String origin() {
    return origin;
  }

  /** What verifies checkpoints of all known epochs; it knows no issuers of documents. */
  public TrustRoot trust() {
    return trust;
  }

  /** A file's trust root, with the epochs that began after its last one. */
  public TrustRoot extended(TrustRoot file) {
    return Epoch.extended(file, epochs);
  }

  /** All epochs that are known, the first one first. */
  public List<Epoch> epochs() {
    return epochs;
  }

  /** The last epoch that is known. */
  public Epoch present() {
    return epochs.getLast();
  }

  /** The epoch of a size. */
  public Epoch at(long size) {
    var all = epochs;
    for (int i = all.size() - 1; i > 0; i--) {
      if (all.get(i).fromSize() <= size) {
        return all.get(i);
      }
    }
    return all.getFirst();
  }

  /** The last size of the epoch of a size, {@link Long#MAX_VALUE} while it lasts. */
  public long lastOfEpoch(long size) {
    for (Epoch epoch : epochs) {
      if (epoch.fromSize() > size) {
        return epoch.fromSize() - 1;
      }
    }
    return Long.MAX_VALUE;
  }

  /** How many make a quorum at a size. */
  public int quorum(long size) {
    return at(size).roster().quorum();
  }

  /** A validator's cosigning key at a size, by its member number. */
  public Optional<Vkey> key(int member, long size) {
    return at(size).roster().validator(member).map(validator -> validator.cosigningKey());
  }

  /** The ML-DSA-44 keys at a size of the validators that have one, by their member numbers. */
  Map<Integer, Vkey> postQuantumKeys(long size) {
    Map<Integer, Vkey> keys = new HashMap<>();
    for (Roster.Entry entry : at(size).roster().validators()) {
      Vkey key = entry.validator().postQuantumKey();
      if (key != null) {
        keys.put(entry.member(), key);
      }
    }
    return keys;
  }

  /** The member numbers of the validators of a size. */
  Set<Integer> numbers(long size) {
    return at(size).roster().validators().stream()
        .map(Roster.Entry::member)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The names of the validators of a size, by their member numbers. */
  Map<Integer, String> names(long size) {
    return at(size).roster().validators().stream()
        .collect(Collectors.toUnmodifiableMap(Roster.Entry::member, Roster.Entry::name));
  }

  /** The names, by their member numbers, of all that are or once were validators. */
  public Map<Integer, String> names() {
    Map<Integer, String> names = new HashMap<>();
    for (Epoch epoch : epochs) {
      epoch.roster().validators().forEach(entry -> names.put(entry.member(), entry.name()));
    }
    return Map.copyOf(names);
  }

  /** Whether a cosignature was made by the member it names, which validates at its size. */
  public boolean valid(Cosignature cosignature) {
    return key(cosignature.member(), cosignature.size())
        .filter(key -> valid(cosignature, key))
        .isPresent();
  }

  /**
   * Whether a cosignature for archives was made by a key that its member has, or had in an epoch
   * before: it was taken by what was known then, and its size may be of an epoch that came later.
   */
  public boolean wasValid(PostQuantumCosignature cosignature) {
    var checkpoint = new Checkpoint(origin, cosignature.size(), cosignature.root());
    return epochs.stream()
        .flatMap(epoch -> epoch.roster().validator(cosignature.member()).stream())
        .flatMap(validator -> Optional.ofNullable(validator.postQuantumKey()).stream())
        .distinct()
        .anyMatch(
            key -> PostQuantumCosigner.verify(key, checkpoint, cosignature.line(key)).isPresent());
  }

  /** The same bytes come several times, as seen, as ordered, sent again: they are verified once. */
  private boolean valid(Cosignature cosignature, Vkey key) {
    var one = new Verified(Digest.sha256(cosignature.encode()), key);
    synchronized (verified) {
      if (verified.containsKey(one)) {
        return true;
      }
    }
    var checkpoint = new Checkpoint(origin, cosignature.size(), cosignature.root());
    boolean valid = Cosigner.verify(key, checkpoint, cosignature.line(key)).isPresent();
    if (valid) {
      synchronized (verified) {
        verified.put(one, true);
      }
    }
    return valid;
  }
}
