package org.yipiao.ledger.server.development;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.yipiao.ledger.protocol.suite.Certificates;
import org.yipiao.ledger.protocol.suite.KeyFiles.KeyEntry;
import org.yipiao.ledger.protocol.suite.SignatureSuite;

/** The authority that certifies hospitals' document keys; it lives as long as this object. */
final class IssuerRoot {

  private static final int YEARS = 30;

  private final PrivateKey key;
  private final X509Certificate certificate;

  private IssuerRoot(PrivateKey key, X509Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  static IssuerRoot create(SignatureSuite suite, Instant now, SecureRandom random) {
    KeyPair keys = suite.generate(random);
    var name = new X500Name("CN=Development issuer root");
    return new IssuerRoot(
        keys.getPrivate(), certify(name, name, keys, keys.getPrivate(), true, now, random));
  }

  /**
   * Certifies a hospital's key. The subject carries the hospital's name ({@code O}), its credit
   * code ({@code organizationIdentifier}, 2.5.4.97) and its member number ({@code serialNumber}).
   *
   * @return the key with its chain, the root last
   */
  KeyEntry issue(KeyPair keys, DevelopmentMember member, Instant now, SecureRandom random) {
    var subject =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.O, member.legalName())
            .addRDN(BCStyle.ORGANIZATION_IDENTIFIER, member.creditCode().value())
            .addRDN(BCStyle.SERIALNUMBER, member.number().toString())
            .addRDN(BCStyle.CN, member.tenant() + " documents")
            .build();
    var issuer = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    return new KeyEntry(
        keys.getPrivate(),
        List.of(certify(issuer, subject, keys, key, false, now, random), certificate));
  }

  X509Certificate certificate() {
    return certificate;
  }

  String pem() {
    try {
      var lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
      return "-----BEGIN CERTIFICATE-----\n"
          + lines.encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate without encoding", e);
    }
  }

  static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalStateException("a certificate that cannot be read", e);
    }
  }

  private static X509Certificate certify(
      X500Name issuer,
      X500Name subject,
      KeyPair keys,
      PrivateKey issuerKey,
      boolean authority,
      Instant now,
      SecureRandom random) {
    int usage = authority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature;
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
                  issuer,
                  new BigInteger(127, random).add(BigInteger.ONE),
                  Date.from(now.minus(1, ChronoUnit.HOURS)),
                  Date.from(now.plus(YEARS * 365L, ChronoUnit.DAYS)),
                  subject,
                  keys.getPublic())
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(authority))
              .addExtension(Extension.keyUsage, true, new KeyUsage(usage));
      return Certificates.sign(builder, issuerKey);
    } catch (CertIOException e) {
      throw new IllegalStateException("a certificate cannot be made", e);
    }
  }
}
