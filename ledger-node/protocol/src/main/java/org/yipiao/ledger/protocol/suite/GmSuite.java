package org.yipiao.ledger.protocol.suite;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * SM2 on sm2p256v1 with SM3 (GB/T 32918.2, OID 1.2.156.10197.1.501) and the default signer id
 * {@code 1234567812345678}. SM2 signatures have no second valid s. Signatures alone differ from
 * {@link IntlSuite}: tree and commitments stay SHA-256.
 */
final class GmSuite implements SignatureSuite {

  static final String NAME = "GM";

  private static final byte[] SIGNER_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

  /** The JDK has no SM2; never registered, so that nothing else changes. */
  static final Provider PROVIDER = new BouncyCastleProvider();

  private static final CurveKeys KEYS = new CurveKeys(EcPoints.SM2, "sm2p256v1", PROVIDER);

  private final SecureRandom random;

  GmSuite(SecureRandom random) {
    this.random = random;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public KeyPair generate(SecureRandom source) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
      generator.initialize(new ECGenParameterSpec("sm2p256v1"), source);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the provider has SM2", e);
    }
  }

  @Override
  public MessageSigner signer(PrivateKey key) {
    ECPrivateKeyParameters parameters = KEYS.privateKey(key.getEncoded());
    return message -> sign(parameters, message);
  }

  @Override
  public MessageVerifier verifier(PublicKey key) {
    ECPublicKeyParameters parameters = KEYS.point(key.getEncoded());
    return (message, signature) -> verify(parameters, message, signature);
  }

  @Override
  public PublicKey publicKey(byte[] subjectPublicKeyInfo) {
    return KEYS.publicKey(subjectPublicKeyInfo);
  }

  private byte[] sign(ECPrivateKeyParameters key, byte[] message) {
    SM2Signer signer = signer(true, new ParametersWithRandom(key, random));
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("SM2 does not sign", e);
    }
  }

  private static boolean verify(ECPublicKeyParameters key, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_LENGTH
        || EcPoints.r(signature).equals(BigInteger.ZERO)
        || EcPoints.s(signature).equals(BigInteger.ZERO)) {
      return false;
    }
    SM2Signer verifier = signer(false, key);
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }

  private static SM2Signer signer(boolean forSigning, CipherParameters key) {
    var signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
    signer.init(forSigning, new ParametersWithID(key, SIGNER_ID));
    return signer;
  }
}
