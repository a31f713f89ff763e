package org.yipiao.ledger.protocol.suite;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * ML-DSA-44 (FIPS 204, pure, with an empty context) for cosignatures that are to outlive quantum
 * computers. Signing is the deterministic variant: the same message gives the same bytes.
 */
public final class MlDsaKeys {

  /** Bytes of a raw public key. */
  public static final int PUBLIC_KEY_LENGTH = 1_312;

  /** Bytes of a signature. */
  public static final int SIGNATURE_LENGTH = 2_420;

  /** Bytes of the seed from which FIPS 204 derives a key pair. */
  public static final int SEED_LENGTH = 32;

  private static final MLDSAParameters PARAMETERS = MLDSAParameters.ml_dsa_44;

  private MlDsaKeys() {}

  /** A new key pair. */
  public static KeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("ML-DSA");
      generator.initialize(NamedParameterSpec.ML_DSA_44, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK since 24 has ML-DSA", e);
    }
  }

  /** The 1 312 bytes of a public key. */
  public static byte[] raw(PublicKey key) {
    try {
      if (PublicKeyFactory.createKey(key.getEncoded())
              instanceof MLDSAPublicKeyParameters parameters
          && parameters.getParameters().equals(PARAMETERS)) {
        return parameters.getEncoded();
      }
    } catch (IOException | RuntimeException e) {
      throw new FormatException("a public key that cannot be read", e);
    }
    throw new FormatException("the public key is not an ML-DSA-44 key");
  }

  public static MessageSigner signer(PrivateKey key) {
    try {
      if (PrivateKeyFactory.createKey(key.getEncoded())
              instanceof MLDSAPrivateKeyParameters parameters
          && parameters.getParameters().equals(PARAMETERS)) {
        return signer(parameters);
      }
    } catch (IOException | RuntimeException e) {
      throw new FormatException("a private key that cannot be read", e);
    }
    throw new FormatException("the private key is not an ML-DSA-44 key");
  }

  /** A signer from the 32-byte seed of FIPS 204. */
  public static MessageSigner signerFromSeed(byte[] seed) {
    return signer(new MLDSAPrivateKeyParameters(PARAMETERS, seed));
  }

  /** The raw public key of a 32-byte seed. */
  public static byte[] publicKeyFromSeed(byte[] seed) {
    return new MLDSAPrivateKeyParameters(PARAMETERS, seed).getPublicKey();
  }

  /**
   * @throws FormatException unless there are 1 312 bytes; each such string is a key
   */
  public static MessageVerifier verifier(byte[] rawPublicKey) {
    if (rawPublicKey.length != PUBLIC_KEY_LENGTH) {
      throw new FormatException("an ML-DSA-44 public key has 1312 bytes");
    }
    var parameters = new MLDSAPublicKeyParameters(PARAMETERS, rawPublicKey);
    return (message, signature) -> {
      if (signature.length != SIGNATURE_LENGTH) {
        return false;
      }
      var verifier = new MLDSASigner();
      verifier.init(false, parameters);
      verifier.update(message, 0, message.length);
      return verifier.verifySignature(signature);
    };
  }

  private static MessageSigner signer(MLDSAPrivateKeyParameters key) {
    return message -> {
      var signer = new MLDSASigner();
      signer.init(true, key); // without a source of randomness: the deterministic variant
      signer.update(message, 0, message.length);
      try {
        return signer.generateSignature();
      } catch (CryptoException e) {
        throw new IllegalStateException("ML-DSA does not sign", e);
      }
    };
  }
}
