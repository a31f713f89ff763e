package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.server.execution.QueuedRound;
import org.yipiao.ledger.server.store.RocksKeyValueStore;

/** What earlier versions left on a disk opens, says what it said, and goes on. */
class EarlierDirectoryTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"1-chained-root", "2-map-root"})
  void opensSaysWhatItSaidAndExecutesOneMoreBlock(String version) throws Exception {
    var earlier = EarlierDirectory.unpacked(version, directory);
    Properties expected = earlier.expected();
    Properties found;
    try (var store = RocksKeyValueStore.open(earlier.store())) {
      var opened = EarlierDirectory.Opened.of(store, earlier.genesis());
      found = opened.found();
      assertThat(opened.chain().log().root(opened.head().tree().size()))
          .isEqualTo(opened.head().tree().root());
      opened.rounds().append(QueuedRound.decode(earlier.nextRound()));
      while (opened.executor().step(Duration.ZERO)) {
        Thread.onSpinWait();
      }
      EarlierDirectory.note(found, "next.", opened.head());
    }
    assertThat(EarlierDirectory.text(found)).isEqualTo(EarlierDirectory.text(expected));
    assertThat(found.getProperty("next.height"))
        .isEqualTo(Long.toString(Long.parseLong(found.getProperty("height")) + 1));
  }

  @Test
  void thatOfVersionTwoHasWhatOnlyVersionTwoApplies() throws Exception {
    var earlier = EarlierDirectory.unpacked("2-map-root", directory);
    try (var store = RocksKeyValueStore.open(earlier.store())) {
      var chain = EarlierDirectory.Opened.of(store, earlier.genesis()).chain();
      int size = (int) chain.head().orElseThrow().tree().size();
      Set<OperationType> applied = EnumSet.noneOf(OperationType.class);
      for (byte[] bytes : chain.leaves(0, size)) {
        var leaf = LeafV1.decode(bytes);
        if (leaf.outcome() == Outcome.APPLIED.number()) {
          applied.add(leaf.operationType().orElseThrow());
        }
      }
      assertThat(applied)
          .contains(
              OperationType.REVERSE_INVOICE,
              OperationType.MARK_PAPER_PRINTED,
              OperationType.CANCEL_PAPER,
              OperationType.ANCHOR_EVIDENCE);
    }
  }
}
