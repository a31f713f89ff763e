package org.yipiao.ledger.protocol.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.SampleLog;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.seeds.Seeds;

/** Trees of many sizes against the recursive definition of RFC 9162, section 2.1.1. */
class MerklePropertyTest {

  private static final int LARGEST = 300;

  private static SampleLog log(int size, SplittableRandom random) {
    var log = new SampleLog();
    for (int i = 0; i < size; i++) {
      byte[] leaf = new byte[random.nextInt(1, 40)];
      random.nextBytes(leaf);
      log.append(leaf);
    }
    return log;
  }

  private static Digest definition(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return Digest.sha256(new byte[0]);
    }
    if (leaves.size() == 1) {
      return Digest.sha256(new byte[] {0}, leaves.getFirst());
    }
    int split = 1;
    while (split * 2 < leaves.size()) {
      split *= 2;
    }
    return Digest.sha256(
        new byte[] {1},
        definition(leaves.subList(0, split)).bytes(),
        definition(leaves.subList(split, leaves.size())).bytes());
  }

  @Test
  void theRootIsThatOfTheDefinitionAtEverySize() {
    SampleLog log = log(LARGEST, new SplittableRandom(1));
    var range = CompactRange.empty();
    for (int size = 0; size <= LARGEST; size++) {
      assertThat(range.root()).isEqualTo(definition(log.leaves().subList(0, size)));
      assertThat(CompactRange.decode(range.encode())).isEqualTo(range);
      if (size < LARGEST) {
        range = range.append(MerkleTree.leafHash(log.leaf(size)));
      }
    }
  }

  @Test
  void everyLeafIsProvenInRandomTreesAndAnyChangedBitIsRefused() {
    long seed = Seeds.of(this);
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 60; round++) {
      int size = random.nextInt(1, LARGEST);
      SampleLog log = log(size, random);
      for (int i = 0; i < 8; i++) {
        int index = random.nextInt(size);
        InclusionProof proof = log.inclusion(index);
        Digest leaf = MerkleTree.leafHash(log.leaf(index));
        assertThat(proof.verify(leaf, log.root())).as("seed %d", seed).isTrue();
        assertInclusionRefused(proof, leaf, log.root(), random, seed);
      }
    }
  }

  private static void assertInclusionRefused(
      InclusionProof proof, Digest leaf, Digest root, SplittableRandom random, long seed) {
    assertThat(proof.verify(flip(leaf, random), root)).as("seed %d", seed).isFalse();
    assertThat(proof.verify(leaf, flip(root, random))).as("seed %d", seed).isFalse();
    for (int hash = 0; hash < proof.path().size(); hash++) {
      var path = new ArrayList<>(proof.path());
      path.set(hash, flip(path.get(hash), random));
      assertThat(new InclusionProof(proof.leafIndex(), proof.treeSize(), path).verify(leaf, root))
          .as("seed %d", seed)
          .isFalse();
    }
    var longer = new ArrayList<>(proof.path());
    longer.add(Digest.ZERO);
    assertThat(new InclusionProof(proof.leafIndex(), proof.treeSize(), longer).verify(leaf, root))
        .isFalse();
    if (!proof.path().isEmpty()) {
      var shorter = proof.path().subList(0, proof.path().size() - 1);
      assertThat(
              new InclusionProof(proof.leafIndex(), proof.treeSize(), shorter).verify(leaf, root))
          .isFalse();
      long other = (proof.leafIndex() + 1) % proof.treeSize();
      assertThat(new InclusionProof(other, proof.treeSize(), proof.path()).verify(leaf, root))
          .isFalse();
    }
  }

  @Test
  void everySmallerTreeIsProvenTheBeginningOfALargerOne() {
    long seed = Seeds.of(this);
    var random = new SplittableRandom(seed);
    SampleLog log = log(140, random);
    var roots = new ArrayList<Digest>();
    for (int size = 0; size <= log.size(); size++) {
      roots.add(definition(log.leaves().subList(0, size)));
    }
    for (int second = 0; second <= log.size(); second += random.nextInt(1, 9)) {
      for (int first = 1; first <= second; first++) {
        ConsistencyProof proof = ConsistencyProof.make(log, first, second);
        assertThat(proof.verify(roots.get(first), roots.get(second)))
            .as("%d to %d, seed %d", first, second, seed)
            .isTrue();
        assertConsistencyRefused(proof, roots.get(first), roots.get(second), random, seed);
      }
    }
  }

  private static void assertConsistencyRefused(
      ConsistencyProof proof, Digest first, Digest second, SplittableRandom random, long seed) {
    assertThat(proof.verify(flip(first, random), second)).as("seed %d", seed).isFalse();
    assertThat(proof.verify(first, flip(second, random))).as("seed %d", seed).isFalse();
    for (int hash = 0; hash < proof.path().size(); hash++) {
      var path = new ArrayList<>(proof.path());
      path.set(hash, flip(path.get(hash), random));
      assertThat(
              new ConsistencyProof(proof.firstSize(), proof.secondSize(), path)
                  .verify(first, second))
          .as("seed %d", seed)
          .isFalse();
    }
  }

  @Test
  void tilesGiveTheSameHashesAsTheTree() {
    int size = 66_000;
    var log = new SampleLog();
    for (int i = 0; i < size; i++) {
      log.append(ByteBuffer.allocate(4).putInt(i).array());
    }
    var tiles =
        new TileHashReader(
            tile -> {
              assertThat(tile.width()).isEqualTo(tile.widthAt(size));
              var bytes = ByteBuffer.allocate(tile.width() * Digest.LENGTH);
              for (int i = 0; i < tile.width(); i++) {
                bytes.put(log.hash(tile.level() * Tile.HEIGHT, tile.firstHash() + i).bytes());
              }
              return bytes.array();
            },
            size);
    var random = new SplittableRandom(7);
    for (int i = 0; i < 50; i++) {
      int index = random.nextInt(size);
      assertThat(InclusionProof.make(tiles, index, size)).isEqualTo(log.inclusion(index));
    }
    assertThat(InclusionProof.make(tiles, size - 1, size)).isEqualTo(log.inclusion(size - 1));
  }

  private static Digest flip(Digest digest, SplittableRandom random) {
    byte[] bytes = digest.bytes();
    int bit = random.nextInt(bytes.length * 8);
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    return Digest.of(bytes);
  }
}
