package org.yipiao.ledger.server.succession;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.transfer.Peer;

/** The other validators' nodes, all asked at once; who is silent is passed over. */
final class Peers {

  private static final Logger LOG = LoggerFactory.getLogger(Peers.class);
  private static final int SECONDS = 5;

  private final List<Peer> peers;
  private final Genesis genesis;

  Peers(List<Peer> peers, Genesis genesis) {
    this.peers = List.copyOf(peers);
    this.genesis = genesis;
  }

  boolean none() {
    return peers.isEmpty();
  }

  /** What a peer says of the last stop. */
  record Said(Peer peer, StopProof proof) {}

  List<Said> stops() {
    return ask(
        peer -> peer.stop().flatMap(StopProof::readable).map(proof -> new Said(peer, proof)));
  }

  /** The longest of the peers' epochs that follow from the genesis; empty when none is shown. */
  List<Epoch> epochs() {
    List<Epoch> longest = List.of();
    for (List<Epoch> shown : ask(peer -> peer.epochs().flatMap(changes -> follow(peer, changes)))) {
      longest = shown.size() > longest.size() ? shown : longest;
    }
    return longest;
  }

  private Optional<List<Epoch>> follow(Peer peer, List<EpochChange> changes) {
    try {
      return Optional.of(EpochChange.follow(genesis, changes));
    } catch (FormatException e) {
      LOG.warn("{} shows epochs that do not follow: {}", peer.name(), e.getMessage());
      return Optional.empty();
    }
  }

  private <T> List<T> ask(Function<Peer, Optional<T>> question) {
    List<T> answers = new ArrayList<>();
    List<Callable<Optional<T>>> asked =
        peers.stream().<Callable<Optional<T>>>map(peer -> () -> question.apply(peer)).toList();
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      for (Future<Optional<T>> answer : threads.invokeAll(asked, SECONDS, TimeUnit.SECONDS)) {
        answered(answer).ifPresent(answers::add);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.shutdownNow();
    }
    return answers;
  }

  private static <T> Optional<T> answered(Future<Optional<T>> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (CancellationException | ExecutionException e) {
      return Optional.empty();
    }
  }
}
