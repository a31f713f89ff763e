package org.yipiao.ledger.contract.state.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.state.Row;
import org.yipiao.ledger.contract.state.RowKey;
import org.yipiao.ledger.protocol.statemap.MapProof;
import org.yipiao.ledger.protocol.statemap.MapProof.End;
import org.yipiao.ledger.protocol.statemap.MapProof.Step;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.platform.seeds.Seeds;

/** Proofs of rows that are there and of ones that are not, and what becomes of changed ones. */
class MapProofPropertyTest {

  @Test
  void eachRowAndEachAbsenceIsProvenUnderTheRoot() {
    long seed = Seeds.of(this);
    var random = new SplittableRandom(seed);
    for (int life = 0; life < 10; life++) {
      var rows = new RandomRows(random, 512);
      var kept = new KeptMap();
      var naive = new NaiveMap();
      for (int step = 0; step < 3; step++) {
        var batch = rows.batch(200, naive.rows().stream().map(Row::key).toList());
        naive.apply(batch);
        kept.apply(batch);
      }
      for (Row row : naive.covered()) {
        assertProven(kept, row.key().bytes(), Optional.of(row.value()), seed);
        for (byte[] beside : beside(row.key().bytes())) {
          byte[] there = naive.byKey().get(RowKey.of(beside));
          assertProven(kept, beside, Optional.ofNullable(there), seed);
        }
      }
      for (int i = 0; i < 50; i++) {
        byte[] key = rows.key().bytes();
        if (key[0] == 2) {
          assertProven(kept, key, Optional.ofNullable(naive.byKey().get(RowKey.of(key))), seed);
        }
      }
    }
  }

  /** The keys that differ in one bit: each neighbour at each node, also at the edges. */
  private static List<byte[]> beside(byte[] key) {
    var beside = new ArrayList<byte[]>();
    for (int bit = 8; bit < 8 * key.length; bit++) {
      byte[] other = key.clone();
      other[bit / 8] ^= (byte) (0x80 >> bit % 8);
      beside.add(other);
    }
    return beside;
  }

  private static void assertProven(KeptMap kept, byte[] key, Optional<byte[]> value, long seed) {
    MapProof proof = MapProofs.of(kept.nodes, kept.rows, key).orElseThrow();
    assertThat(proof.root()).as("seed %d", seed).isEqualTo(kept.root());
    assertThat(proof.value().isPresent()).as("seed %d", seed).isEqualTo(value.isPresent());
    value.ifPresent(
        bytes -> assertThat(proof.value().orElseThrow()).as("seed %d", seed).isEqualTo(bytes));
  }

  @Test
  void aProofWithOneBitChangedLeadsElsewhereOrIsNone() {
    long seed = Seeds.of(this);
    var random = new SplittableRandom(seed);
    var rows = new RandomRows(random, 512);
    var kept = new KeptMap();
    kept.apply(rows.batch(400, List.of()));
    for (int i = 0; i < 200; i++) {
      byte[] key = rows.key().bytes();
      if (List.of((byte) 5, (byte) 7, (byte) 8, (byte) 13).contains(key[0])) {
        continue;
      }
      MapProof proof = MapProofs.of(kept.nodes, kept.rows, key).orElseThrow();
      for (int change = 0; change < 40; change++) {
        assertRefused(proof, kept.root(), random, seed);
      }
    }
  }

  private static void assertRefused(
      MapProof proof, Digest root, SplittableRandom random, long seed) {
    MapProof changed;
    try {
      changed = changed(proof, random);
    } catch (FormatException e) {
      return;
    }
    assertThat(changed.root()).as("seed %d", seed).isNotEqualTo(root);
  }

  /** The key itself stays: a proof is judged under the key that was asked for. */
  private static MapProof changed(MapProof proof, SplittableRandom random) {
    var steps = new ArrayList<>(proof.steps());
    if (!steps.isEmpty() && random.nextBoolean()) {
      int at = random.nextInt(steps.size());
      Step step = steps.get(at);
      switch (random.nextInt(4)) {
        case 0 -> steps.set(at, new Step(step.bit() ^ 1 << random.nextInt(8), step.beside()));
        case 1 -> steps.set(at, new Step(step.bit(), flipped(step.beside(), random)));
        case 2 -> steps.remove(at);
        default -> steps.add(at, new Step(random.nextInt(256), step.beside()));
      }
      return new MapProof(proof.key(), proof.end(), steps);
    }
    End end =
        switch (proof.end()) {
          case End.Present(byte[] value) ->
              random.nextBoolean()
                  ? new End.Present(flipped(value, random))
                  : new End.Other(proof.key(), Digest.sha256(value));
          case End.Other(byte[] key, Digest digest) ->
              random.nextBoolean()
                  ? new End.Other(flipped(key, random), digest)
                  : random.nextBoolean()
                      ? new End.Other(key, flipped(digest, random))
                      : new End.Present(digest.bytes());
          case End.Nothing() -> new End.Present(new byte[] {1});
        };
    return new MapProof(proof.key(), end, steps);
  }

  private static Digest flipped(Digest digest, SplittableRandom random) {
    return Digest.of(flipped(digest.bytes(), random));
  }

  private static byte[] flipped(byte[] bytes, SplittableRandom random) {
    byte[] flipped = Arrays.copyOf(bytes, bytes.length);
    flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return flipped;
  }

  @Test
  void nothingIsProvenOfAMapThatWasNeverMade() {
    var kept = new KeptMap();
    assertThat(MapProofs.of(kept.nodes, kept.rows, new byte[] {2})).isEmpty();
    kept.apply(List.of());
    MapProof proof = MapProofs.of(kept.nodes, kept.rows, new byte[] {2}).orElseThrow();
    assertThat(proof.end()).isInstanceOf(End.Nothing.class);
    assertThat(proof.root()).isEqualTo(Digest.ZERO);
  }
}
