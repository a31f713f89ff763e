package org.yipiao.ledger.server.succession;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.genesis.Roster;

/**
 * The state of a stop that this node holds beside its engine while no quorum is known to hold it:
 * one to which its own engine came before the node ended, or one that it took of others because f +
 * 1 of those who stopped, of which one at least is honest, have signed it. It signs so itself,
 * tells it, and gives the state to whoever asks, until a quorum proves it or a later one.
 *
 * <p>To take a state is not to go on from it, and ends no engine: an engine that is late and can
 * come to the stop out of the others' events does so all the same, and one that cannot is replaced
 * once a quorum holds the state. So nothing is lost either where more than f lied.
 */
final class UnprovenStop {

  private static final Logger LOG = LoggerFactory.getLogger(UnprovenStop.class);

  private static final String ANOTHER =
      "more than may lie do: of one epoch's stop there is another beside ";

  private final StopSigner signer;
  private final Peers peers;
  private final EngineFiles files;
  private final StopDirectory stops;
  private final StopDirectory unproven;

  /** Whether what lies on the disk since an earlier life was looked at. */
  private volatile boolean checked;

  /** What was said last of what cannot be taken, so that it is said once. */
  private String trouble = "";

  /**
   * @param stops those that are proven
   * @param unproven where this one is kept, in the same way
   */
  UnprovenStop(
      StopSigner signer,
      Peers peers,
      EngineFiles files,
      StopDirectory stops,
      StopDirectory unproven) {
    this.signer = signer;
    this.peers = peers;
    this.files = files;
    this.stops = stops;
    this.unproven = unproven;
  }

  /** What is held and of use, for no later stop is proven. */
  private Optional<StopDirectory.Kept> held() {
    return checked
        ? unproven.last().filter(kept -> kept.epoch() > stops.epoch())
        : Optional.empty();
  }

  /** Who is known to hold the same state, this node among them. */
  Optional<StopProof> proof() {
    return held().map(StopDirectory.Kept::proof);
  }

  /** The state of that stop, if it is the one that is held. */
  Optional<StateRecords> state(EngineStop stop) {
    return held().filter(kept -> kept.proof().stop().equals(stop)).map(StopDirectory.Kept::state);
  }

  /** Looks at what an earlier life has left, before any of it is told. */
  void recover() throws IOException {
    StopDirectory.Kept kept = unproven.last().orElse(null);
    if (kept != null) {
      boolean over = kept.epoch() <= stops.epoch();
      if (!over && !checked && !files.fits(kept.proof().stop(), kept.state())) {
        LOG.error("the state of {} that is kept here is damaged", kept.proof().stop());
        over = true;
      }
      if (over) {
        unproven.forget();
      }
    }
    checked = true;
  }

  /**
   * Holds the state to which this node's own engine came.
   *
   * @param known the epochs
   */
  void hold(EngineStop stop, StateRecords state, List<Epoch> known) throws IOException {
    Roster before = before(stop, known).orElse(null);
    boolean later = held().filter(kept -> kept.epoch() >= stop.epoch()).isPresent();
    if (before != null && signer.counts(before) && !later) {
      unproven.keep(signer.sign(StopProof.unsigned(stop), before), state);
    }
  }

  /**
   * Adds who else says that it holds the same.
   *
   * @return whether a quorum does: the stop is kept as a proven one then
   */
  boolean isProven(KnownEpochs.Proven heard) throws IOException {
    StopDirectory.Kept kept = held().orElse(null);
    Roster before = kept == null ? null : before(kept.proof().stop(), heard.epochs()).orElse(null);
    if (kept == null || before == null) {
      return false;
    }
    StopProof proof = signer.sign(kept.proof(), before); // its key may not have been here before
    for (Peers.Said said : heard.later()) {
      proof = proof.with(said.proof(), signer.origin(), before);
    }
    if (proof.signatures().size() > kept.proof().signatures().size()) {
      unproven.keep(proof, kept.state());
    }
    // Who goes on has to know the validators with whom.
    boolean proven = proof.proven(signer.origin(), before) && heard.epoch(kept.epoch()).isPresent();
    if (proven) {
      stops.keep(proof, kept.state());
    }
    return proven;
  }

