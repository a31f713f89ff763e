package org.yipiao.invoice.document.certificate;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yipiao.invoice.document.sdjwt.DocumentAlgorithm;
import org.yipiao.ledger.protocol.suite.Certificates;
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
      MessageVerifier key,
      DocumentAlgorithm algorithm,
      IssuerSubject subject,
      Instant notBefore,
      Instant notAfter) {

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
    var chain = new ArrayList<X509Certificate>();
    for (byte[] one : der) {
      X509Certificate certificate = Certificates.read(one);
      if (!java.util.Arrays.equals(certificate.getEncoded(), one)) {
        throw new IllegalArgumentException("bytes around a certificate");
      }
      chain.add(certificate);
    }
    X509Certificate leaf = chain.getFirst();
    boolean[] usage = leaf.getKeyUsage();
    if (leaf.getBasicConstraints() >= 0 || usage == null || !usage[0]) {
      throw new IllegalArgumentException("not a certificate for signing documents");
    }
    chain.add(Certificates.anchor(chain, roots, at));
    Instant notBefore =
        chain.stream().map(c -> c.getNotBefore().toInstant()).max(Instant::compareTo).orElseThrow();
    Instant notAfter =
        chain.stream().map(c -> c.getNotAfter().toInstant()).min(Instant::compareTo).orElseThrow();
    return new VerifiedChain(
        SignatureSuite.ofKey(leaf.getPublicKey()).verifier(leaf.getPublicKey()),
        DocumentAlgorithm.of(leaf.getPublicKey()),
        IssuerSubject.of(leaf),
        notBefore,
        notAfter);
  }
}
