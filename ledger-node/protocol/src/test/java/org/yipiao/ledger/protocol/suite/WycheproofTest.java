package org.yipiao.ledger.protocol.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
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
    for (JsonNode group : groups("ed25519_test.json", 151)) {
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
    for (JsonNode group : groups("ecdsa_secp256r1_sha256_test.json", 484)) {
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

  /** The cipher with which services seal rows: the JDK's, a tag of 16 bytes. */
  @TestFactory
  Stream<DynamicTest> aesGcm() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    tests.add(
        DynamicTest.dynamicTest(
            "a tag alone is no sealed row",
            () ->
                assertThat(opened(new byte[32], new byte[12], new byte[0], new byte[16]))
                    .isEmpty()));
    for (JsonNode group : groups("aes_gcm_test.json", 316)) {
      for (JsonNode test : group.get("tests")) {
        tests.add(
            DynamicTest.dynamicTest(
                "aes-gcm " + test.get("tcId").intValue(),
                () -> {
                  var opened =
                      opened(
                          hex(test.get("key")),
                          hex(test.get("iv")),
                          hex(test.get("aad")),
                          concatenated(hex(test.get("ct")), hex(test.get("tag"))));
                  boolean valid = test.get("result").stringValue().equals("valid");
                  assertThat(opened.map(HEX::formatHex))
                      .as(test.get("comment").stringValue())
                      .isEqualTo(
                          valid ? Optional.of(test.get("msg").stringValue()) : Optional.empty());
                }));
      }
    }
    return tests.stream();
  }

  private static Optional<byte[]> opened(byte[] key, byte[] nonce, byte[] bound, byte[] sealed) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      cipher.updateAAD(bound);
      return Optional.of(cipher.doFinal(sealed));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** SM3 as suite GM hashes with it, in the only vectors there are of it. */
  @TestFactory
  Stream<DynamicTest> sm3() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    tests.add(
        DynamicTest.dynamicTest(
            "GB/T 32905, example 1",
            () -> {
              var sm3 = new SM3Digest();
              sm3.update("abc".getBytes(StandardCharsets.US_ASCII), 0, 3);
              byte[] digest = new byte[32];
              sm3.doFinal(digest, 0);
              assertThat(HEX.formatHex(digest))
                  .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
            }));
    for (JsonNode group : groups("hmac_sm3_test.json", 174)) {
      for (JsonNode test : group.get("tests")) {
        tests.add(
            DynamicTest.dynamicTest(
                "hmac-sm3 " + test.get("tcId").intValue(),
                () -> {
                  var mac = new HMac(new SM3Digest());
                  mac.init(new KeyParameter(hex(test.get("key"))));
                  byte[] message = hex(test.get("msg"));
                  mac.update(message, 0, message.length);
                  byte[] whole = new byte[32];
                  mac.doFinal(whole, 0);
                  byte[] tag = hex(test.get("tag"));
                  assertThat(Arrays.equals(Arrays.copyOf(whole, tag.length), tag))
                      .as(test.get("comment").stringValue())
                      .isEqualTo(test.get("result").stringValue().equals("valid"));
                }));
      }
    }
    return tests.stream();
  }

  private static List<JsonNode> groups(String file, int count) throws IOException {
    Optional<Path> folder = Vectors.folder("wycheproof");
    if (folder.isEmpty()) {
      return List.of();
    }
    var groups = new ArrayList<JsonNode>();
    MAPPER
        .readTree(Files.readString(folder.get().resolve(file)))
        .get("testGroups")
        .forEach(groups::add);
    assertThat(groups.stream().mapToInt(group -> group.get("tests").size()).sum())
        .as(file)
        .isEqualTo(count);
    return groups;
  }

  private static byte[] concatenated(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] hex(JsonNode text) {
    return HEX.parseHex(text.stringValue());
  }
}
