package org.yipiao.ledger.protocol.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.yipiao.ledger.protocol.Vectors;
import org.yipiao.ledger.protocol.wire.Base64Text;
import org.yipiao.ledger.protocol.wire.Digest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Proofs against the known roots of the eight leaves that Certificate Transparency's reference
 * tests use, and against the public vectors when a folder of them is given.
 */
@Tag("vectors")
class MerkleVectorsTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** As many files as the public vectors have in each of the two folders. */
  private static final int PUBLIC_FILES = 98;

  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");
  private static final List<String> ROOTS =
      List.of(
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @TestFactory
  Stream<DynamicTest> rootsOfTheEightLeaves() {
    var tests = new ArrayList<DynamicTest>();
    for (int size = 1; size <= LEAVES.size(); size++) {
      List<byte[]> leaves = LEAVES.subList(0, size).stream().map(HexFormat.of()::parseHex).toList();
      Digest expected = Digest.ofHex(ROOTS.get(size - 1));
      tests.add(
          DynamicTest.dynamicTest(
              "root of " + size, () -> assertThat(MerkleTree.root(leaves)).isEqualTo(expected)));
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> publicInclusionVectors() throws IOException {
    return Stream.concat(
        Stream.of(
            DynamicTest.dynamicTest(
                "a leaf alone is its own root",
                () ->
                    assertThat(
                            new InclusionProof(0, 1, List.of())
                                .verify(
                                    Digest.ofHex(ROOTS.getFirst()), Digest.ofHex(ROOTS.getFirst())))
                        .isTrue())),
        files("merkle/inclusion", MerkleVectorsTest::inclusion));
  }

  @TestFactory
  Stream<DynamicTest> publicConsistencyVectors() throws IOException {
    return Stream.concat(
        Stream.of(
            DynamicTest.dynamicTest(
                "a tree is the beginning of itself",
                () ->
                    assertThat(
                            new ConsistencyProof(1, 1, List.of())
                                .verify(
                                    Digest.ofHex(ROOTS.getFirst()), Digest.ofHex(ROOTS.getFirst())))
                        .isTrue())),
        files("merkle/consistency", MerkleVectorsTest::consistency));
  }

  private interface Vector {
    boolean accepts(JsonNode vector);
  }

  private static Stream<DynamicTest> files(String folder, Vector check) throws IOException {
    var root = Vectors.folder(folder);
    if (root.isEmpty()) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(root.get())) {
      List<Path> vectors =
          files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      assertThat(vectors).as("an emptied folder is no passed test").hasSize(PUBLIC_FILES);
      return vectors.stream()
          .map(file ->
              DynamicTest.dynamicTest(
                  root.get().relativize(file).toString(),
                  () -> {
                    JsonNode vector = MAPPER.readTree(Files.readString(file));
                    assertThat(check.accepts(vector))
                        .as(vector.get("desc").stringValue())
                        .isEqualTo(!vector.get("wantErr").booleanValue());
                  }));
    }
  }

  private static boolean inclusion(JsonNode vector) {
    try {
      return new InclusionProof(
              number(vector.get("leafIdx")),
              number(vector.get("treeSize")),
              hashes(vector.get("proof")))
          .verify(hash(vector.get("leafHash")), hash(vector.get("root")));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean consistency(JsonNode vector) {
    try {
      return new ConsistencyProof(
              number(vector.get("size1")), number(vector.get("size2")), hashes(vector.get("proof")))
          .verify(root(vector.get("root1")), root(vector.get("root2")));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static List<Digest> hashes(JsonNode list) {
    var hashes = new ArrayList<Digest>();
    if (!list.isNull()) {
      list.forEach(element -> hashes.add(hash(element)));
    }
    return hashes;
  }

  private static Digest hash(JsonNode text) {
    return Digest.of(text.isNull() ? new byte[0] : Base64Text.decode(text.stringValue()));
  }

  /** Some vectors have roots of other lengths; those are mapped to digests, equal to equal. */
  private static Digest root(JsonNode text) {
    byte[] bytes = Base64Text.decode(text.stringValue());
    return bytes.length == Digest.LENGTH ? Digest.of(bytes) : Digest.sha256(bytes);
  }

  /** Numbers beyond a long cannot be sizes of ours. */
  private static long number(JsonNode number) {
    return number.canConvertToLong() ? number.longValue() : -1;
  }
}
