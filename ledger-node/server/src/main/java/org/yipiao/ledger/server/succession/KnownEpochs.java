package org.yipiao.ledger.server.succession;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.yipiao.ledger.protocol.epoch.Epoch;

/** All epochs that this node's log, its engine or its peers can show, and what they prove. */
final class KnownEpochs {

  private final String origin;
  private final int member;
  private final Supplier<List<Epoch>> own;
  private final EngineValidators engine;
  private final Peers peers;
  private final StopDirectory stops;

  /**
   * @param own the epochs that this node's log has
   */
  KnownEpochs(
      String origin,
      int member,
      Supplier<List<Epoch>> own,
      EngineValidators engine,
      Peers peers,
      StopDirectory stops) {
    this.origin = origin;
    this.member = member;
    this.own = own;
    this.engine = engine;
    this.peers = peers;
    this.stops = stops;
  }

  /**
   * Who proves a stop.
   *
   * @param epochs that are known, the first one first
   * @param said the same of all, the latest; empty when nobody proves any
   * @param later whatever is said of later stops, proven or not
   */
  record Proven(List<Epoch> epochs, List<Peers.Said> said, List<Peers.Said> later) {

    Optional<StopProof> proof() {
      return said.stream().findFirst().map(Peers.Said::proof);
    }

    Optional<Epoch> epoch(long number) {
      return KnownEpochs.epoch(epochs, number);
    }
  }

  /** All of them, the first one first; peers are asked only where this node lacks some. */
  List<Epoch> all() {
    List<Epoch> known = new ArrayList<>(own.get());
    boolean needed =
        known.size() <= stops.epoch() || known.getLast().roster().validator(member).isEmpty();
    if (needed || engine.number() >= known.size()) {
      known = new ArrayList<>(peers.epochs(known));
    }
    for (Epoch epoch : engine.all()) {
      if (epoch.number() == known.size()) {
        known.add(epoch);
      }
    }
    return known;
  }

  static Optional<Epoch> epoch(List<Epoch> known, long number) {
    return number < known.size() ? Optional.of(known.get((int) number)) : Optional.empty();
  }

  /** Who proves a later stop than an epoch's; of the latest one alone. */
  Proven laterThan(long epoch) {
    List<Epoch> known = all();
    List<Peers.Said> later =
        peers.stops().stream().filter(said -> said.proof().stop().epoch() > epoch).toList();
    int size = known.size();
    if (later.stream().anyMatch(said -> said.proof().stop().epoch() >= size)) {
      List<Epoch> shown = peers.epochs(known);
      known = shown.size() > size ? shown : known;
    }
    List<Peers.Said> latest = new ArrayList<>();
    for (Peers.Said said : later) {
      long last = latest.isEmpty() ? epoch : latest.getFirst().proof().stop().epoch();
      long number = said.proof().stop().epoch();
      if (number >= last && proves(said.proof(), known)) {
        if (number > last) {
          latest.clear();
        }
        latest.add(said);
      }
    }
    return new Proven(known, latest, later);
  }

  boolean proves(StopProof proof, List<Epoch> known) {
    return epoch(known, proof.stop().epoch() - 1)
        .filter(before -> proof.proven(origin, before.roster()))
        .isPresent();
  }
}
