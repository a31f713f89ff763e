package org.yipiao.ledger.protocol.suite;

import java.io.IOException;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.yipiao.ledger.protocol.wire.FormatException;

/** Ed25519 (RFC 8032) for the log and for cosigning; raw public keys of 32 bytes. */
public final class Ed25519Keys {

  /** Bytes of a raw public key. */
  public static final int PUBLIC_KEY_LENGTH = 32;

  /** Bytes of a signature. */
  public static final int SIGNATURE_LENGTH = 64;

  private static final String ALGORITHM = "Ed25519";

  /** The JDK's provider: another's verifier may take what this one refuses. */
  private static final String JDK = "SunEC";

  /** Of the field: 2^255 − 19. */
  private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

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
   * Verifies as browsers and the JDK do: by the equation without the cofactor, which RFC 8032
   * §5.1.7 leaves open, and with one spelling of R. A signature that some took and others refused
   * would be a proof to the ones alone.
   *
   * <p>Bouncy Castle, ten times as fast as the JDK, takes whatever these take, and more: what holds
   * times the cofactor alone. Where the key and R have the group's prime order there is no such
   * thing; where they have not, which no honest signer brings about, the JDK decides.
   *
   * @throws FormatException unless the 32 bytes are a point
   */
  public static MessageVerifier verifier(byte[] rawPublicKey) {
    PublicKey key = publicKey(rawPublicKey);
    var parameters = new Ed25519PublicKeyParameters(rawPublicKey, 0);
    boolean primeOrder = Ed25519.validatePublicKeyFull(rawPublicKey, 0);
    return (message, signature) -> {
      if (signature.length != SIGNATURE_LENGTH) {
        return false;
      }
      var verifier = new Ed25519Signer();
      verifier.init(false, parameters);
      verifier.update(message, 0, message.length);
      return verifier.verifySignature(signature)
          && ((primeOrder && Ed25519.validatePublicKeyFull(signature, 0))
              || (hasOneSpelling(signature) && verifiesByTheJdk(key, message, signature)));
    };
  }

  private static boolean verifiesByTheJdk(PublicKey key, byte[] message, byte[] signature) {
    try {
      var verifier = Signature.getInstance(ALGORITHM, JDK);
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException | InvalidKeyException e) {
      return false;
    } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
      throw new IllegalStateException("the JDK has Ed25519", e);
    }
  }

  private static PublicKey publicKey(byte[] raw) {
    if (raw.length != PUBLIC_KEY_LENGTH) {
      throw new FormatException("an Ed25519 public key has 32 bytes");
    }
    try {
      byte[] encoded =
          SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                  new Ed25519PublicKeyParameters(raw, 0))
              .getEncoded();
      return KeyFactory.getInstance(ALGORITHM, JDK).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
      throw new IllegalStateException("the JDK has Ed25519", e);
    } catch (IOException | InvalidKeySpecException | RuntimeException e) {
      throw new FormatException("not an Ed25519 public key", e);
    }
  }

  /** Whether R, a point's y in little-endian order under the sign of its x, is spelt as it must. */
  private static boolean hasOneSpelling(byte[] signature) {
    byte[] y = new byte[PUBLIC_KEY_LENGTH];
    for (int i = 0; i < y.length; i++) {
      y[i] = signature[y.length - 1 - i];
    }
    boolean negative = y[0] < 0;
    y[0] &= Byte.MAX_VALUE;
    var value = new BigInteger(1, y);
    boolean withoutSign =
        value.equals(BigInteger.ONE) || value.equals(PRIME.subtract(BigInteger.ONE));
    return value.compareTo(PRIME) < 0 && !(negative && withoutSign);
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
