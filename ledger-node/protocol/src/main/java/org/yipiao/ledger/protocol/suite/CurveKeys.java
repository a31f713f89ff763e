package org.yipiao.ledger.protocol.suite;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * Reads keys that have to be on one curve.
 *
 * @param name of the curve, for what is said of a key that is not on it
 * @param provider makes public keys of it; {@code null} where the JDK does
 */
record CurveKeys(ECDomainParameters curve, String name, @Nullable Provider provider) {

  /**
   * Of a private key's PKCS #8.
   *
   * @throws FormatException when it cannot be read, or the key is not on the curve
   */
  ECPrivateKeyParameters privateKey(byte[] encoded) {
    try {
      if (PrivateKeyFactory.createKey(encoded) instanceof ECPrivateKeyParameters parameters
          && EcPoints.onCurve(parameters.getParameters(), curve)) {
        return parameters;
      }
    } catch (IOException | RuntimeException e) {
      throw new FormatException("a private key that cannot be read", e);
    }
    throw new FormatException("the private key is not on " + name);
  }

  /**
   * Of a DER SubjectPublicKeyInfo.
   *
   * @throws FormatException when it cannot be read, or the key is not on the curve
   */
  ECPublicKeyParameters point(byte[] subjectPublicKeyInfo) {
    try {
      if (PublicKeyFactory.createKey(subjectPublicKeyInfo)
              instanceof ECPublicKeyParameters parameters
          && EcPoints.onCurve(parameters.getParameters(), curve)) {
        return parameters;
      }
    } catch (IOException | RuntimeException e) {
      throw new FormatException("a public key that cannot be read", e);
    }
    throw new FormatException("the public key is not on " + name);
  }

  /** See {@link SignatureSuite#publicKey}. */
  PublicKey publicKey(byte[] subjectPublicKeyInfo) {
    point(subjectPublicKeyInfo);
    try {
      PublicKey key = factory().generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo));
      if (!Arrays.equals(key.getEncoded(), subjectPublicKeyInfo)) {
        throw new FormatException("the public key is not in its one encoding");
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw new FormatException("a public key that cannot be read", e);
    }
  }

  private KeyFactory factory() throws GeneralSecurityException {
    return provider == null ? KeyFactory.getInstance("EC") : KeyFactory.getInstance("EC", provider);
  }
}
