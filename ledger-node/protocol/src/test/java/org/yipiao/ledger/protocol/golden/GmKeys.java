package org.yipiao.ledger.protocol.golden;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.function.Supplier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.yipiao.ledger.protocol.wire.Digest;

/** SM2 test keys, each from a seed that is written here. */
public final class GmKeys {

  private GmKeys() {}

  /** The SM2 test key of a member. */
  public static KeyPair transactionKey(int number) {
    try {
      var curve = GMObjectIdentifiers.sm2p256v1;
      var domain = new ECNamedDomainParameters(curve, CustomNamedCurves.getByOID(curve));
      byte[] seed =
          Digest.sha256(("gm test key " + number).getBytes(StandardCharsets.US_ASCII)).bytes();
      BigInteger d = new BigInteger(1, seed).mod(domain.getN());
      var secret = new ECPrivateKeyParameters(d, domain);
      var point = new ECPublicKeyParameters(domain.getG().multiply(d), domain);
      KeyFactory factory = KeyFactory.getInstance("EC", new BouncyCastleProvider());
      return new KeyPair(
          factory.generatePublic(
              new X509EncodedKeySpec(
                  SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(point).getEncoded())),
          factory.generatePrivate(
              new PKCS8EncodedKeySpec(
                  PrivateKeyInfoFactory.createPrivateKeyInfo(secret).getEncoded())));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** A fixture's bytes where there is one; signatures by SM2 are never the same twice. */
  static byte[] keptOr(String fixture, Supplier<byte[]> made) {
    return Fixture.names().contains(fixture) ? Fixture.bytes(fixture) : made.get();
  }
}
