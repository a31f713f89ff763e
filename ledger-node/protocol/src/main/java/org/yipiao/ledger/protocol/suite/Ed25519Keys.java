package org.yipiao.ledger.protocol.suite;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.yipiao.ledger.protocol.wire.FormatException;

/** Ed25519 (RFC 8032) for the log and for cosigning; raw public keys of 32 bytes. */
public final class Ed25519Keys {

  /** Bytes of a raw public key. */
  public static final int PUBLIC_KEY_LENGTH = 32;

  /** Bytes of a signature. */
  public static final int SIGNATURE_LENGTH = 64;

  private Ed25519Keys() {}

  /** The 32 bytes of a public key. */
  public static byte[] raw(PublicKey key) {
    try {
      if (PublicKeyFactory.createKey(key.getEncoded())
          instanceof Ed25519PublicKeyParameters parameters) {
        return parameters.getEncoded();
      }
    } catch (IOException | RuntimeException e) {
      throw new FormatException("a public key that cannot be read", e);
    }
    throw new FormatException("the public key is not an Ed25519 key");
  }

  public static MessageSigner signer(PrivateKey key) {
    try {
      if (PrivateKeyFactory.createKey(key.getEncoded())
          instanceof Ed25519PrivateKeyParameters parameters) {
        return signer(parameters);
      }
    } catch (IOException | RuntimeException e) {
      throw new FormatException("a private key that cannot be read", e);
    }
    throw new FormatException("the private key is not an Ed25519 key");
  }

  /** A signer from the 32-byte seed of RFC 8032. */
  public static MessageSigner signerFromSeed(byte[] seed) {
    return signer(new Ed25519PrivateKeyParameters(seed, 0));
  }

  /** The raw public key of a 32-byte seed. */
  public static byte[] publicKeyFromSeed(byte[] seed) {
    return new Ed25519PrivateKeyParameters(seed, 0).generatePublicKey().getEncoded();
  }

  /**
   * @throws FormatException unless the 32 bytes are a point
   */
  public static MessageVerifier verifier(byte[] rawPublicKey) {
    if (rawPublicKey.length != PUBLIC_KEY_LENGTH) {
      throw new FormatException("an Ed25519 public key has 32 bytes");
    }
    Ed25519PublicKeyParameters parameters;
    try {
      parameters = new Ed25519PublicKeyParameters(rawPublicKey, 0);
    } catch (RuntimeException e) {
      throw new FormatException("not an Ed25519 public key", e);
    }
    return (message, signature) -> {
      if (signature.length != SIGNATURE_LENGTH) {
        return false;
      }
      var verifier = new Ed25519Signer();
      verifier.init(false, parameters);
      verifier.update(message, 0, message.length);
      return verifier.verifySignature(signature);
    };
  }

  private static MessageSigner signer(Ed25519PrivateKeyParameters key) {
    return message -> {
      var signer = new Ed25519Signer();
      signer.init(true, key);
      signer.update(message, 0, message.length);
      return signer.generateSignature();
    };
  }
}
