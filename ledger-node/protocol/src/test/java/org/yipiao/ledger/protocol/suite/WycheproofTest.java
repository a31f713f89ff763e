package org.yipiao.ledger.protocol.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.Vectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signatures against RFC 8032's first tests and, when a folder is given, project Wycheproof. Its
 * ECDSA vectors are DER: those in DER's one spelling are turned into the raw form, and the upper s
 * is mirrored, which must not change the verdict, while the upper s itself must be refused.
 */
@Tag("vectors")
class WycheproofTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final HexFormat HEX = HexFormat.of();

  @TestFactory
  Stream<DynamicTest> ed25519() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    tests.add(
        rfc8032(
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"));
    tests.add(
        rfc8032(
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"));
    for (JsonNode group : groups("ed25519_test.json")) {
      byte[] key = hex(group.get("publicKey").get("pk"));
      for (JsonNode test : group.get("tests")) {
        tests.add(
            DynamicTest.dynamicTest(
                "ed25519 " + test.get("tcId").intValue(),
                () ->
                    assertThat(
                            Ed25519Keys.verifier(key)
                                .verify(hex(test.get("msg")), hex(test.get("sig"))))
                        .as(test.get("comment").stringValue())
                        .isEqualTo(test.get("result").stringValue().equals("valid"))));
      }
    }
    return tests.stream();
  }

  private static DynamicTest rfc8032(String seed, String key, String message, String signature) {
    return DynamicTest.dynamicTest(
        "RFC 8032 with message '" + message + "'",
        () -> {
          byte[] bytes = HEX.parseHex(message);
          byte[] secret = HEX.parseHex(seed);
          assertThat(HEX.formatHex(Ed25519Keys.publicKeyFromSeed(secret))).isEqualTo(key);
          assertThat(HEX.formatHex(Ed25519Keys.signerFromSeed(secret).sign(bytes)))
              .isEqualTo(signature);
          assertThat(Ed25519Keys.verifier(HEX.parseHex(key)).verify(bytes, HEX.parseHex(signature)))
              .isTrue();
        });
  }

  @TestFactory
  Stream<DynamicTest> ecdsaP256() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    tests.add(
        DynamicTest.dynamicTest(
            "zero is no signature",
            () ->
                assertThat(
                        SignatureSuite.intl()
                            .verify(
                                SeededConsortium.transactionKey(1).getPublic(),
                                new byte[] {1},
                                new byte[64]))
                    .isFalse()));
    for (JsonNode group : groups("ecdsa_secp256r1_sha256_test.json")) {
      var key =
          SignatureSuite.intl()
              .verifier(SignatureSuite.intl().publicKey(hex(group.get("publicKeyDer"))));
      for (JsonNode test : group.get("tests")) {
        tests.add(
            DynamicTest.dynamicTest(
                "ecdsa " + test.get("tcId").intValue(), () -> checkEcdsa(key, test)));
      }
    }
    return tests.stream();
  }

  private static void checkEcdsa(MessageVerifier key, JsonNode test) {
    boolean valid = test.get("result").stringValue().equals("valid");
    Optional<byte[]> raw = rawFromDer(hex(test.get("sig")));
    if (raw.isEmpty()) {
      assertThat(valid).as("only an invalid signature has no raw form").isFalse();
      return;
    }
    byte[] message = hex(test.get("msg"));
    BigInteger s = EcPoints.s(raw.get());
    BigInteger n = EcPoints.P256.getN();
    boolean upper = s.compareTo(n.shiftRight(1)) > 0;
    assertThat(key.verify(message, raw.get())).isEqualTo(valid && !upper);
    if (upper && s.compareTo(n) < 0) {
      assertThat(key.verify(message, TwinSignature.of(raw.get()))).isEqualTo(valid);
    }
  }

  /** The raw form of a signature in DER's one spelling whose numbers have at most 32 bytes. */
  private static Optional<byte[]> rawFromDer(byte[] der) {
    try {
      var sequence = ASN1Sequence.getInstance(der);
      if (sequence.size() != 2 || !Arrays.equals(sequence.getEncoded("DER"), der)) {
        return Optional.empty();
      }
      BigInteger r = ASN1Integer.getInstance(sequence.getObjectAt(0)).getValue();
      BigInteger s = ASN1Integer.getInstance(sequence.getObjectAt(1)).getValue();
      if (r.signum() < 0 || s.signum() < 0 || r.bitLength() > 256 || s.bitLength() > 256) {
        return Optional.empty();
      }
      return Optional.of(EcPoints.raw(r, s));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static List<JsonNode> groups(String file) throws IOException {
    Optional<Path> folder = Vectors.folder("wycheproof");
    if (folder.isEmpty()) {
      return List.of();
    }
    var groups = new ArrayList<JsonNode>();
    MAPPER
        .readTree(Files.readString(folder.get().resolve(file)))
        .get("testGroups")
        .forEach(groups::add);
    return groups;
  }

  private static byte[] hex(JsonNode text) {
    return HEX.parseHex(text.stringValue());
  }
}
