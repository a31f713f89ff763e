package org.yipiao.ledger.protocol;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys and certificates that a seed of 32 bytes decides. */
public final class KeysFromSeeds {

  private KeysFromSeeds() {}

  /**
   * A pair on a named curve.
   *
   * @param factory of a provider that knows the curve
   */
  public static KeyPair onCurve(ASN1ObjectIdentifier curve, KeyFactory factory, byte[] seed) {
    try {
      var domain = new ECNamedDomainParameters(curve, CustomNamedCurves.getByOID(curve));
      var d = new BigInteger(1, seed).mod(domain.getN());
      var secret = new ECPrivateKeyParameters(d, domain);
      var point = new ECPublicKeyParameters(domain.getG().multiply(d), domain);
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

  /** A certificate that is the same in every run: Ed25519 needs no randomness. */
  static X509Certificate certificate(String commonName, int serial, byte[] seed) {
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
      var name = new X500Name("CN=" + commonName);
      var builder =
          new X509v3CertificateBuilder(
              name,
              BigInteger.valueOf(serial),
              Date.from(SeededConsortium.START),
              Date.from(Instant.parse("2046-01-01T00:00:00Z")),
              name,
              SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                  new Ed25519PrivateKeyParameters(seed, 0).generatePublicKey()));
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("Ed25519").build(key)));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
