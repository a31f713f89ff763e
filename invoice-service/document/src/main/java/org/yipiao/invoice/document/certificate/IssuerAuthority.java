package org.yipiao.invoice.document.certificate;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.yipiao.ledger.protocol.suite.Certificates;

/** The consortium's certificate authority for document keys. */
public final class IssuerAuthority {

  private final X509Certificate root;
  private final PrivateKey key;
  private final SecureRandom random;

  /**
   * @param root the authority's own certificate, which verifiers trust
   * @param key its private key
   */
  public IssuerAuthority(X509Certificate root, PrivateKey key, SecureRandom random) {
    this.root = root;
    this.key = key;
    this.random = random;
  }

  /** A new authority with a self-signed root. */
  public static IssuerAuthority create(
      String distinguishedName,
      KeyPair pair,
      Instant notBefore,
      Duration validity,
      SecureRandom random) {
    var name = new X500Name(distinguishedName);
    X509Certificate root =
        sign(
            builder(name, name, pair.getPublic(), notBefore, validity, random),
            new BasicConstraints(0),
            KeyUsage.keyCertSign | KeyUsage.cRLSign,
            pair.getPrivate());
    return new IssuerAuthority(root, pair.getPrivate(), random);
  }

  public X509Certificate root() {
    return root;
  }

  /** A certificate for a hospital's document key. */
  public X509Certificate certify(
      IssuerSubject subject, PublicKey documentKey, Instant notBefore, Duration validity) {
    X500Name issuer = X500Name.getInstance(root.getSubjectX500Principal().getEncoded());
    return sign(
        builder(issuer, subject.toName(), documentKey, notBefore, validity, random),
        new BasicConstraints(false),
        KeyUsage.digitalSignature,
        key);
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Name issuer,
      X500Name subject,
      PublicKey publicKey,
      Instant notBefore,
      Duration validity,
      SecureRandom random) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(127, random).add(BigInteger.ONE),
        Date.from(notBefore),
        Date.from(notBefore.plus(validity)),
        subject,
        publicKey);
  }

  private static X509Certificate sign(
      JcaX509v3CertificateBuilder builder,
      BasicConstraints constraints,
      int keyUsage,
      PrivateKey key) {
    try {
      builder.addExtension(Extension.basicConstraints, true, constraints);
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage));
      return Certificates.sign(builder, key);
    } catch (CertIOException e) {
      throw new IllegalStateException("a certificate cannot be made", e);
    }
  }
}
