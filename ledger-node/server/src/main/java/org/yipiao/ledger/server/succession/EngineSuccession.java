package org.yipiao.ledger.server.succession;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.server.ordering.EngineNotDueException;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.ordering.Succession;
import org.yipiao.ledger.server.ordering.hiero.EngineIdentity;
import org.yipiao.ledger.server.ordering.hiero.SavedState;
import org.yipiao.ledger.server.transfer.Peer;

/**
 * When the validators change, all engines stop after the same round with the same state. Two rules
 * keep the order from ending there, whoever fails in between:
 *
 * <ol>
 *   <li>No engine goes on before a quorum of the old validators has signed that it holds the state
 *       of the stop; until then each gives its events to those that have not come to it. One that
 *       was ended before that comes to the stop anew, out of its own events.
 *   <li>Once a quorum holds it, whoever was not there, as a newcomer or by misfortune, takes that
 *       state from any of them, and begins as if it had been there.
 * </ol>
 *
 * So whatever f validators do, the others have the state and go on, and nobody needs rounds of the
 * next validators to become one of them.
 */
public final class EngineSuccession implements Succession {

  private static final Logger LOG = LoggerFactory.getLogger(EngineSuccession.class);

  private final Genesis genesis;
  private final int member;
  private final Supplier<List<Epoch>> own;
  private final Peers peers;
  private final EngineFiles files;
  private final StopDirectory stops;
  private final EngineMaker maker;
  private final Validators engine = new Validators();

  /** A state of another's with which an engine is to begin; until it does, it is not believed. */
  @SuppressWarnings("ArrayRecordComponent") // files, compared nowhere
  private record Given(Peers.Said said, byte[] state, Epoch after) {}

  private volatile @Nullable Given given;
  private final Set<String> refused = new HashSet<>();

  /** What this node has gathered about the stop at which its engine stands. */
  private volatile @Nullable StopProof gathered;

  /** Makes engines. */
  public interface EngineMaker {

    /**
     * An engine, not started.
     *
     * @param known all epochs, of which it takes the validators' addresses
     * @param begins the epoch with which it begins if its folder is empty
     * @param listener to be told of its validators
     */
    OrderingEngine make(List<Epoch> known, Epoch begins, EpochRoster.Listener listener);

    /** This member's keys of whom the validators know, those in use and those to follow. */
    List<EngineIdentity> identities();
  }

  /** The validators of the engine that runs. */
  private final class Validators implements EpochRoster.Listener {
    private volatile @Nullable Epoch present;
    private volatile @Nullable Epoch next;

    @Override
    public void has(Epoch epoch) {
      confirm(epoch);
      present = epoch;
      next = null;
    }

    @Override
    public void announced(Epoch epoch) {
      if (given != null) {
        throw new IllegalStateException("a state that a peer gave is none of a stop");
      }
      next = epoch;
    }

    long number() {
      Epoch coming = next;
      Epoch there = present;
      return coming != null ? coming.number() - 1 : there == null ? 0 : there.number();
    }

    Optional<Epoch> coming() {
      return Optional.ofNullable(next);
    }

    /** Both, as far as they are known. */
    List<Epoch> all() {
      List<Epoch> all = new ArrayList<>();
      for (Epoch epoch : Arrays.asList(present, next)) {
        if (epoch != null) {
          all.add(epoch);
        }
      }
      return all;
    }
  }

  /**
   * @param own the epochs that this node's log has
   * @param directory where the engine's folder is, and what proves its stops
   */
  public EngineSuccession(
      Genesis genesis,
      int member,
      Supplier<List<Epoch>> own,
      List<Peer> peers,
      Path directory,
      EngineMaker maker) {
    this.genesis = genesis;
    this.member = member;
    this.own = own;
    this.peers = new Peers(peers, genesis);
    this.files = new EngineFiles(directory.resolve("engine"), member);
    this.stops = new StopDirectory(directory.resolve("stop"));
    this.maker = maker;
  }

  @Override
  public OrderingEngine next() {
    try {
      forgetWhatWasOfNoUse();
      List<Epoch> known = known();
      List<Peers.Said> newer = newer(stops.epoch(), known);
      if (!newer.isEmpty() && newer.getFirst().proof().stop().epoch() >= known.size()) {
        List<Epoch> shown = peers.epochs();
        known = shown.size() > known.size() ? shown : known;
      }
      takeUp(newer, known);
      return maker.make(known, begins(known), engine);
    } catch (IOException e) {
      throw new UncheckedIOException("the engine's files cannot be read or written", e);
    }
  }

