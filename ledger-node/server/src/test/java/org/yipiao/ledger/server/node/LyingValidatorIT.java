package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.yipiao.ledger.server.node.RealConsortium.HONEST;
import static org.yipiao.ledger.server.node.RealConsortium.LIAR;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence.Verdict;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.lies.LieKind;
import org.yipiao.ledger.server.lies.Lies;
import org.yipiao.ledger.server.lies.OutdatedOrder;
import org.yipiao.ledger.server.node.LyingValidator.Manner;
import org.yipiao.ledger.server.ordering.OrderingEngine;

/** One of four validators lies on the real engine. */
class LyingValidatorIT {

  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  /** Of small payloads; so many forgeries use up what one may waste of a round, and more. */
  private static final int FLOOD = 400;

  /** Of payloads as large as the engine takes. */
  private static final int LARGE = 20;

  @TempDir Path directory;
  private RealConsortium consortium;
  private NodeKeys liarsKeys;
  private LogLines log;

  @BeforeEach
  void startAll() throws IOException {
    consortium = new RealConsortium(directory);
    consortium.startAll();
    liarsKeys = consortium.keys(LIAR);
    log = new LogLines();
  }

  @AfterEach
  void stopAll() throws InterruptedException {
    log.close();
    consortium.stopAll();
  }

  @Test
  void nothingFalseBecomesFinalAndTheLiarIsNamedAndProven() throws Exception {
    makeFinal(0);
    consortium.liarSays(payload -> cosigned(payload, own -> List.of(falsified(own), own)));
    makeFinal(1);
    awaitNamed(LieKind.CONFLICTING_COSIGNATURES);

    consortium.liarSays(payload -> cosigned(payload, own -> List.of(falsified(own))));
    makeFinal(2);
    awaitNamed(LieKind.WRONG_ROOT);

    consortium.liarSays(List::of);
    byte[] forged = consortium.allocation(3).bytes();
    forged[forged.length - 1] ^= 1;
    consortium.orderTransaction(LIAR, forged);
    consortium.orderTransaction(LIAR, "none".getBytes(StandardCharsets.UTF_8));
    consortium.order(LIAR, new byte[] {(byte) 200, 1});
    var never = new Cosignature(LIAR, 1, Digest.sha256(new byte[] {1}), new byte[72]);
    consortium.order(LIAR, new Payload.Cosigned(never).encode());
    awaitNamed(LieKind.FORGED_TRANSACTION);
    awaitNamed(LieKind.UNREADABLE_TRANSACTION);
    awaitNamed(LieKind.UNREADABLE_PAYLOAD);
    awaitNamed(LieKind.BAD_COSIGNATURE);

    long bad = consortium.node(1).lies().count(LIAR, LieKind.BAD_COSIGNATURE);
    consortium.liarSays(payload -> cosigned(payload, own -> List.of(beyondAllTime(own))));
    makeFinal(6);
    consortium.awaitNamed(log, LieKind.BAD_COSIGNATURE, bad + 1);

    consortium.liarSays(payload -> cosigned(payload, _ -> List.of()));
    makeFinal(4);
    makeFinal(5);
    consortium.assertEqual();
    assertNobodyElseNamed();
    for (int member : HONEST) {
      assertThat(consortium.node(member).cosignatures().withheld(LIAR)).isPositive();
    }
  }

  /** Its root is that of the log but for the state that the last header names. */
  @Test
  void aWrongStateDigestIsNamedAndProvenAndABlindWordIsNeither() throws Exception {
    makeFinal(0);
    consortium.liarCosigns(Manner.OTHER_STATE);
    makeFinal(1);
    makeFinal(2);
    awaitNamed(LieKind.WRONG_ROOT);
    assertNobodyElseNamed();

    var liars = consortium.node(LIAR).chain();
    long blindFrom = consortium.node(1).chain().log().size();
    // What is final it sends no second time, as a true word after a false one.
    await().atMost(RealConsortium.LONG).until(() -> liars.finalSize() >= blindFrom);
    consortium.liarCosigns(Manner.BLIND);
    makeFinal(3);
    awaitCosignedByTheLiar(blindFrom);
    // What it said before that was met before that, for one engine gives it all.
    var named = HONEST.stream().map(member -> consortium.node(member).lies().counts()).toList();
    long sizeThen = consortium.node(1).chain().log().size();
    makeFinal(4);
    awaitCosignedByTheLiar(sizeThen);
    assertThat(HONEST)
        .as("while its word is true nobody can see that it is blind")
        .extracting(member -> consortium.node(member).lies().counts())
        .isEqualTo(named)
        .allSatisfy(
            counts -> assertThat(counts).containsOnlyKeys(new Lies.Told(LIAR, LieKind.WRONG_ROOT)));
    consortium.assertEqual();
  }

