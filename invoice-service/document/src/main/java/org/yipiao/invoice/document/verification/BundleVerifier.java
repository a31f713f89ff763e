package org.yipiao.invoice.document.verification;

import java.util.Optional;
import org.yipiao.invoice.document.DocumentFault;
import org.yipiao.invoice.document.DocumentReading;
import org.yipiao.invoice.document.InvoiceDocument;
import org.yipiao.invoice.document.certificate.IssuerCertificates;
import org.yipiao.ledger.protocol.bundle.IssuanceProof;
import org.yipiao.ledger.protocol.bundle.LedgerProofVerifier;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.platform.reason.Reason;

/**
 * Verifies proof bundles offline, with nothing but a trust root. Keep one: it remembers verified
 * certificate chains. Safe for use by several threads.
 */
public final class BundleVerifier {

  private final LedgerProofVerifier ledger;
  private final IssuerCertificates certificates;

  public BundleVerifier(TrustRoot trust) {
    this.ledger = new LedgerProofVerifier(trust);
    this.certificates = new IssuerCertificates(trust.issuerRoots());
  }

  /** Verifies one bundle under a trust root. */
  public static BundleVerdict verify(ProofBundle bundle, TrustRoot trust) {
    return new BundleVerifier(trust).verify(bundle);
  }

  /** Verifies the JSON text of a bundle. */
  public BundleVerdict verify(byte[] json) {
    try {
      return verify(ProofBundle.decode(json));
    } catch (FormatException e) {
      return new BundleVerdict.Broken(
          BundleLink.DOCUMENT, "BUNDLE_MALFORMED", "The text is not a proof bundle.");
    }
  }

  /** Names the first broken link: document, ledger, binding of the two, issuer. */
  public BundleVerdict verify(ProofBundle bundle) {
    return switch (InvoiceDocument.read(bundle.document())) {
      case DocumentReading.Refused(DocumentFault fault, Reason reason) ->
          new BundleVerdict.Broken(BundleLink.DOCUMENT, fault.name(), reason.toString());
      case DocumentReading.Read(InvoiceDocument document) ->
          switch (ledger.verifyIssuance(bundle.leaf(), bundle.proof())) {
            case IssuanceProof.NotIssued(var broken) ->
                new BundleVerdict.Broken(
                    BundleLink.LEDGER, broken.link().name(), broken.link().sentence());
            case IssuanceProof.Issued issued -> bind(document, issued);
          };
    };
  }

  private BundleVerdict bind(InvoiceDocument document, IssuanceProof.Issued issued) {
    IssueInvoice operation = issued.operation();
    if (!operation.commitment().equals(document.commitment())) {
      return unbound("COMMITMENT_DIFFERS", "The leaf commits to another document.");
    }
    if (operation.invoiceId() != document.invoiceId().value()) {
      return unbound("INVOICE_ID_DIFFERS", "The leaf is of another invoice.");
    }
    if (operation.totalFen() != document.total().fen()) {
      return unbound("TOTAL_DIFFERS", "The leaf has another total than the document.");
    }
    if (operation.claimableFen() != document.claimable().fen()) {
      return unbound("CLAIMABLE_DIFFERS", "The leaf has another claimable amount.");
    }
    if (issued.member() != document.member().value()) {
      return unbound("MEMBER_DIFFERS", "Another member issued it on the ledger.");
    }
    Optional<DocumentFault> fault = document.authenticate(certificates, issued.issuedAt());
    if (fault.isPresent()) {
      return new BundleVerdict.Broken(
          BundleLink.ISSUER, fault.get().name(), Reason.of(fault.get()).toString());
    }
    return new BundleVerdict.Valid(
        document.invoiceId(),
        document.member(),
        document.issuerCode(),
        document.total(),
        document.claimable(),
        document.issuedAt(),
        issued.issuedAt(),
        issued.proof().cosignedAt(),
        issued.proof().checkpoint().size(),
        issued.proof().cosigners(),
        document.disclosedNames());
  }

  private static BundleVerdict unbound(String code, String reason) {
    return new BundleVerdict.Broken(BundleLink.BINDING, code, reason);
  }
}
