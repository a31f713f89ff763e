package org.yipiao.ledger.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.protocol.event.FinalBlock;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.CompactRange;
import org.yipiao.ledger.protocol.log.EntryBundle;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.transaction.TransactionLimits;
import org.yipiao.ledger.protocol.transaction.TransactionReading;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.platform.seeds.Seeds;

/**
 * Hostile bytes: every decoder refuses with {@link FormatException} and nothing else, and whatever
 * it takes has the one spelling that encoding gives back.
 */
class DecoderFuzzTest {

  private static final int ROUNDS = 1_500;
  private static final Genesis GENESIS = SeededConsortium.genesis();
  private static final TrustRoot TRUST = TrustRoot.of(GENESIS, List.of());

  @Test
  void everyDecoderRefusesHostileBytesByName() {
    long seed = Seeds.of(this);
    var random = new SplittableRandom(seed);
    // In the order of their names, so that a seed draws the same in every run.
    var targets = new TreeMap<>(targets());
    List<Operation> operations = new ArrayList<>(Operations.all());
    operations.addAll(Operations.changes());
    for (Operation operation : operations) {
      targets.put(
          "operation " + operation.type(),
          new Target(operation.element(), DecoderFuzzTest::operation));
    }
    targets.forEach((name, target) -> {
      for (int round = 0; round < ROUNDS; round++) {
        byte[] hostile = mutate(target.sample(), random);
        try {
          target.decoder().accept(hostile);
        } catch (FormatException refused) {
          assertThat(refused.getMessage()).as(name).isNotBlank();
        } catch (RuntimeException | Error e) {
          throw new AssertionError(name + ", seed " + seed + ", round " + round, e);
        }
      }
    });
  }

  @SuppressWarnings("ArrayRecordComponent") // a fixture, never compared
  private record Target(byte[] sample, Consumer<byte[]> decoder) {}

  private static Map<String, Target> targets() {
    var log = new SampleLog();
    for (int i = 0; i < 9; i++) {
      log.append(new byte[] {(byte) i});
    }
    String note = SeededConsortium.note(log.checkpoint(), 1_000, 1, 2, 3);
    String proof = new TlogProof(4, log.inclusion(4).path(), note).format();
    byte[] leaf = leaf();
    return Map.of(
        "operation",
        new Target(Operations.ofVersion1().get(2).element(), DecoderFuzzTest::operation),
        "transaction",
        new Target(transaction(), DecoderFuzzTest::transaction),
        "leaf",
        new Target(leaf, b -> assertThat(LeafV1.decode(b).encode()).isEqualTo(b)),
        "header",
        new Target(header(), b -> assertThat(BlockHeader.decode(b).encode()).isEqualTo(b)),
        "range",
        new Target(range(log), b -> assertThat(CompactRange.decode(b).encode()).isEqualTo(b)),
        "entries",
        new Target(
            EntryBundle.encode(log.leaves()), b -> assertThat(EntryBundle.decode(b)).isNotNull()),
        "note",
        new Target(utf8(note), b -> note(new String(b, StandardCharsets.UTF_8))),
        "proof",
        new Target(
            utf8(proof),
            b -> {
              String text = new String(b, StandardCharsets.UTF_8);
              assertThat(TlogProof.parse(text).format()).isEqualTo(text);
            }),
        "json",
        new Target(
            new ProofBundle("a.b.c~", leaf, proof).encode(),
            b -> assertThat(ProofBundle.decode(b)).isNotNull()),
        "genesis and trust",
        new Target(
            GENESIS.encode(),
            b -> {
              refusable(() -> Genesis.decode(b));
              refusable(() -> TrustRoot.parse(b));
              refusable(() -> FinalBlock.decode(b));
            }));
  }

  private static void refusable(Runnable decoder) {
    try {
      decoder.run();
    } catch (FormatException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  private static void note(String text) {
    assertThat(CosignedCheckpoint.verify(text, TRUST)).isNotNull();
    assertThat(SignedNote.parse(text).format()).isEqualTo(text);
  }

  private static void operation(byte[] element) {
    if (element.length > 0) {
      Operation read =
          Operation.decode(element[0] & 0xff, Arrays.copyOfRange(element, 1, element.length));
      assertThat(read.element()).isEqualTo(element);
    }
  }

  private static void transaction(byte[] bytes) {
    if (SignedTransaction.decode(bytes, TransactionLimits.DEFAULT)
        instanceof TransactionReading.Read(SignedTransaction read)) {
      assertThat(read.bytes()).isEqualTo(bytes);
    }
  }

  private static byte[] transaction() {
    return SeededConsortium.transaction(
            GENESIS,
            SeededConsortium.HOSPITAL,
            new TransactionId("00000000000000000000000000000001"),
            SeededConsortium.START.plus(Duration.ofHours(1)),
            false,
            Operations.all())
        .bytes();
  }

  private static byte[] leaf() {
    return new LeafV1(
            2,
            4,
            7,
            new TransactionId("00000000000000000000000000000001"),
            3,
            5,
            Operations.issue().encode(),
            52,
            new byte[8])
        .encode();
  }

  private static byte[] header() {
    var zero = Operations.digest(0);
    return new BlockHeader(1, 2, 3, zero, 1, zero, zero, zero).encode();
  }

  private static byte[] range(SampleLog log) {
    return CompactRange.of(8, List.of(log.hash(3, 0))).encode();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] mutate(byte[] sample, SplittableRandom random) {
    byte[] bytes = sample.clone();
    switch (random.nextInt(5)) {
      case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(1, 64));
      case 2 -> {
        bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
      }
      default -> {
        for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
      }
    }
    return bytes;
  }
}
