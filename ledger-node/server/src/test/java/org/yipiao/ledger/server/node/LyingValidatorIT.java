package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.ledger.server.node.RealConsortium.HONEST;
import static org.yipiao.ledger.server.node.RealConsortium.LIAR;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

/** One of four validators lies on the real engine. */
class LyingValidatorIT {

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

    consortium.liarSays(payload -> cosigned(payload, _ -> List.of()));
    makeFinal(4);
    makeFinal(5);
    consortium.assertEqual();
    assertNobodyElseNamed();
    for (int member : HONEST) {
      assertThat(consortium.node(member).cosignatures().withheld(LIAR)).isPositive();
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
    var node = consortium.node(LIAR);
    var root = Digest.sha256(own.root().bytes());
    var checkpoint = new Checkpoint(node.genesis().origin(), own.size(), root);
    var vkey = node.validators().key(LIAR, own.size()).orElseThrow();
    byte[] timed =
        liarsKeys.cosigner(vkey).orElseThrow().sign(checkpoint, own.timeSeconds()).signature();
    return new Cosignature(LIAR, own.size(), root, timed);
  }
}