  @Test
  void floodsOfCosignaturesForgeriesAndGarbageKeepNobodyFromTheEnd() throws Exception {
    makeFinal(0);
    consortium.liarCosigns(Manner.FLOODS);
    makeFinal(1);
    awaitNamed(LieKind.CONFLICTING_COSIGNATURES);
    consortium.liarCosigns(Manner.FORGES);
    makeFinal(2);
    awaitNamed(LieKind.OTHERS_COSIGNATURE);

    byte[] forged = consortium.allocation(3).bytes();
    forged[forged.length - 1] ^= 1;
    for (int i = 0; i < FLOOD; i++) {
      consortium.orderTransaction(LIAR, forged);
      consortium.order(LIAR, new byte[] {(byte) 200, (byte) i});
    }
    for (int i = 0; i < LARGE; i++) {
      consortium.orderTransaction(LIAR, new byte[OrderingEngine.MAX_PAYLOAD_BYTES - 1]);
    }
    makeFinal(4);
    awaitNamed(LieKind.FORGED_TRANSACTION);
    awaitNamed(LieKind.UNREADABLE_TRANSACTION);
    consortium.awaitNamed(log, LieKind.UNREADABLE_PAYLOAD, FLOOD);
    for (int member : HONEST) {
      await(member + " names who ordered too much in vain")
          .until(() -> consortium.node(member).outdated().count(LIAR, OutdatedOrder.EXCESS) > 0);
    }
    makeFinal(5);
    consortium.assertEqual();
    assertNobodyElseNamed();
  }

  /** By a figure at once, and in the log once it is for over a minute by the nodes' clocks. */
  @Test
  void whoWithholdsItsCosignaturesIsNamedByAllInTheLogToo() throws Exception {
    makeFinal(0);
    consortium.liarCosigns(Manner.WITHHOLDS);
    makeFinal(1);
    makeFinal(2);
    assertThat(log.with(" withholds: ")).isEmpty();
    consortium.putClocksForward(Duration.ofSeconds(61));
    makeFinal(3);
    for (int member : HONEST) {
      assertThat(consortium.node(member).cosignatures().withheld(LIAR)).isGreaterThan(A_MINUTE);
      assertThat(consortium.node(member).lies().counts()).as("silence proves nothing").isEmpty();
    }
    assertThat(log.with(" withholds: "))
        .hasSizeGreaterThanOrEqualTo(HONEST.size())
        .allMatch(line ->
            line.startsWith(
                "[] member %d (%s) withholds: it has cosigned nothing that became final for "
                    .formatted(LIAR, LieLines.tenant(LIAR))));
    consortium.assertEqual();
  }

  /** Each of the three has met a cosignature of the liar's for a log larger than that. */
  private void awaitCosignedByTheLiar(long size) {
    for (int member : HONEST) {
      var met = consortium.node(member).cosignatures();
      await()
          .atMost(RealConsortium.LONG)
          .until(() -> met.lastSeen(LIAR).filter(one -> one.size() > size).isPresent());
    }
  }

  private void assertNobodyElseNamed() throws IOException {
    for (int member : HONEST) {
      var node = consortium.node(member);
      assertThat(node.lies().counts().keySet()).allMatch(told -> told.member() == LIAR);
      var pieces = node.evidence().from(0, 0, 100);
      assertThat(pieces).isNotEmpty();
      for (var piece : pieces) {
        assertThat(CosigningEvidence.parse(piece.text()).verify(consortium.files().trust()))
            .isInstanceOfSatisfying(
                Verdict.Proven.class,
                proven -> assertThat(proven.member()).isEqualTo(LieLines.tenant(LIAR)));
      }
    }
  }

  private void awaitNamed(LieKind kind) {
    consortium.awaitNamed(log, kind, 1);
  }

  private void makeFinal(int turn) throws IOException {
    consortium.makeFinal(1, consortium.allocation(turn));
  }

  private static List<byte[]> cosigned(
      byte[] payload, Function<Cosignature, List<Cosignature>> lie) {
    return Payload.decode(payload).orElse(null) instanceof Payload.Cosigned(var own)
        ? lie.apply(own).stream().map(one -> new Payload.Cosigned(one).encode()).toList()
        : List.of(payload);
  }

  private Cosignature falsified(Cosignature own) {
    return signed(own, Digest.sha256(own.root().bytes()), own.timeSeconds());
  }

  /** True but for its time, which would be that of a note whose quorum it completes. */
  private Cosignature beyondAllTime(Cosignature own) {
    return signed(own, own.root(), Long.MAX_VALUE);
  }

  private Cosignature signed(Cosignature own, Digest root, long timeSeconds) {
    var node = consortium.node(LIAR);
    var checkpoint = new Checkpoint(node.genesis().origin(), own.size(), root);
    var vkey = node.validators().key(LIAR, own.size()).orElseThrow();
    byte[] timed = liarsKeys.cosigner(vkey).orElseThrow().sign(checkpoint, timeSeconds).signature();
    return new Cosignature(LIAR, own.size(), root, timed);
  }
}
