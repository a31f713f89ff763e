package org.yipiao.ledger.server.succession;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.server.ordering.EngineNotDueException;
import org.yipiao.ledger.server.ordering.hiero.SavedState;

/** With which state an engine begins. */
final class Beginning {

  private static final Logger LOG = LoggerFactory.getLogger(Beginning.class);

  private final int member;
  private final KnownEpochs epochs;
  private final Peers peers;
  private final EngineFiles files;
  private final StopDirectory stops;
  private final StopAgreement agreement;
  private final UnprovenStop unproven;
  private volatile Optional<String> torn = Optional.empty();

  Beginning(
      int member,
      KnownEpochs epochs,
      Peers peers,
      EngineFiles files,
      StopDirectory stops,
      StopAgreement agreement,
      UnprovenStop unproven) {
    this.member = member;
    this.epochs = epochs;
    this.peers = peers;
    this.files = files;
    this.stops = stops;
    this.agreement = agreement;
    this.unproven = unproven;
  }

  /**
   * What an engine is made with.
   *
   * @param known all epochs
   * @param begins with which an empty folder begins
   */
  record Start(List<Epoch> known, Epoch begins) {}

  /**
   * Sees to it that an engine may go on from what lies in its folder: the state of a stop that a
   * quorum holds, or one before any stop.
   *
   * @throws EngineNotDueException when none may run now
   * @throws IOException when files cannot be read or written
   */
  Start prepare() throws IOException {
    files.recover();
    putTornAside();
    unproven.recover();
    KnownEpochs.Proven proven = epochs.laterThan(stops.epoch());
    StopProof latest = proven.proof().orElse(null);
    if (latest != null) {
      // Those who hold the state may not know yet that a quorum does: they hear it from here.
      agreement.heard(latest);
      take(latest, proven);
      return start(proven);
    }
    try {
      unproven.isProven(proven);
      goOn(proven);
      return start(proven);
    } catch (EngineNotDueException e) {
      // No engine runs that would ask whether it missed a stop.
      if (!unproven.take(proven, stops.epoch())) {
        throw e;
      }
      goOn(proven);
      return start(proven);
    }
  }

  private void putTornAside() throws IOException {
    Optional<String> found = files.putTornAside(lastStop());
    if (found.isPresent()) {
      torn = found;
      LOG.error(
          "the engine's newest state is torn: {}; the engine begins with an older one and comes to"
              + " it again out of its events (the runbook's page: An engine's folder is damaged)",
          found.get());
    }
  }

  private long lastStop() {
    return stops.proof().map(proof -> proof.stop().round()).orElse(-1L);
  }

  /** What was wrong with a state that was put aside since the node started, of several the last. */
  Optional<String> torn() {
    return torn;
  }

  private Start start(KnownEpochs.Proven proven) {
    return new Start(proven.epochs(), begins(proven.epochs()));
  }

  /** Nobody proves a later stop than the one that is known here. */
  private void goOn(KnownEpochs.Proven heard) throws IOException {
    StopDirectory.Kept kept = stops.last().orElse(null);
    List<SavedState> saved = files.saved();
    if (kept != null && isBefore(saved, kept.proof().stop())) {
      begin(kept);
    } else if (!peers.none() && !saved.isEmpty() && unconfirmed(saved.getFirst())) {
      hold(heard);
      if (unproven.isProven(heard)) {
        goOn(heard);
      } else {
        comeAnew(saved);
      }
    }
  }

  /** What its own engine has put aside comes before what is kept. */
  private void begin(StopDirectory.Kept kept) throws IOException {
    EngineStop stop = kept.proof().stop();
    files.restore(stop);
    if (held(stop).isPresent()) {
      return;
    }
    LOG.warn("the engine's folder is behind {} and begins with it", stop);
    if (!files.begin(stop, kept.state())) {
      stops.forget();
      throw new EngineNotDueException("the state of " + stop + " that is kept here is damaged");
    }
  }

