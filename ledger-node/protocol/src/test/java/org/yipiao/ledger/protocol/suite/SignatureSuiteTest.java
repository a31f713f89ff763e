package org.yipiao.ledger.protocol.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.test.FixedSecureRandom;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.wire.FormatException;

class SignatureSuiteTest {

  private static final byte[] MESSAGE = "message digest".getBytes(StandardCharsets.US_ASCII);

  /** The worked example of GB/T 32918.5 for the signer id 1234567812345678. */
  private static final BigInteger SM2_D =
      new BigInteger("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8", 16);

  private static final String SM2_K =
      "59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21";
  private static final String SM2_SIGNATURE =
      "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
          + "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA";
  private static final String SM2_X =
      "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020";

  @Test
  void intlSignsTheSameMessageAlikeAndOnlyWithTheLowerS() {
    var pair = SeededConsortium.transactionKey(1);
    SignatureSuite suite = SignatureSuite.intl();
    byte[] signature = suite.sign(pair.getPrivate(), MESSAGE);
    assertThat(signature).hasSize(64).isEqualTo(suite.sign(pair.getPrivate(), MESSAGE));
    assertThat(suite.verify(pair.getPublic(), MESSAGE, signature)).isTrue();
    assertThat(suite.verify(pair.getPublic(), MESSAGE, TwinSignature.of(signature))).isFalse();
    assertThat(suite.verify(pair.getPublic(), new byte[] {1}, signature)).isFalse();
  }

  @Test
  void theJdkAcceptsWhatIntlSigns() throws Exception {
    var pair = SeededConsortium.transactionKey(2);
    var jdk = Signature.getInstance("SHA256withECDSAinP1363Format");
    jdk.initVerify(pair.getPublic());
    jdk.update(MESSAGE);
    assertThat(jdk.verify(SignatureSuite.intl().sign(pair.getPrivate(), MESSAGE))).isTrue();
  }

  @Test
  void intlMatchesTheExampleOfRfc6979() {
    // RFC 6979, A.2.5: P-256 with SHA-256, message "sample"; its s is the upper one, ours n - s.
    byte[] raw =
        HexFormat.of()
            .parseHex(
                "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                    + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
    var d = new BigInteger("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721", 16);
    var curve = SECObjectIdentifiers.secp256r1;
    var domain = new ECNamedDomainParameters(curve, CustomNamedCurves.getByOID(curve));
    PrivateKey key = privateKey(new ECPrivateKeyParameters(d, domain));
    assertThat(SignatureSuite.intl().sign(key, "sample".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(TwinSignature.of(raw));
  }

  @Test
  void gmMatchesTheExampleOfTheStandard() {
    PrivateKey privateKey = privateKey(new ECPrivateKeyParameters(SM2_D, sm2()));
    PublicKey publicKey = sm2PublicKey();
    SecureRandom nonce = new FixedSecureRandom(HexFormat.of().parseHex(SM2_K));
    SignatureSuite suite = SignatureSuite.gm(nonce);
    byte[] signature = suite.sign(privateKey, MESSAGE);
    assertThat(HexFormat.of().withUpperCase().formatHex(signature)).isEqualTo(SM2_SIGNATURE);
    assertThat(suite.verify(publicKey, MESSAGE, signature)).isTrue();
    signature[63] ^= 1;
    assertThat(suite.verify(publicKey, MESSAGE, signature)).isFalse();
    assertThat(HexFormat.of().withUpperCase().formatHex(publicKey.getEncoded())).contains(SM2_X);
  }

  @Test
  void neitherSuiteTakesTheOthersKeys() {
    var p256 = SeededConsortium.transactionKey(1);
    byte[] sm2 = sm2PublicKey().getEncoded();
    SignatureSuite gm = SignatureSuite.gm(new SecureRandom());
    assertThatThrownBy(() -> gm.publicKey(p256.getPublic().getEncoded()))
        .isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> gm.signer(p256.getPrivate())).isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> SignatureSuite.intl().publicKey(sm2))
        .isInstanceOf(FormatException.class);
    assertThat(gm.publicKey(sm2).getEncoded()).isEqualTo(sm2);
  }

  @Test
  void signaturesOfAnotherShapeAreRefusedWithoutAnException() {
    var pair = SeededConsortium.transactionKey(1);
    for (int length : new int[] {0, 1, 63, 64, 65, 72}) {
      assertThat(SignatureSuite.intl().verify(pair.getPublic(), MESSAGE, new byte[length]))
          .isFalse();
      assertThat(
              SignatureSuite.gm(new SecureRandom())
                  .verify(sm2PublicKey(), MESSAGE, new byte[length]))
          .isFalse();
    }
  }

  @Test
  void anUnknownSuiteIsRefusedByName() {
    assertThatThrownBy(() -> SignatureSuite.named("RSA", new SecureRandom()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("RSA");
  }

  private static ECNamedDomainParameters sm2() {
    var curve = GMObjectIdentifiers.sm2p256v1;
    return new ECNamedDomainParameters(curve, CustomNamedCurves.getByOID(curve));
  }

  private static PublicKey sm2PublicKey() {
    try {
      var point = new ECPublicKeyParameters(sm2().getG().multiply(SM2_D), sm2());
      return KeyFactory.getInstance("EC", new BouncyCastleProvider())
          .generatePublic(
              new X509EncodedKeySpec(
                  SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(point).getEncoded()));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static PrivateKey privateKey(ECPrivateKeyParameters parameters) {
    try {
      return KeyFactory.getInstance("EC", new BouncyCastleProvider())
          .generatePrivate(
              new PKCS8EncodedKeySpec(
                  PrivateKeyInfoFactory.createPrivateKeyInfo(parameters).getEncoded()));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
