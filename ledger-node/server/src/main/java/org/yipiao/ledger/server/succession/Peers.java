package org.yipiao.ledger.server.succession;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.transfer.Peer;

/** The other validators' nodes, all asked at once; who is silent is passed over. */
final class Peers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Peers.class);

  /** How long they are waited for when they say something, and when they give a state or epochs. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration PATIENCE_WITH_PAGES = Duration.ofSeconds(20);

  /** The most pages of epochs that one is asked for at once; it goes on from there another time. */
  static final int MOST_PAGES = 64;

  private final List<Peer> peers;
  private final Genesis genesis;
  private final LastPatience patience;
  private final LastPatience patienceWithPages;
  private final Asking asking = new Asking();

  /** The most epochs that were shown so far. */
  private volatile List<Epoch> shown;

  Peers(List<Peer> peers, Genesis genesis) {
    this(peers, genesis, PATIENCE, PATIENCE_WITH_PAGES);
  }

  Peers(List<Peer> peers, Genesis genesis, Duration patience, Duration patienceWithPages) {
    this.peers = List.copyOf(peers);
    this.genesis = genesis;
    this.patience = new LastPatience(patience);
    this.patienceWithPages = new LastPatience(patienceWithPages);
    this.shown = List.of(Epoch.first(genesis));
  }

  boolean none() {
    return peers.isEmpty();
  }

  /** With this node, they are one more. */
  private <T> void askNotForLiars(
      LastPatience patience, Function<Peer, Optional<T>> question, Consumer<T> taker) {
    boolean heard =
        asking.<Peer, T, RuntimeException>ask(
            peers,
            question,
            new Asking.Patience(patience.all(), peers.size() / 3, patience.next()),
            answer -> {
              taker.accept(answer);
              return false;
            });
    patience.used(heard);
  }

  /** What a peer says of the last stop. */
  record Said(Peer peer, StopProof proof) {}

  /** A state that a peer gives. */
  @SuppressWarnings("ArrayRecordComponent") // read once, compared nowhere
  private record Given(Peer peer, byte[] bytes) {}

  /** Takes the records that a peer gives. */
  @FunctionalInterface
  interface Taker {

    /** Whether they are the right ones. */
    boolean takes(StateRecords records) throws IOException;
  }

  List<Said> stops() {
    List<Said> all = new ArrayList<>();
    askNotForLiars(patience, Peers::said, all::add);
    return all;
  }

  private static Optional<Said> said(Peer peer) {
    return peer.stop().flatMap(StopProof::readable).map(proof -> new Said(peer, proof));
  }

  /**
   * Takes the state of a stop of whoever gives it first, and names those who give another.
   *
   * @return whether somebody gave it
   */
  boolean give(EngineStop stop, List<Said> holders, Taker taker) throws IOException {
    var taken = new boolean[1];
    asking.<Said, Given, IOException>ask(
        holders,
        said -> said.peer().stopState().map(bytes -> new Given(said.peer(), bytes)),
        Asking.Patience.of(patienceWithPages.all()),
        given -> {
          taken[0] = isTaken(stop, given, taker);
          return taken[0];
        });
    return taken[0];
  }

  private static boolean isTaken(EngineStop stop, Given given, Taker taker) throws IOException {
    try {
      if (taker.takes(StateRecords.decode(given.bytes()))) {
        LOG.info("{} gives the state of {}", given.peer().name(), stop);
        return true;
      }
      // Asked beside: nobody who gives the right one waits for it.
      Thread.ofVirtual().start(() -> nameUnlessItWentOn(given.peer(), stop));
    } catch (FormatException e) {
      LOG.error(
          "{} lies: what it gives is no state of {}: {}",
          given.peer().name(),
          stop,
          e.getMessage());
    }
    return false;
  }

  /** One that has gone on between the two questions gives the state of a later stop. */
  private static void nameUnlessItWentOn(Peer peer, EngineStop stop) {
    Said now = said(peer).orElse(null);
    if (now == null) {
      LOG.warn("{} gives another state than that of {} and does not say whose", peer.name(), stop);
    } else if (now.proof().stop().epoch() > stop.epoch()) {
      LOG.info("{} has gone on from {} and does not give its state", peer.name(), stop);
    } else {
      LOG.error("{} lies: what it gives is not the state of {}", peer.name(), stop);
    }
  }

  /**
   * The most epochs that follow from the genesis and are known here or shown by peers; each page is
   * asked for once, and what was shown before the time was over is kept.
   */
  List<Epoch> epochs(List<Epoch> known) {
    keep(known);
    askNotForLiars(
        patienceWithPages,
        peer -> {
          follow(peer);
          return Optional.empty();
        },
        _ -> {});
    return shown;
  }

  /** Whatever it claims to have, it has to show it. */
  private void follow(Peer peer) {
    List<Epoch> all = new ArrayList<>(shown);
    for (int page = 0; page < MOST_PAGES; page++) {
      List<EpochChange> changes = peer.epochs(all.size()).orElse(List.of());
      for (EpochChange change : changes) {
        Epoch next = change.after(all.getLast(), genesis.origin()).orElse(null);
        if (next == null) {
          LOG.warn("{} shows no epoch {} that follows", peer.name(), all.size());
          return;
        }
        all.add(next);
      }
      keep(all);
      if (changes.isEmpty()) {
        return;
      }
    }
  }

  private synchronized void keep(List<Epoch> epochs) {
    if (epochs.size() > shown.size()) {
      shown = List.copyOf(epochs);
    }
  }

  @Override
  public void close() {
    asking.close();
  }
}
