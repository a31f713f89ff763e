package org.yipiao.ledger.protocol.suite;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * X.509 certificates of both suites. The JDK reads and verifies those of {@code INTL}; those of
 * {@code GM} (SM2 with SM3, GB/T 32918) it does not know, so Bouncy Castle does.
 */
public final class Certificates {

  private Certificates() {}

  /**
   * Reads a certificate, DER or PEM.
   *
   * @throws CertificateException when the bytes are no certificate of either suite
   */
  public static X509Certificate read(byte[] bytes) throws CertificateException {
    try {
      return readIntl(bytes);
    } catch (CertificateException e) {
      return readGm(bytes, e);
    }
  }

  /**
   * Reads a certificate that the JDK knows, DER or PEM. The JDK meets some keys that are none, such
   * as an Ed25519 key without bytes, with an exception of another kind.
   *
   * @throws CertificateException when the bytes are no such certificate
   */
  public static X509Certificate readIntl(byte[] bytes) throws CertificateException {
    try {
      return read(CertificateFactory.getInstance("X.509"), bytes);
    } catch (RuntimeException e) {
      throw new CertificateException("a certificate that cannot be read", e);
    }
  }

  /**
   * Bouncy Castle sees some faults of a certificate only when it is asked for the key, and reports
   * them by exceptions of several kinds.
   */
  private static X509Certificate readGm(byte[] bytes, CertificateException ofTheJdk)
      throws CertificateException {
    try {
      var certificate = read(CertificateFactory.getInstance("X.509", GmSuite.PROVIDER), bytes);
      if (EcPoints.isSm2(certificate.getPublicKey())) {
        return certificate;
      }
    } catch (RuntimeException e) {
      ofTheJdk.addSuppressed(e);
    }
    throw ofTheJdk;
  }

  private static X509Certificate read(CertificateFactory factory, byte[] bytes)
      throws CertificateException {
    if (factory.generateCertificate(new ByteArrayInputStream(bytes))
        instanceof X509Certificate certificate) {
      return certificate;
    }
    throw new CertificateException("no certificate");
  }

  /** Signs a certificate in the way of the issuer's key. */
  public static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey issuerKey) {
    try {
      if (EcPoints.isSm2(issuerKey)) {
        var signer =
            new JcaContentSignerBuilder("SM3WITHSM2")
                .setProvider(GmSuite.PROVIDER)
                .build(issuerKey);
        return new JcaX509CertificateConverter()
            .setProvider(GmSuite.PROVIDER)
            .getCertificate(builder.build(signer));
      }
      var signer = new JcaContentSignerBuilder(algorithm(issuerKey)).build(issuerKey);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("a certificate cannot be made", e);
    }
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "ML-DSA" -> "ML-DSA-44";
      default -> "Ed25519";
    };
  }

  /**
   * Verifies a chain (RFC 5280, without revocation).
   *
   * @param chain the end's certificate first, without the root
   * @param at the time for which all must be valid
   * @return the root to which it leads
   * @throws GeneralSecurityException when it leads to none
   */
  public static X509Certificate anchor(
      List<X509Certificate> chain, List<X509Certificate> roots, Instant at)
      throws GeneralSecurityException {
    boolean gm = EcPoints.isSm2(chain.getFirst().getPublicKey());
    var factory =
        gm
            ? CertificateFactory.getInstance("X.509", GmSuite.PROVIDER)
            : CertificateFactory.getInstance("X.509");
    var validator =
        gm
            ? CertPathValidator.getInstance("PKIX", GmSuite.PROVIDER)
            : CertPathValidator.getInstance("PKIX");
    var parameters =
        new PKIXParameters(
            roots.stream()
                .filter(root -> EcPoints.isSm2(root.getPublicKey()) == gm)
                .map(root -> new TrustAnchor(root, null))
                .collect(Collectors.toSet()));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(at));
    var result =
        (PKIXCertPathValidatorResult)
            validator.validate(factory.generateCertPath(chain), parameters);
    return result.getTrustAnchor().getTrustedCert();
  }
}