  /** What its own engine came to before the node ended can be given and counts, wherever it is. */
  private void hold(KnownEpochs.Proven heard) throws IOException {
    EngineStop stop = ownStop().orElse(null);
    if (stop != null && unproven.state(stop).isEmpty()) {
      Optional<StateRecords> records = held(stop);
      if (records.isPresent()) {
        unproven.hold(stop, records.get(), heard.epochs());
      }
    }
  }

  /** What the newest state says, if it can be read. */
  private Optional<EngineStop> ownStop() {
    try {
      return files.stopped();
    } catch (IOException e) {
      LOG.error("the engine's newest state is of no use: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The engine comes to the stop again out of its events, which others may need. It does not where
   * there is no earlier state: an engine saves one after its first round, so it has been taught
   * this one, and has no events that lead there.
   */
  private void comeAnew(List<SavedState> saved) throws IOException {
    SavedState newest = saved.getFirst();
    if (saved.size() == 1) {
      throw new EngineNotDueException(
          "a quorum has not proven the stop at round %d, of which this node has the state"
              .formatted(newest.round()));
    }
    LOG.info("the stop at round {} was not agreed yet", newest.round());
    files.withdraw(newest);
  }

  private static boolean isBefore(List<SavedState> saved, EngineStop stop) {
    return saved.isEmpty() || saved.getFirst().round() < stop.round();
  }

  private boolean unconfirmed(SavedState newest) {
    return stops.proof().filter(proof -> proof.stop().round() == newest.round()).isEmpty()
        && (newest.stop() || ownStop().isPresent());
  }

  /** Begins with the state of a stop: what is here, or what whoever proves it gives. */
  private void take(StopProof proof, KnownEpochs.Proven proven) throws IOException {
    EngineStop stop = proof.stop();
    files.restore(stop);
    Optional<StateRecords> held = held(stop);
    if (held.isPresent()) {
      stops.keep(proof, held.get());
      return;
    }
    List<SavedState> saved = files.saved();
    if (!saved.isEmpty() && saved.getFirst().round() > stop.round()) {
      goOn(proven); // It has gone on from there; only what proves that was lost.
      return;
    }
    if (proven.epoch(stop.epoch()).isEmpty()) {
      throw new EngineNotDueException("nobody shows the epoch that follows " + stop);
    }
    Peers.Taker taker =
        records -> {
          if (!files.begin(stop, records)) {
            return false;
          }
          stops.keep(proof, records);
          return true;
        };
    Optional<StateRecords> taken = unproven.state(stop);
    boolean begun = taken.isPresent() && taker.takes(taken.get());
    if (!begun && !peers.give(stop, proven.said(), taker)) {
      throw new EngineNotDueException("nobody gives the state of " + stop);
    }
    LOG.warn("the engine begins with {}, at which it was not", stop);
  }

  /** What cannot be read here any more is given by others. */
  private Optional<StateRecords> held(EngineStop stop) {
    try {
      return files.held(stop);
    } catch (IOException e) {
      LOG.error("the own state of {} is of no use: {}", stop, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * With which epoch an empty folder begins: the last one with the validators of the last stop.
   *
   * @throws EngineNotDueException when this member is none of them
   */
  private Epoch begins(List<Epoch> known) {
    Epoch begins = KnownEpochs.epoch(known, stops.epoch()).orElse(known.getFirst());
    for (Epoch later : known) {
      if (later.number() > begins.number() && sameEngines(begins.roster(), later.roster())) {
        begins = later;
      } else if (later.number() > begins.number()) {
        break;
      }
    }
    if (begins.roster().validator(member).isEmpty()) {
      throw new EngineNotDueException(
          "member %d is not among the validators of epoch %d, which order now"
              .formatted(member, begins.number()));
    }
    return begins;
  }

  /** Whether the same engines order, by their members and keys. */
  private static boolean sameEngines(Roster some, Roster others) {
    return EpochRoster.members(some).equals(EpochRoster.members(others));
  }
}
