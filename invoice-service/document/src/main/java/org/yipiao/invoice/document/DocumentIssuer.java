package org.yipiao.invoice.document;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.random.RandomGenerator;
import org.yipiao.invoice.document.certificate.IssuerSubject;
import org.yipiao.invoice.document.sdjwt.SdJwt;
import org.yipiao.invoice.document.sdjwt.SdJwtIssuer;
import org.yipiao.invoice.document.sdjwt.SdJwtReading;
import org.yipiao.ledger.protocol.suite.MessageSigner;
import org.yipiao.platform.id.InvoiceId;

/**
 * Signs documents in the name of one hospital. Safe for use by several threads when its source of
 * randomness is.
 */
public final class DocumentIssuer {

  private final IssuerSubject subject;
  private final SdJwtIssuer issuer;

  /**
   * @param signer of the P-256 key in the first certificate
   * @param chain the hospital's document certificate first, the root left out
   * @param random a {@link java.security.SecureRandom}, save in tests of exact bytes
   * @throws IllegalArgumentException when the certificate names no hospital
   */
  public DocumentIssuer(MessageSigner signer, List<X509Certificate> chain, RandomGenerator random) {
    this.subject = IssuerSubject.of(chain.getFirst());
    this.issuer = new SdJwtIssuer(signer, chain, random);
  }

  /** Whom the documents name. */
  public IssuerSubject subject() {
    return subject;
  }

  /**
   * Signs a draft under a number.
   *
   * @throws IllegalArgumentException when the draft is another hospital's
   */
  public IssuedDocument issue(CheckedDraft draft, InvoiceId id) {
    Issuer hospital = draft.draft().issuer();
    if (!hospital.member().equals(subject.member())
        || !hospital.creditCode().equals(subject.creditCode())) {
      throw new IllegalArgumentException("the certificate names another hospital");
    }
    String compact =
        issuer.issue(ContentWriter.visible(draft, id), ContentWriter.disclosable(draft));
    return switch (SdJwt.read(compact)) {
      case SdJwtReading.Read(SdJwt token) ->
          new IssuedDocument(id, compact, token.commitment(), draft.total(), draft.claimable());
      case SdJwtReading.Refused(var fault) ->
          throw new IllegalArgumentException("the document would be refused: " + fault);
    };
  }
}