  /**
   * Takes the state of a later stop that an honest validator has signed, of whoever gives it.
   *
   * @param after the epoch of the last stop that is of no interest
   * @return as {@link #isProven}
   */
  boolean take(KnownEpochs.Proven heard, long after) throws IOException {
    long from = held().map(kept -> Math.max(after, kept.epoch() - 1)).orElse(after);
    StopProof signed = signed(heard, from).orElse(null);
    if (signed != null && state(signed.stop()).isEmpty()) {
      take(signed, heard);
    }
    return isProven(heard);
  }

  private void take(StopProof signed, KnownEpochs.Proven heard) throws IOException {
    EngineStop stop = signed.stop();
    Roster before = before(stop, heard.epochs()).orElseThrow();
    List<Peers.Said> holders =
        heard.later().stream().filter(said -> said.proof().stop().equals(stop)).toList();
    StopProof both = signer.sign(signed, before);
    boolean taken =
        peers.give(
            stop,
            holders,
            records -> {
              if (!files.fits(stop, records)) {
                return false;
              }
              unproven.keep(both, records);
              return true;
            });
    if (taken) {
      LOG.warn("this node was not at {}, and holds its state until a quorum does", stop);
    } else {
      say("nobody gives the state of " + stop + ", which is not proven yet");
    }
  }

  /** The latest stop that an honest validator has signed, where there is only one of its epoch. */
  private Optional<StopProof> signed(KnownEpochs.Proven heard, long after) {
    List<StopProof> latest = new ArrayList<>();
    for (StopProof one : together(heard)) {
      long last = latest.isEmpty() ? after : latest.getFirst().stop().epoch();
      long epoch = one.stop().epoch();
      if (epoch > last) {
        latest.clear();
      }
      if (epoch > last || (!latest.isEmpty() && epoch == last)) {
        latest.add(one);
      }
    }
    StopProof first = latest.stream().findFirst().orElse(null);
    if (first == null) {
      return Optional.empty();
    }
    if (latest.size() > 1) {
      say(ANOTHER + first.stop());
      return Optional.empty();
    }
    return contradicts(first.stop()) ? Optional.empty() : Optional.of(first);
  }

  /** Whether another stop of that epoch is held, and signed: one signs only one. */
  boolean contradicts(EngineStop stop) {
    boolean another =
        proof()
            .map(StopProof::stop)
            .filter(own -> own.epoch() == stop.epoch() && !own.equals(stop))
            .isPresent();
    if (another) {
      say(ANOTHER + stop);
    }
    return another;
  }

  /** What was said of each stop, put together, as far as an honest validator says it. */
  private List<StopProof> together(KnownEpochs.Proven heard) {
    Map<EngineStop, StopProof> together = new LinkedHashMap<>();
    for (Peers.Said said : heard.later()) {
      EngineStop stop = said.proof().stop();
      Roster before = before(stop, heard.epochs()).orElse(null);
      if (before != null && signer.counts(before)) {
        StopProof valid = said.proof().valid(signer.origin(), before);
        together.merge(stop, valid, (one, other) -> one.with(other, signer.origin(), before));
      }
    }
    return together.values().stream()
        .filter(one ->
            before(one.stop(), heard.epochs())
                .filter(before -> one.honest(signer.origin(), before))
                .isPresent())
        .toList();
  }

  private static Optional<Roster> before(EngineStop stop, List<Epoch> known) {
    return KnownEpochs.epoch(known, stop.epoch() - 1).map(Epoch::roster);
  }

  private void say(String text) {
    if (!text.equals(trouble)) {
      LOG.error("{}", text);
      trouble = text;
    }
  }
}
