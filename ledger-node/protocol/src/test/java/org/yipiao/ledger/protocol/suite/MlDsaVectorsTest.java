package org.yipiao.ledger.protocol.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yipiao.ledger.protocol.wire.FormatException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * ML-DSA-44 against vectors of project Wycheproof, which nobody of this project has made ({@code
 * vectors/README.md}).
 */
class MlDsaVectorsTest {

  private static final HexFormat HEX = HexFormat.of();

  /** Each way in which those of the file are invalid. */
  private static final Set<String> INVALID =
      Set.of(
          "IncorrectSignatureLength",
          "IncorrectPublicKeyLength",
          "InfinityNormViolation",
          "InvalidContext",
          "InvalidHintsEncoding",
          "InvalidSignature",
          "ModifiedSignature");

  private final List<JsonNode> groups = new ArrayList<>();

  MlDsaVectorsTest() throws IOException {
    try (var file =
        Objects.requireNonNull(
            MlDsaVectorsTest.class.getResourceAsStream("/vectors/mldsa_44_verify.json"))) {
      JsonMapper.builder().build().readTree(file).get("testGroups").forEach(groups::add);
    }
  }

  /** Whether all or nothing is verified, some case is there that says otherwise. */
  @Test
  void eachKindIsThere() {
    var invalid = new TreeSet<String>();
    int valid = 0;
    for (JsonNode group : groups) {
      for (JsonNode test : group.get("tests")) {
        if (valid(test)) {
          valid++;
        } else {
          test.get("flags").forEach(flag -> invalid.add(flag.stringValue()));
        }
      }
    }
    assertThat(invalid).containsAll(INVALID);
    assertThat(valid).isEqualTo(13);
  }

  @TestFactory
  Stream<DynamicTest> verifies() {
    return groups.stream()
        .flatMap(group -> group.get("tests").valueStream().map(test -> verifies(group, test)));
  }

  private static DynamicTest verifies(JsonNode group, JsonNode test) {
    String comment = test.get("tcId").intValue() + " " + test.get("comment").stringValue();
    return DynamicTest.dynamicTest(
        comment,
        () ->
            assertThat(verified(hex(group, "publicKey"), hex(test, "msg"), hex(test, "sig")))
                .isEqualTo(valid(test) && emptyContext(test)));
  }

  /** A key of another length is none. */
  private static boolean verified(byte[] key, byte[] message, byte[] signature) {
    MessageVerifier verifier;
    try {
      verifier = MlDsaKeys.verifier(key);
    } catch (FormatException e) {
      return false;
    }
    return verifier.verify(message, signature);
  }

  @TestFactory
  Stream<DynamicTest> makesTheKeysAndSignaturesOfTheirSeeds() {
    return groups.stream()
        .filter(group -> group.has("privateSeed"))
        .map(group ->
            DynamicTest.dynamicTest(
                "seed " + group.get("privateSeed").stringValue(), () -> signs(group)));
  }

  private static void signs(JsonNode group) {
    byte[] seed = hex(group, "privateSeed");
    assertThat(MlDsaKeys.publicKeyFromSeed(seed)).isEqualTo(hex(group, "publicKey"));
    for (JsonNode test : group.get("tests")) {
      if (valid(test) && emptyContext(test)) {
        assertThat(MlDsaKeys.signerFromSeed(seed).sign(hex(test, "msg")))
            .as(test.get("comment").stringValue())
            .isEqualTo(hex(test, "sig"));
      }
    }
  }

  private static boolean valid(JsonNode test) {
    return test.get("result").stringValue().equals("valid");
  }

  private static boolean emptyContext(JsonNode test) {
    return !test.has("ctx") || test.get("ctx").stringValue().isEmpty();
  }

  private static byte[] hex(JsonNode node, String name) {
    return HEX.parseHex(node.get(name).stringValue());
  }
}
