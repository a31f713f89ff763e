package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.yipiao.ledger.server.ordering.OrderedRound;
import org.yipiao.ledger.server.ordering.RecordingListener;

/** What the engines of a cluster order, waited for at several and held against each other. */
final class CommonOrder {

  private final HieroCluster cluster;

  CommonOrder(HieroCluster cluster) {
    this.cluster = cluster;
  }

  /** Has a validator order a text; the payload in hexadecimal digits. */
  String submit(int member, String text) {
    cluster.order(member, text);
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  void awaitPayloads(List<String> payloads, List<Integer> members) {
    for (int member : members) {
      await()
          .atMost(HieroCluster.LIMIT)
          .until(() -> cluster.listener(member).payloads().containsAll(payloads));
    }
  }

  void awaitRound(long round, List<Integer> members) {
    for (int member : members) {
      await()
          .atMost(HieroCluster.LIMIT)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> cluster.listener(member).lastRound() >= round);
    }
  }

  /** Lets these rest until there was no round for a while. */
  void awaitRest(List<Integer> members, Duration quiet) {
    var lastRound = new AtomicLong(-1);
    await()
        .atMost(HieroCluster.LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .during(quiet)
        .until(() -> {
          members.forEach(member -> cluster.engine(member).idle(true));
          long round = cluster.listener(1).lastRound();
          return lastRound.getAndSet(round) == round;
        });
  }

  /** In every round that two nodes both have, they have the same hash. */
  void assertSameHashes(List<Integer> members) {
    SortedMap<Long, String> first = hashes(cluster.listener(members.getFirst()));
    for (int member : members) {
      SortedMap<Long, String> own = hashes(cluster.listener(member));
      own.keySet().retainAll(first.keySet());
      assertThat(own).isNotEmpty();
      assertThat(first).containsAllEntriesOf(own);
    }
  }

  /** The order hashes that a listener was told, by round. */
  static SortedMap<Long, String> hashes(RecordingListener listener) {
    var hashes = new TreeMap<Long, String>();
    for (OrderedRound round : listener.rounds().values()) {
      hashes.put(round.number(), RecordingListener.hex(round.orderHash()));
    }
    return hashes;
  }
}
