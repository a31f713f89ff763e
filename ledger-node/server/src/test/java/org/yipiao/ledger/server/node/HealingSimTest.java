package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.cosigning.CosignatureTally;
import org.yipiao.ledger.server.lies.EvidenceStore;
import org.yipiao.ledger.server.node.LyingValidator.Manner;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.WriteSet;
import org.yipiao.ledger.server.submission.TransactionKey;

/** Validators whose store is damaged and that go on with an empty one. */
class HealingSimTest {

  private static final Duration LONG = Duration.ofSeconds(6);
  private static final int HEALED = 3;
  private static final int LIAR = 2;

  /** What a node has that every other has as well. */
  private static final List<Family> EVERYBODYS =
      List.of(Family.ROWS, Family.LEAVES, Family.TILES, Family.BLOCKS, Family.MAP);

  @TempDir Path directory;

  private SimulatedConsortium consortium(long seed, int contractVersion) throws Exception {
    var consortium =
        new SimulatedConsortium(directory, seed, SimulatedConditions.calm(), contractVersion);
    consortium.run(LONG);
    consortium.allocate(1);
    consortium.makeBlocks(0, 3);
    return consortium;
  }

  private static void damage(SimulatedConsortium consortium, Family... families) {
    consortium.disk(HEALED).damage(families);
  }

  private static void heal(SimulatedConsortium consortium) throws Exception {
    consortium.heal(HEALED);
    consortium.start(HEALED);
  }

  @Test
  void endsWithWhatAllOthersHaveAndSignsNoSizeTwice() throws Exception {
    for (int contractVersion = 1; contractVersion <= 2; contractVersion++) {
      var consortium = consortium(70 + contractVersion, contractVersion);
      var signed = new NotedCosignatures();
      consortium.corrupt(HEALED, signed);
      consortium.makeBlocks(3, 2);
      damage(consortium, Family.ROWS);
      consortium.issue(5, 1);
      consortium.run(Duration.ofSeconds(2));
      assertThat(consortium.runs(HEALED)).as("a store that fails ends a simulated node").isFalse();

      heal(consortium);
      consortium.run(LONG);
      consortium.makeBlocks(6, 2);

      assertSame(consortium);
      assertThat(signed.signed())
          .hasSizeGreaterThan(2)
          .allSatisfy((size, bytes) -> assertThat(bytes).as("size %d", size).hasSize(1));
    }
  }

  private static void assertSame(SimulatedConsortium consortium) {
    var first = consortium.node(1);
    var healed = consortium.node(HEALED);
    assertThat(healed.divergence().evidence()).isEmpty();
    assertThat(healed.status()).isEqualTo(NodeStatus.ACTIVE);
    assertThat(healed.chain().head()).isEqualTo(first.chain().head());
    assertThat(healed.chain().finalSize()).isEqualTo(first.chain().log().size());
    for (Family family : EVERYBODYS) {
      assertThat(entries(healed.chain(), family))
          .as("%s", family)
          .isEqualTo(entries(first.chain(), family));
    }
  }

  private static List<String> entries(Chain chain, Family family) {
    return chain.store().range(family, new byte[0], null, Integer.MAX_VALUE).stream()
        .map(entry ->
            HexFormat.of().formatHex(entry.key()) + " " + HexFormat.of().formatHex(entry.value()))
        .toList();
  }

  /** Nobody else has it: it was accepted here and handed to no engine. */
  @Test
  void takesAlongWhatItHadAcceptedUntilThatHasItsBlock() throws Exception {
    var consortium = consortium(73, 1);
    SignedTransaction waiting = consortium.invoice(20);
    SignedTransaction unreadable = consortium.invoice(21);
    var key = accept(consortium, waiting);
    var other = accept(consortium, unreadable);
    byte[] turned =
        Objects.requireNonNull(
                consortium.disk(HEALED).get(Family.SUBMISSIONS, other.storeKey()), "a row")
            .clone();
    turned[turned.length - 1] ^= 1;
    consortium
        .disk(HEALED)
        .write(new WriteSet().put(Family.SUBMISSIONS, other.storeKey(), turned), Durability.SYNCED);
    damage(consortium, Family.LEAVES);
    consortium.crash(HEALED);

    heal(consortium);
    assertThat(consortium.node(HEALED).submissions().find(key))
        .hasValueSatisfying(found -> assertThat(found.bytes()).isEqualTo(waiting.bytes()));
    assertThat(consortium.node(HEALED).submissions().find(other)).isEmpty();
    consortium.node(HEALED).submissions().withoutThreads().handOver(0);
    consortium.run(LONG);

    assertThat(consortium.node(HEALED).submissions().depth()).isZero();
    assertThat(consortium.node(1).chain().transaction(key)).isPresent();
    assertSame(consortium);
  }

  /** As the submission queue keeps what it has accepted. */
  private static TransactionKey accept(
      SimulatedConsortium consortium, SignedTransaction transaction) {
    var key = TransactionKey.of(transaction.header());
    byte[] bytes = transaction.bytes();
    byte[] row =
        ByteBuffer.allocate(1 + 2 * Long.BYTES + bytes.length)
            .put((byte) 1)
            .putLong(consortium.network().clock().millis())
            .putLong(transaction.header().expiryEpochNanos())
            .put(bytes)
            .array();
    consortium
        .disk(HEALED)
        .write(new WriteSet().put(Family.SUBMISSIONS, key.storeKey(), row), Durability.SYNCED);
    return key;
  }