  /** A state with which no engine came to run was not what it should have been. */
  private void forgetWhatWasOfNoUse() throws IOException {
    Given before = given;
    given = null;
    if (before != null) {
      LOG.error("no engine runs with the state that {} gave", before.said().peer().name());
      refused.add(before.said().peer().name());
      files.discard();
    }
  }

  /** The engine runs with what a peer gave: from now on it is this node's, too. */
  private void confirm(Epoch has) {
    Given begun = given;
    if (begun == null) {
      return;
    }
    if (!has.equals(begun.after())) {
      throw new IllegalStateException(
          "the state that %s gave has other validators than those that are proven"
              .formatted(begun.said().peer().name()));
    }
    try {
      stops.keep(begun.said().proof(), begun.state());
      given = null;
    } catch (IOException e) {
      throw new UncheckedIOException("the state of a stop cannot be kept", e);
    }
  }

  /** Takes the state of a stop that a quorum holds, or makes sure that the own one is such. */
  private void takeUp(List<Peers.Said> newer, List<Epoch> known) throws IOException {
    var saved = files.saved();
    if (!newer.isEmpty()) {
      take(newer, known);
    } else if (saved.isEmpty() && stops.proof().isPresent()) {
      files.begin(stops.proof().get().stop(), stops.state());
    } else if (!peers.none() && saved.size() > 1 && unconfirmed(saved.getFirst())) {
      LOG.info("the stop at round {} was not agreed yet", saved.getFirst().round());
      files.withdraw(saved.getFirst());
    }
  }

  private boolean unconfirmed(SavedState newest) {
    return newest.stop()
        && stops.proof().filter(proof -> proof.stop().round() == newest.round()).isEmpty();
  }

  /** Out of those who prove the same stop, one may give another state than that. */
  private void take(List<Peers.Said> newer, List<Epoch> known) throws IOException {
    StopProof proof = newer.getFirst().proof();
    // Those who hold the state may not know yet that a quorum does: they hear it from here.
    gathered = proof;
    if (files.holds(proof.stop())) {
      stops.keep(proof, StateArchive.pack(files.stopped().orElseThrow().folder()));
      return;
    }
    var saved = files.saved();
    if (!saved.isEmpty() && saved.getFirst().round() > proof.stop().round()) {
      return; // It has gone on from there; only what proves that was lost.
    }
    Epoch after = epoch(known, proof.stop().epoch()).orElse(null);
    for (Peers.Said said : newer) {
      Optional<byte[]> state =
          after == null || refused.contains(said.peer().name())
              ? Optional.empty()
              : said.peer().stopState();
      if (after != null && state.isPresent() && begun(said, state.get())) {
        given = new Given(said, state.get(), after);
        return;
      }
    }
    refused.clear();
    throw new EngineNotDueException("nobody gives the state of " + proof.stop());
  }

  private boolean begun(Peers.Said said, byte[] state) {
    try {
      files.begin(said.proof().stop(), state);
      LOG.warn("the engine begins with {}, at which it was not", said.proof().stop());
      return true;
    } catch (IOException e) {
      LOG.error("the state that {} gives is not taken: {}", said.peer().name(), e.getMessage());
      return false;
    }
  }

