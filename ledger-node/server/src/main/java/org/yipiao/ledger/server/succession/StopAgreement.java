package org.yipiao.ledger.server.succession;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.server.ordering.hiero.EngineIdentity;

/** When a stop is agreed: a quorum of those who stopped has signed that it holds the state. */
final class StopAgreement {

  private static final Logger LOG = LoggerFactory.getLogger(StopAgreement.class);

  private final String origin;
  private final int member;
  private final Supplier<List<EngineIdentity>> identities;
  private final EngineValidators engine;
  private final KnownEpochs epochs;
  private final Peers peers;
  private final EngineFiles files;
  private final StopDirectory stops;

  /** What this node has gathered about the last stop that it heard of, with whom signed so far. */
  private volatile @Nullable StopProof gathered;

  /** The stop at which this engine stands. */
  private @Nullable Own own;

  private record Own(EngineStop stop, StateRecords state) {}

  /**
   * @param identities this member's keys of whom the validators know
   */
  StopAgreement(
      String origin,
      int member,
      Supplier<List<EngineIdentity>> identities,
      EngineValidators engine,
      KnownEpochs epochs,
      Peers peers,
      EngineFiles files,
      StopDirectory stops) {
    this.origin = origin;
    this.member = member;
    this.identities = identities;
    this.engine = engine;
    this.epochs = epochs;
    this.peers = peers;
    this.files = files;
    this.stops = stops;
  }

  /** What another has proven is told on. */
  void heard(StopProof proof) {
    gathered = proof;
  }

  /**
   * Whether the engine that has stopped may end.
   *
   * @throws IOException when the state of the stop cannot be read or kept
   */
  boolean mayEnd() throws IOException {
    Epoch next = engine.coming().orElse(null);
    if (peers.none() || next == null) {
      return true;
    }
    List<Epoch> known = epochs.all();
    Optional<Epoch> before = KnownEpochs.epoch(known, next.number() - 1);
    Optional<Own> held = Optional.empty();
    IOException unreadable = null;
    try {
      held = held(next.number());
    } catch (IOException e) {
      unreadable = e;
    }
    if (held.isEmpty() && epochs.laterThan(engine.number()).proof().isPresent()) {
      LOG.error("the own state of the stop is of no use, but others have it", unreadable);
      return true;
    }
    if (unreadable != null) {
      throw unreadable;
    }
    return before.isPresent()
        && held.isPresent()
        && agreed(held.get(), before.get().roster(), known);
  }

  /** Nothing is signed but what can be given to others, and is on the disk. */
  private Optional<Own> held(long epoch) throws IOException {
    var state = files.stopped().orElse(null);
    if (state == null) {
      return Optional.empty();
    }
    var stop = new EngineStop(epoch, state.round(), state.hash());
    Own held = own;
    if (held == null || !held.stop().equals(stop)) {
      held = files.held(stop).map(records -> new Own(stop, records)).orElse(null);
      own = held;
    }
    return Optional.ofNullable(held);
  }

  /** Whether a quorum holds that state, or the others have gone on without this engine. */
  private boolean agreed(Own held, Roster before, List<Epoch> known) throws IOException {
    EngineStop stop = held.stop();
    StopProof proof = gathered;
    if (proof == null || !proof.stop().equals(stop)) {
      LOG.info("this engine has come to {}", stop);
      proof = StopProof.saidBy(stop, member, signature(stop, before));
    }
    for (Peers.Said said : peers.stops()) {
      StopProof heard = said.proof();
      proof = proof.with(heard, origin, before);
      boolean other = !heard.stop().equals(stop) && heard.stop().epoch() >= stop.epoch();
      if (other && epochs.proves(heard, known)) {
        LOG.error("a quorum has come to {} instead of {}", heard.stop(), stop);
        return true;
      }
    }
    gathered = proof;
    if (!proof.proven(origin, before)) {
      return false;
    }
    stops.keep(proof, held.state());
    return true;
  }

  private byte[] signature(EngineStop stop, Roster before) {
    byte[] certificate =
        before
            .validator(member)
            .map(validator -> validator.engineCertificateBytes())
            .orElse(new byte[0]);
    List<EngineIdentity> all = identities.get();
    EngineIdentity identity =
        all.stream()
            .filter(one -> Arrays.equals(one.certificateDer(), certificate))
            .findFirst()
            .orElse(all.getFirst());
    return identity.sign(stop.statement(origin));
  }

  /** What tells others of the last stop. */
  Optional<byte[]> said() {
    return Optional.ofNullable(gathered)
        .filter(proof -> proof.stop().epoch() > stops.epoch())
        .or(stops::proof)
        .map(StopProof::encode);
  }
}
