package org.yipiao.ledger.server.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.cosigning.Cosignature;

/** Everything that was ever cosigned or final, wherever it was seen. */
final class Finals {

  /** A size that a validator cosigned. */
  private record Signing(int member, long size) {}

  private final Followed trust;
  private final Set<Integer> honest;
  private final Set<Integer> forgetful = new HashSet<>();
  private final Map<Long, Digest> roots = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final Map<Signing, Digest> signedRoots = new HashMap<>();
  private final Map<Signing, String> signedBytes = new HashMap<>();

  /**
   * @param honest the validators whose cosignatures must not conflict
   */
  Finals(Followed trust, Iterable<Integer> honest) {
    this.trust = trust;
    this.honest = new HashSet<>();
    honest.forEach(this.honest::add);
  }

  /** What is trusted by whoever has followed from the genesis on what was seen. */
  Followed trust() {
    return trust;
  }

  /** A validator's disk was replaced: what it signed before it may not know to the byte. */
  void memoryLost(int member) {
    forgetful.add(member);
  }

  /** A validator hands over a cosignature of its own. */
  void signed(int member, Cosignature cosignature) {
    if (!honest.contains(member)) {
      return;
    }
    var signing = new Signing(member, cosignature.size());
    Digest before = signedRoots.putIfAbsent(signing, cosignature.root());
    if (before != null && !before.equals(cosignature.root())) {
      throw new BrokenPromise(
          Promise.ONE_LEDGER,
          "member %d cosigned two roots of size %d".formatted(member, cosignature.size()));
    }
    String bytes = HexFormat.of().formatHex(cosignature.timed());
    String first = signedBytes.putIfAbsent(signing, bytes);
    if (first != null && !first.equals(bytes) && !forgetful.contains(member)) {
      throw new BrokenPromise(
          Promise.ONE_LEDGER,
          "member %d cosigned size %d anew".formatted(member, cosignature.size()));
    }
  }

  /** An honest node calls a checkpoint final. */
  void seen(int member, String note) {
    if (!seen.add(note)) {
      return;
    }
    switch (CosignedCheckpoint.verify(note, trust)) {
      case Verification.Final verified ->
          put(verified.checkpoint().size(), verified.checkpoint().root());
      case Verification.NotFinal(var fault, String detail) ->
          throw new BrokenPromise(
              Promise.REPLICAS_EQUAL,
              "what member %d calls final is not: %s, %s".formatted(member, fault, detail));
    }
  }

  private void put(long size, Digest root) {
    Digest other = roots.putIfAbsent(size, root);
    if (other != null && !other.equals(root)) {
      throw new BrokenPromise(
          Promise.ONE_LEDGER, "two final checkpoints of size %d".formatted(size));
    }
  }

  /** The final root of a size, if there is one. */
  Optional<Digest> root(long size) {
    return Optional.ofNullable(roots.get(size));
  }
}
