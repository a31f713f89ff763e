package org.yipiao.invoice.document.certificate;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yipiao.ledger.protocol.suite.MessageVerifier;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * Verifies chains of document certificates against the consortium's issuer roots (RFC 5280, without
 * revocation: a key is withdrawn on the ledger). A verified chain is remembered with its validity,
 * so that only the first document of a hospital pays for it. Safe for use by several threads.
 */
public final class IssuerCertificates {

  private static final int REMEMBERED = 512;

  private final List<X509Certificate> roots;
  private final Map<Digest, VerifiedChain> verified =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Digest, VerifiedChain> eldest) {
              return size() > REMEMBERED;
            }
          });

  /**
   * @param roots without any, every chain is refused
   */
  public IssuerCertificates(List<X509Certificate> roots) {
    this.roots = List.copyOf(roots);
  }

  /** The key that signed, whom it belongs to, and when it was valid. */
  public record VerifiedChain(
      MessageVerifier key, IssuerSubject subject, Instant notBefore, Instant notAfter) {

    boolean validAt(Instant at) {
      return !at.isBefore(notBefore) && !at.isAfter(notAfter);
    }
  }

  /**
   * The signer's key, if the chain leads to a root and every certificate is valid at that time.
   *
   * @param der the signer's certificate first
   * @param at the time for which the chain must be valid
   */
  public Optional<VerifiedChain> verify(List<byte[]> der, Instant at) {
    Digest name = Digest.sha256(der.toArray(byte[][]::new));
    VerifiedChain known = verified.get(name);
    if (known == null) {
      try {
        known = build(der, at);
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        return Optional.empty();
      }
      verified.put(name, known);
    }
    return known.validAt(at) ? Optional.of(known) : Optional.empty();
  }

  private VerifiedChain build(List<byte[]> der, Instant at) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    var chain = new ArrayList<X509Certificate>();
    for (byte[] one : der) {
      Certificate certificate = factory.generateCertificate(new ByteArrayInputStream(one));
      if (!java.util.Arrays.equals(certificate.getEncoded(), one)) {
        throw new IllegalArgumentException("bytes around a certificate");
      }
      chain.add((X509Certificate) certificate);
    }
    X509Certificate leaf = chain.getFirst();
    boolean[] usage = leaf.getKeyUsage();
    if (leaf.getBasicConstraints() >= 0 || usage == null || !usage[0]) {
      throw new IllegalArgumentException("not a certificate for signing documents");
    }
    CertPath path = factory.generateCertPath(chain);
    var parameters =
        new PKIXParameters(
            roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet()));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(at));
    var result =
        (java.security.cert.PKIXCertPathValidatorResult)
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
    chain.add(result.getTrustAnchor().getTrustedCert());
    Instant notBefore =
        chain.stream().map(c -> c.getNotBefore().toInstant()).max(Instant::compareTo).orElseThrow();
    Instant notAfter =
        chain.stream().map(c -> c.getNotAfter().toInstant()).min(Instant::compareTo).orElseThrow();
    return new VerifiedChain(
        SignatureSuite.intl().verifier(leaf.getPublicKey()),
        IssuerSubject.of(leaf),
        notBefore,
        notAfter);
  }
}
