package org.yipiao.ledger.protocol.suite;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * How members sign transactions; set in the genesis. A signature is {@code r ‖ s}, 64 bytes, both
 * big-endian (IEEE P1363), in either suite; DER is never used, because it has many spellings.
 */
public sealed interface SignatureSuite permits IntlSuite, GmSuite {

  /** Bytes of a signature. */
  int SIGNATURE_LENGTH = 64;

  /** The name in the genesis file. */
  String name();

  /** A new key pair on the suite's curve. */
  KeyPair generate(SecureRandom source);

  /**
   * Prepares a key for signing; the signer is safe for use by several threads.
   *
   * @throws FormatException when the key is not on the suite's curve
   */
  MessageSigner signer(PrivateKey key);

  /**
   * Prepares a key for verifying, which is worth keeping; safe for use by several threads.
   *
   * @throws FormatException when the key is not on the suite's curve
   */
  MessageVerifier verifier(PublicKey key);

  /**
   * Reads a DER SubjectPublicKeyInfo.
   *
   * @throws FormatException unless it is the one encoding of a point on the suite's named curve
   */
  PublicKey publicKey(byte[] subjectPublicKeyInfo);

  default byte[] sign(PrivateKey key, byte[] message) {
    return signer(key).sign(message);
  }

  default boolean verify(PublicKey key, byte[] message, byte[] signature) {
    return verifier(key).verify(message, signature);
  }

  /** ECDSA P-256 with SHA-256. */
  static SignatureSuite intl() {
    return IntlSuite.INSTANCE;
  }

  /**
   * SM2 with SM3.
   *
   * @param random draws the nonces of signatures; a verifier needs none of it
   */
  static SignatureSuite gm(SecureRandom random) {
    return new GmSuite(random);
  }

  /** The suite on whose curve a key is, for verifying; {@code INTL} for a key of neither. */
  static SignatureSuite ofKey(PublicKey key) {
    return EcPoints.isSm2(key) ? gm(new SecureRandom()) : intl();
  }

  /**
   * The suite of a genesis file, for verifying.
   *
   * @throws FormatException for an unknown name
   */
  static SignatureSuite named(String name, SecureRandom random) {
    return switch (name) {
      case IntlSuite.NAME -> intl();
      case GmSuite.NAME -> gm(random);
      default -> throw new FormatException("signature suite " + name);
    };
  }
}
