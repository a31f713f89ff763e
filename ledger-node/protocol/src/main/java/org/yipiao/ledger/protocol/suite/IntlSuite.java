package org.yipiao.ledger.protocol.suite;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * ECDSA on P-256 with SHA-256 (FIPS 186-5), nonces by RFC 6979, so that signing needs no
 * randomness. Of the two values of s that every signature has, only the lower one is valid, {@code
 * s ≤ n/2}: nobody can turn a signature into another valid one, and so a transaction into other
 * bytes.
 */
final class IntlSuite implements SignatureSuite {

  static final String NAME = "INTL";
  static final IntlSuite INSTANCE = new IntlSuite();

  private static final CurveKeys KEYS = new CurveKeys(EcPoints.P256, "P-256", null);

  private IntlSuite() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public KeyPair generate(SecureRandom source) {
    return KeyFiles.generateP256(source);
  }

  @Override
  public MessageSigner signer(PrivateKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded == null) {
      return message -> signInDevice(key, message);
    }
    ECPrivateKeyParameters parameters = KEYS.privateKey(encoded);
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

  private static byte[] sign(ECPrivateKeyParameters key, byte[] message) {
    var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, key);
    BigInteger[] rs = signer.generateSignature(Digest.sha256(message).bytes());
    return EcPoints.raw(rs[0], EcPoints.lowS(rs[1], EcPoints.P256.getN()));
  }

  private static byte[] signInDevice(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(key);
      signature.update(message);
      byte[] raw = signature.sign();
      return EcPoints.raw(EcPoints.r(raw), EcPoints.lowS(EcPoints.s(raw), EcPoints.P256.getN()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key's device does not sign", e);
    }
  }

  private static boolean verify(ECPublicKeyParameters key, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_LENGTH) {
      return false;
    }
    BigInteger s = EcPoints.s(signature);
    if (s.compareTo(EcPoints.P256.getN().shiftRight(1)) > 0) {
      return false;
    }
    var verifier = new ECDSASigner();
    verifier.init(false, key);
    return verifier.verifySignature(Digest.sha256(message).bytes(), EcPoints.r(signature), s);
  }
}
