package org.yipiao.ledger.server.succession;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.server.ordering.hiero.SavedState;

/** When a stop is agreed: a quorum of those who stopped has signed that it holds the state. */
final class StopAgreement {

  private static final Logger LOG = LoggerFactory.getLogger(StopAgreement.class);

  private final StopSigner signer;
  private final EngineValidators engine;
  private final KnownEpochs epochs;
  private final Peers peers;
  private final EngineFiles files;
  private final StopDirectory stops;
  private final UnprovenStop unproven;

  /** What this node has gathered about the last stop that it heard of, with whom signed so far. */
  private volatile @Nullable StopProof gathered;

  /** The stop at which this engine stands. */
  private volatile @Nullable Own own;

  private record Own(EngineStop stop, StateRecords state) {}

  /**
   * @param stops those that are proven
   * @param unproven what else this node holds
   */
  StopAgreement(
      StopSigner signer,
      EngineValidators engine,
      KnownEpochs epochs,
      Peers peers,
      EngineFiles files,
      StopDirectory stops,
      UnprovenStop unproven) {
    this.signer = signer;
    this.engine = engine;
    this.epochs = epochs;
    this.peers = peers;
    this.files = files;
    this.stops = stops;
    this.unproven = unproven;
  }

  /** What another has proven is told on. */
  void heard(StopProof proof) {
    gathered = proof;
  }

  /**
   * Whether the engine that has stopped may end. Which stop it is, its saved state says: an engine
   * that was taught it was told of no validators that follow.
   *
   * @throws IOException when the state of the stop cannot be read or kept
   */
  boolean mayEnd() throws IOException {
    if (peers.none()) {
      return true;
    }
    Optional<Own> held = Optional.empty();
    IOException unreadable = null;
    try {
      held = held();
    } catch (IOException e) {
      unreadable = e;
    }
    long before = held.map(one -> one.stop().epoch() - 1).orElseGet(engine::stopped);
    KnownEpochs.Proven heard = epochs.laterThan(before);
    if (held.isPresent()) {
      return agreed(held.get(), heard);
    }
    if (heard.proof().isPresent()) {
      LOG.error("the own state of the stop is of no use, but others have it", unreadable);
      return true;
    }
    // Who has no state of its own may be the one whose signature makes the quorum whole.
    if (unproven.take(heard, before)) {
      return true;
    }
    if (unreadable != null) {
      throw unreadable;
    }
    return false;
  }

  /** Nothing is signed but what can be given to others, and is on the disk. */
  private Optional<Own> held() throws IOException {
    SavedState newest = files.saved().stream().findFirst().orElse(null);
    Own held = own;
    if (held == null || newest == null || !EngineFiles.is(newest, held.stop())) {
      held = null;
      EngineStop stop = files.stopped().orElse(null);
      if (stop != null) {
        held = files.held(stop).map(records -> new Own(stop, records)).orElse(null);
      }
      own = held;
    }
    return Optional.ofNullable(held);
  }

  /** Whether a quorum holds that state, or the others have gone on without this engine. */
  private boolean agreed(Own held, KnownEpochs.Proven heard) throws IOException {
    EngineStop stop = held.stop();
    Roster before = heard.epoch(stop.epoch() - 1).map(Epoch::roster).orElse(null);
    if (before == null) {
      return false;
    }
    if (unproven.contradicts(stop)) {
      return heard.proof().isPresent();
    }
    StopProof proof = gathered;
    if (proof == null || !proof.stop().equals(stop)) {
      LOG.info("this engine has come to {}", stop);
      proof = StopProof.unsigned(stop);
    }
    proof = signer.sign(proof, before);
    for (Peers.Said said : heard.later()) {
      proof = proof.with(said.proof(), signer.origin(), before);
    }
    gathered = proof;
    if (proof.proven(signer.origin(), before)) {
      stops.keep(proof, held.state());
      return true;
    }
    StopProof other = heard.proof().orElse(null);
    if (other != null) {
      LOG.error("a quorum has come to {} instead of {}", other.stop(), stop);
      return true;
    }
    // Who has gone on and stopped again does not tell of this stop any more.
    return unproven.take(heard, stop.epoch());
  }

  /** What tells others of the last stop. */
  Optional<byte[]> said() {
    return told().map(StopProof::encode);
  }

  private Optional<StopProof> told() {
    StopProof last = stops.proof().orElse(null);
    for (StopProof one : Arrays.asList(gathered, unproven.proof().orElse(null))) {
      if (one != null && (last == null || one.stop().epoch() > last.stop().epoch())) {
        last = one;
      }
    }
    return Optional.ofNullable(last);
  }

  /** The state of that stop, if this node holds it, whether it is proven or not. */
  Optional<byte[]> given() {
    EngineStop stop = told().map(StopProof::stop).orElse(null);
    if (stop == null) {
      return Optional.empty();
    }
    Own held = own;
    return Optional.ofNullable(held)
        .filter(one -> one.stop().equals(stop))
        .map(Own::state)
        .or(() -> unproven.state(stop))
        .or(() ->
            stops
                .last()
                .filter(kept -> kept.proof().stop().equals(stop))
                .map(StopDirectory.Kept::state))
        .map(StateRecords::encode);
  }
}
