package org.yipiao.ledger.protocol.suite;

import java.io.IOException;
import java.math.BigInteger;
import java.security.Key;
import java.security.PrivateKey;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.util.BigIntegers;

/** The two curves and the raw form of their signatures. */
final class EcPoints {

  static final ECDomainParameters P256 = domain("secp256r1");
  static final ECDomainParameters SM2 = domain("sm2p256v1");

  private static final int HALF = SignatureSuite.SIGNATURE_LENGTH / 2;

  private EcPoints() {}

  static boolean onCurve(ECDomainParameters found, ECDomainParameters expected) {
    return found.getCurve().equals(expected.getCurve())
        && found.getG().equals(expected.getG())
        && found.getN().equals(expected.getN());
  }

  /** Whether a key is on sm2p256v1; {@code false} for a key that cannot be read. */
  static boolean isSm2(Key key) {
    byte[] encoded = key.getEncoded();
    if (encoded == null) {
      return false;
    }
    try {
      var read =
          key instanceof PrivateKey
              ? PrivateKeyFactory.createKey(encoded)
              : PublicKeyFactory.createKey(encoded);
      return read instanceof ECKeyParameters ec && onCurve(ec.getParameters(), SM2);
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  static byte[] raw(BigInteger r, BigInteger s) {
    byte[] raw = new byte[SignatureSuite.SIGNATURE_LENGTH];
    BigIntegers.asUnsignedByteArray(r, raw, 0, HALF);
    BigIntegers.asUnsignedByteArray(s, raw, HALF, HALF);
    return raw;
  }

  static BigInteger r(byte[] raw) {
    return new BigInteger(1, Arrays.copyOfRange(raw, 0, HALF));
  }

  static BigInteger s(byte[] raw) {
    return new BigInteger(1, Arrays.copyOfRange(raw, HALF, raw.length));
  }

  static BigInteger lowS(BigInteger s, BigInteger n) {
    return s.compareTo(n.shiftRight(1)) > 0 ? n.subtract(s) : s;
  }

  private static ECDomainParameters domain(String name) {
    X9ECParameters curve = CustomNamedCurves.getByName(name);
    return new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
  }
}
