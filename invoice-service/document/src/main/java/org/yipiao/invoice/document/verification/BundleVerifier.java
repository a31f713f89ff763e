package org.yipiao.invoice.document.verification;

import java.util.Optional;
import org.yipiao.invoice.document.DocumentFault;
import org.yipiao.invoice.document.DocumentReading;
import org.yipiao.invoice.document.InvoiceDocument;
import org.yipiao.invoice.document.certificate.IssuerCertificates;
import org.yipiao.ledger.protocol.bundle.IssuanceProof;
import org.yipiao.ledger.protocol.bundle.LedgerProofVerifier;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.checkpoint.Requirement;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.trust.TrustSource;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.platform.reason.Reason;
import org.yipiao.platform.reason.ReasonCode;

/**
 * Verifies proof bundles, offline where its trust root stays as it is. Keep one: it remembers
 * verified certificate chains. Safe for use by several threads.
 */
public final class BundleVerifier {

  private final LedgerProofVerifier ledger;
  private final IssuerCertificates certificates;

  public BundleVerifier(TrustSource trust) {
    this(trust, Requirement.CLASSICAL);
  }

  /**
   * @param requirement which cosignatures of the checkpoint must make a quorum
   */
  public BundleVerifier(TrustSource trust, Requirement requirement) {
    this.ledger = new LedgerProofVerifier(trust, requirement);
    // No change of the ledger's validators is one of the issuers.
    this.certificates = new IssuerCertificates(trust.present().issuerRoots());
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
      return broken(BundleLink.DOCUMENT, BundleFault.BUNDLE_MALFORMED);
    }
  }

  /** Names the first broken link: document, ledger, binding of the two, issuer. */
  public BundleVerdict verify(ProofBundle bundle) {
    return switch (InvoiceDocument.read(bundle.document())) {
      case DocumentReading.Refused(DocumentFault fault, Reason reason) ->
          new BundleVerdict.Broken(BundleLink.DOCUMENT, fault.name(), reason);
      case DocumentReading.Read(InvoiceDocument document) ->
          switch (ledger.verifyIssuance(bundle.leaf(), bundle.proof())) {
            case IssuanceProof.NotIssued(var broken) -> broken(BundleLink.LEDGER, broken.link());
            case IssuanceProof.Issued issued -> bind(document, issued);
          };
    };
  }

  private BundleVerdict bind(InvoiceDocument document, IssuanceProof.Issued issued) {
    IssueInvoice operation = issued.operation();
    if (!operation.commitment().equals(document.commitment())) {
      return broken(BundleLink.BINDING, BundleFault.COMMITMENT_DIFFERS);
    }
    if (operation.invoiceId() != document.invoiceId().value()) {
      return broken(BundleLink.BINDING, BundleFault.INVOICE_ID_DIFFERS);
    }
    if (operation.totalFen() != document.total().fen()) {
      return broken(BundleLink.BINDING, BundleFault.TOTAL_DIFFERS);
    }
    if (operation.claimableFen() != document.claimable().fen()) {
      return broken(BundleLink.BINDING, BundleFault.CLAIMABLE_DIFFERS);
    }
    if (issued.member() != document.member().value()) {
      return broken(BundleLink.BINDING, BundleFault.MEMBER_DIFFERS);
    }
    Optional<DocumentFault> fault = document.authenticate(certificates, issued.issuedAt());
    if (fault.isPresent()) {
      return broken(BundleLink.ISSUER, fault.get());
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

  private static BundleVerdict broken(BundleLink link, ReasonCode fault) {
    return new BundleVerdict.Broken(link, fault.name(), Reason.of(fault));
  }
}