  /**
   * With which epoch an empty folder begins: the last one with the validators of the last stop.
   *
   * @throws EngineNotDueException when this member is none of them
   */
  private Epoch begins(List<Epoch> known) {
    Given begun = given;
    Epoch begins =
        begun == null ? epoch(known, stops.epoch()).orElse(known.getFirst()) : begun.after();
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

  /** All epochs that this node's log, its engine or its peers can show; the first one first. */
  private List<Epoch> known() {
    List<Epoch> known = new ArrayList<>(own.get());
    boolean needed =
        known.size() <= stops.epoch() || known.getLast().roster().validator(member).isEmpty();
    if (needed || engine.number() >= known.size()) {
      List<Epoch> shown = peers.epochs();
      known = shown.size() > known.size() ? new ArrayList<>(shown) : known;
    }
    for (Epoch epoch : engine.all()) {
      if (epoch.number() == known.size()) {
        known.add(epoch);
      }
    }
    return known;
  }

  private static Optional<Epoch> epoch(List<Epoch> known, long number) {
    return number < known.size() ? Optional.of(known.get((int) number)) : Optional.empty();
  }

  /** Who proves a later stop than an epoch's; of the latest one alone. */
  private List<Peers.Said> newer(long than, List<Epoch> known) {
    List<Peers.Said> later =
        peers.stops().stream().filter(said -> said.proof().stop().epoch() > than).toList();
    List<Epoch> epochs = known;
    if (later.stream().anyMatch(said -> said.proof().stop().epoch() > known.size())) {
      List<Epoch> shown = peers.epochs();
      epochs = shown.size() > known.size() ? shown : known;
    }
    List<Peers.Said> latest = new ArrayList<>();
    for (Peers.Said said : later) {
      long last = latest.isEmpty() ? than : latest.getFirst().proof().stop().epoch();
      if (said.proof().stop().epoch() >= last && proven(said.proof(), epochs)) {
        if (said.proof().stop().epoch() > last) {
          latest.clear();
        }
        latest.add(said);
      }
    }
    // One that gives something useless must not be the first whenever it is tried again.
    Collections.shuffle(latest);
    return latest;
  }

  private boolean proven(StopProof proof, List<Epoch> known) {
    return epoch(known, proof.stop().epoch() - 1)
        .filter(before -> proof.proven(genesis.origin(), before.roster()))
        .isPresent();
  }

  @Override
  public boolean mayEnd() {
    Optional<Epoch> next = engine.coming();
    if (peers.none() || next.isEmpty()) {
      return true;
    }
    try {
      List<Epoch> known = known();
      Optional<SavedState> state = files.stopped();
      Optional<Epoch> before = epoch(known, next.get().number() - 1);
      return state.isPresent()
          && before.isPresent()
          && agreed(
              new EngineStop(next.get().number(), state.get().round(), state.get().hash()),
              state.get(),
              before.get().roster(),
              known);
    } catch (IOException e) {
      LOG.error("the state of the stop cannot be read", e);
      return false;
    }
  }

  /** Whether a quorum holds that state, or the others have gone on without this engine. */
  private boolean agreed(EngineStop stop, SavedState state, Roster before, List<Epoch> known)
      throws IOException {
    StopProof proof = gathered;
    if (proof == null || !proof.stop().equals(stop)) {
      proof = StopProof.saidBy(stop, member, signature(stop, before));
      LOG.info("this engine has come to {}", stop);
    }
    for (Peers.Said said : peers.stops()) {
      StopProof heard = said.proof();
      proof = proof.with(heard, genesis.origin(), before);
      boolean other = !heard.stop().equals(stop) && heard.stop().epoch() >= stop.epoch();
      if (other && proven(heard, known)) {
        LOG.error("a quorum has come to {} instead of {}", heard.stop(), stop);
        return true;
      }
    }
    gathered = proof;
    if (!proof.proven(genesis.origin(), before)) {
      return false;
    }
    stops.keep(proof, StateArchive.pack(state.folder()));
    return true;
  }

  private byte[] signature(EngineStop stop, Roster before) {
    byte[] certificate =
        before
            .validator(member)
            .map(validator -> validator.engineCertificateBytes())
            .orElse(new byte[0]);
    List<EngineIdentity> identities = maker.identities();
    EngineIdentity identity =
        identities.stream()
            .filter(one -> Arrays.equals(one.certificateDer(), certificate))
            .findFirst()
            .orElse(identities.getFirst());
    return identity.sign(stop.statement(genesis.origin()));
  }

  @Override
  public boolean missed() {
    return !peers.none() && !newer(Math.max(stops.epoch(), engine.number()), known()).isEmpty();
  }

  @Override
  public long epoch() {
    return engine.number();
  }

  @Override
  public Optional<byte[]> stop() {
    StopProof now = gathered;
    return Optional.ofNullable(now)
        .filter(proof -> proof.stop().epoch() > stops.epoch())
        .or(stops::proof)
        .map(StopProof::encode);
  }

  @Override
  public Optional<byte[]> stopState() {
    if (stops.proof().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(stops.state());
    } catch (IOException e) {
      LOG.error("the state of the last stop cannot be read", e);
      return Optional.empty();
    }
  }
}