  /** It was in a block before: the block comes from the others, and nothing waits any more. */
  @Test
  void whatWasSettledBeforeDoesNotWaitAgain() throws Exception {
    var consortium = consortium(79, 1);
    SignedTransaction settled = consortium.issue(20, 1);
    consortium.run(LONG);
    var key = accept(consortium, settled);
    damage(consortium, Family.BLOCKS);
    consortium.crash(HEALED);
    heal(consortium);
    assertThat(consortium.node(HEALED).submissions().find(key)).isPresent();
    consortium.run(LONG);
    consortium.makeBlocks(21, 1);
    assertThat(consortium.node(HEALED).submissions().depth()).isZero();
    assertSame(consortium);
  }

  @Test
  void knowsWhatItHasCosignedBeforeAnybodyTellsIt() throws Exception {
    var consortium = consortium(83, 1);
    long signed = consortium.node(HEALED).cosigning().lastSize();
    byte[] forged = new byte[141];
    Arrays.fill(forged, (byte) 1);
    consortium
        .disk(HEALED)
        .write(
            new WriteSet().put(Family.COSIGNATURES, Keys.of(signed + 7), forged),
            Durability.SYNCED);
    damage(consortium, Family.TILES);
    consortium.crash(HEALED);
    heal(consortium);
    assertThat(consortium.node(HEALED).cosigning().lastSize()).isEqualTo(signed);
    assertThat(consortium.node(HEALED).cosigning().ready()).isFalse();
    consortium.run(LONG);
    consortium.makeBlocks(3, 1);
    assertSame(consortium);
    assertThat(consortium.node(HEALED).cosigning().lastSize()).isGreaterThan(signed);
  }

  @Test
  void rebuildsAStoreOfWhichNothingCanBeRead() throws Exception {
    var consortium = consortium(89, 2);
    damage(consortium, Family.values());
    consortium.crash(HEALED);
    heal(consortium);
    consortium.run(LONG);
    consortium.makeBlocks(3, 1);
    assertSame(consortium);
  }

  /** Proof of lies is kept for ever, and what proves nothing is not taken for it. */
  @Test
  void keepsWhatProvesLiesAndWhatItHasSeenOfTheOthers() throws Exception {
    var consortium = consortium(101, 1);
    consortium.corrupt(LIAR, new LyingValidator(consortium, LIAR, Manner.SIGNS_BOTH));
    consortium.makeBlocks(3, 3);
    var before = consortium.node(HEALED);
    List<EvidenceStore.Piece> kept = before.evidence().from(0, 0, 100);
    assertThat(kept).hasSizeGreaterThanOrEqualTo(3);
    var slander = new EvidenceStore.Piece(1, kept.getFirst().size(), kept.getFirst().text());
    var unreadable = new EvidenceStore.Piece(LIAR, kept.getLast().size() + 1, "nothing of a proof");
    var writes = new WriteSet();
    slander.put(writes);
    unreadable.put(writes);
    consortium.disk(HEALED).write(writes, Durability.SYNCED);
    List<String> seen = seen(before);
    damage(consortium, Family.ROWS);
    consortium.crash(HEALED);

    heal(consortium);
    assertThat(consortium.node(HEALED).evidence().from(0, 0, 100)).isEqualTo(kept);
    assertThat(seen(consortium.node(HEALED))).isEqualTo(seen);
    consortium.corrupt(LIAR, new NotedCosignatures());
    consortium.run(LONG);
    consortium.makeBlocks(6, 1);
    assertSame(consortium);
  }

  private static List<String> seen(LedgerNode node) {
    return IntStream.rangeClosed(1, 4)
        .mapToObj(member -> node.cosignatures().lastSeen(member).orElseThrow().encode())
        .map(HexFormat.of()::formatHex)
        .toList();
  }

  /** It is whole, and of nobody's key: whoever asks is not told of it. */
  @Test
  void doesNotTakeOverWhatNobodySigned() throws Exception {
    var consortium = consortium(103, 1);
    byte[] forged = consortium.node(HEALED).cosignatures().lastSeen(1).orElseThrow().encode();
    forged[forged.length - 1] ^= 1;
    consortium
        .disk(HEALED)
        .write(
            new WriteSet().put(Family.META, CosignatureTally.seenKey(1), forged),
            Durability.SYNCED);
    damage(consortium, Family.TILES);
    consortium.crash(HEALED);
    heal(consortium);
    assertThat(consortium.node(HEALED).cosignatures().lastSeen(1)).isEmpty();
    assertThat(consortium.node(HEALED).cosignatures().lastSeen(2)).isPresent();
  }

  @Test
  void staysDivergedWhenItsDiskFailsAsWell() throws Exception {
    var consortium = consortium(97, 1);
    consortium.node(HEALED).divergence().declare("a contradiction");
    damage(consortium, Family.ROWS);
    consortium.crash(HEALED);
    heal(consortium);
    assertThat(consortium.node(HEALED).status()).isEqualTo(NodeStatus.DIVERGED);
    assertThat(consortium.node(HEALED).divergence().evidence()).contains("a contradiction");
  }
}
