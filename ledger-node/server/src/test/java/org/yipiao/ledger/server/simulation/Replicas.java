package org.yipiao.ledger.server.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.log.CompactRange;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.store.Family;

/** The final log as honest nodes show it, each leaf once, and whether they are all alike. */
final class Replicas {

  private final Cluster cluster;
  private final List<Integer> honest;
  private final Finals finals;
  private final Supplier<? extends Set<Integer>> validators;
  private final BiConsumer<Long, byte[]> next;
  private final List<byte[]> leaves = new ArrayList<>();
  private final Map<Long, Digest> roots = new HashMap<>();
  private final Map<Integer, Long> seen = new HashMap<>();
  private final Map<Long, Digest> heads = new HashMap<>();
  private CompactRange tree = CompactRange.empty();

  /**
   * @param validators who validates at the end of the final log
   * @param next takes each leaf of the final log
   */
  Replicas(
      Cluster cluster,
      List<Integer> honest,
      Finals finals,
      Supplier<? extends Set<Integer>> validators,
      BiConsumer<Long, byte[]> next) {
    this.cluster = cluster;
    this.honest = List.copyOf(honest);
    this.finals = finals;
    this.validators = validators;
    this.next = next;
  }

  /** The leaves of the final log so far. */
  List<byte[]> leaves() {
    return leaves;
  }

  Digest root() {
    return tree.root();
  }

  private Optional<Digest> root(long size) {
    return Optional.ofNullable(roots.get(size));
  }

  /** Looks at what is new. */
  void look() {
    for (int member : honest) {
      cluster.running(member).ifPresent(node -> look(member, node));
    }
  }

  /** The honest ones that validate now; whoever went has a part of the log. */
  List<Integer> present() {
    return honest.stream().filter(validators.get()::contains).toList();
  }

  private void look(int member, LedgerNode node) {
    Chain chain = node.chain();
    node.divergence()
        .evidence()
        .ifPresent(evidence -> {
          throw new BrokenPromise(
              Promise.ONE_LEDGER,
              "member %d takes itself for another: %s".formatted(member, evidence));
        });
    chain
        .head()
        .ifPresent(head -> {
          Digest other = heads.putIfAbsent(head.tree().size(), head.tree().root());
          if (other != null && !other.equals(head.tree().root())) {
            throw new BrokenPromise(
                Promise.REPLICAS_EQUAL,
                "member %d has another log of size %d".formatted(member, head.tree().size()));
          }
        });
    Optional<FinalCheckpoint> last = chain.finalCheckpoint();
    if (last.isPresent() && !Long.valueOf(last.get().size()).equals(seen.get(member))) {
      seen.put(member, last.get().size());
      finals.trust().follow(member, node);
      finals.seen(member, last.get().note());
      take(member, chain, last.get().size());
    }
  }

  private void take(int member, Chain chain, long size) {
    if (size > leaves.size()) {
      for (byte[] leaf : chain.leaves(leaves.size(), Math.toIntExact(size - leaves.size()))) {
        tree = tree.append(MerkleTree.leafHash(leaf));
        leaves.add(leaf);
        roots.put(tree.size(), tree.root());
        next.accept(tree.size() - 1, leaf);
      }
    }
    Optional<Digest> own = root(size);
    if (!own.equals(Optional.of(chain.log().root(size))) || !own.equals(finals.root(size))) {
      throw new BrokenPromise(
          Promise.REPLICAS_EQUAL,
          "member %d has other leaves below size %d".formatted(member, size));
    }
  }

  /** Whether all honest nodes run, have executed the same and call all of it final. */
  boolean settled() {
    return present().stream()
        .allMatch(member ->
            cluster
                .running(member)
                .filter(node -> node.chain().gaps().lowest().isEmpty())
                .filter(node -> node.submissions().depth() == 0)
                .filter(node -> node.chain().log().size() == leaves.size())
                .filter(node -> node.chain().finalSize() == leaves.size())
                .isPresent());
  }

  /** Compares everything that honest nodes keep of the ledger. */
  void atTheEnd() {
    List<Integer> present = present();
    var first = cluster.running(present.getFirst()).orElseThrow().chain();
    for (int member : present) {
      var node = cluster.running(member).orElseThrow();
      var chain = node.chain();
      if (!chain.head().equals(first.head())) {
        throw new BrokenPromise(Promise.REPLICAS_EQUAL, "member " + member + " has another head");
      }
      for (Family family : List.of(Family.ROWS, Family.LEAVES, Family.MAP)) {
        compare(member, family, first, chain);
      }
      checkpoints(member, chain);
      epochs(member, node);
    }
  }

  /** Whoever knows the genesis alone comes by each node to the same validators. */
  private void epochs(int member, LedgerNode node) {
    List<EpochChange> changes =
        LongStream.rangeClosed(1, node.validators().present().number())
            .mapToObj(node.epochs()::change)
            .flatMap(Optional::stream)
            .toList();
    if (!EpochChange.follow(cluster.genesis(), changes).equals(node.validators().epochs())
        || finals.trust().epoch() != changes.size()) {
      throw new BrokenPromise(
          Promise.REPLICAS_EQUAL,
          "member %d proves %d epochs, there are %d"
              .formatted(member, changes.size(), finals.trust().epoch()));
    }
  }

  private static void compare(int member, Family family, Chain first, Chain chain) {
    var expected = first.store().range(family, new byte[0], null, Integer.MAX_VALUE);
    var actual = chain.store().range(family, new byte[0], null, Integer.MAX_VALUE);
    boolean same = expected.size() == actual.size();
    for (int i = 0; same && i < expected.size(); i++) {
      same =
          Arrays.equals(expected.get(i).key(), actual.get(i).key())
              && Arrays.equals(expected.get(i).value(), actual.get(i).value());
    }
    if (!same) {
      throw new BrokenPromise(
          Promise.REPLICAS_EQUAL, "member %d has other %s".formatted(member, family));
    }
  }

  private void checkpoints(int member, Chain chain) {
    Optional<FinalCheckpoint> at = chain.checkpointCovering(1);
    while (at.isPresent()) {
      finals.seen(member, at.get().note());
      if (!root(at.get().size()).equals(Optional.of(at.get().root()))) {
        throw new BrokenPromise(
            Promise.ONE_LEDGER,
            "member %d has another final checkpoint of size %d".formatted(member, at.get().size()));
      }
      at = chain.checkpointCovering(at.get().size() + 1);
    }
  }
}
