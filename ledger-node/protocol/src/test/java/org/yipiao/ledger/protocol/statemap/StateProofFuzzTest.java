package org.yipiao.ledger.protocol.statemap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.SampleLog;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.seeds.Seeds;

/** Hostile texts and rows: refused by name, or taken in their one spelling. */
class StateProofFuzzTest {

  private static final byte[] KEY = StateKeys.invoice(new InvoiceId(7));

  private static String proof(MapProof.End end) {
    var log = new SampleLog();
    for (int i = 0; i < 9; i++) {
      log.append(new byte[] {(byte) i});
    }
    String note = SeededConsortium.note(log.checkpoint(), 1_000, 1, 2, 3);
    var steps =
        List.of(
            new MapProof.Step(0, Digest.sha256(KEY)), new MapProof.Step(255, Digest.sha256(KEY)));
    return new StateProof(
            new MapProof(KEY, end, steps),
            new byte[] {1, 2},
            new TlogProof(4, log.inclusion(4).path(), note))
        .format();
  }

  @Test
  void aHostileTextIsRefusedByNameOrReadsAsItIsWritten() {
    long seed = Seeds.of(this);
    var random = new SplittableRandom(seed);
    List<String> samples =
        List.of(
            proof(new MapProof.End.Present(new byte[] {1, 2, 3})),
            proof(new MapProof.End.Other(new byte[] {2, 1}, Digest.ZERO)));
    for (int round = 0; round < 6_000; round++) {
      byte[] bytes = samples.get(round % 2).getBytes(StandardCharsets.UTF_8);
      for (int i = random.nextInt(3); i >= 0; i--) {
        byte[] likely = {' ', '\n', '0', '9', '-', 'A', '=', (byte) random.nextInt()};
        bytes[random.nextInt(bytes.length)] = likely[random.nextInt(likely.length)];
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      try {
        assertThat(StateProof.parse(text).format()).as("seed %d", seed).isEqualTo(text);
      } catch (FormatException refused) {
        assertThat(refused.reason().code())
            .as("seed %d", seed)
            .isInstanceOf(StateProofTextFault.class);
      }
    }
  }

  @Test
  void aRowIsRefusedByNameUnlessItIsAnInvoices() {
    for (int length : new int[] {0, 84, 86, 125, 127}) {
      assertThatThrownBy(() -> InvoiceState.decode(new byte[length]))
          .isInstanceOf(FormatException.class);
    }
    assertThatThrownBy(() -> InvoiceState.decode(new byte[85])).hasMessageContaining("status");
    assertThatThrownBy(() -> InvoiceState.decode(reversed(2, 5)))
        .isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> InvoiceState.decode(reversed(0, -1)))
        .isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> InvoiceState.decode(Arrays.copyOf(reversed(0, 5), 85)))
        .hasMessageContaining("counterpart");
    for (int amount = 37; amount < 85; amount += Long.BYTES) {
      byte[] below = ByteBuffer.wrap(reversed(0, 5)).putLong(amount, -1).array();
      assertThatThrownBy(() -> InvoiceState.decode(below)).hasMessageContaining("amounts");
    }
    InvoiceState reversed = InvoiceState.decode(reversed(0, 5));
    assertThat(reversed.remainingFen()).isZero();
    assertThat(reversed.counterpart().orElseThrow().invoice()).isEqualTo(new InvoiceId(5));
  }

  private static byte[] reversed(int paperOut, long counterpart) {
    return ByteBuffer.allocate(126)
        .put(4, (byte) 2)
        .put(85, (byte) paperOut)
        .putLong(86, counterpart)
        .array();
  }
}
