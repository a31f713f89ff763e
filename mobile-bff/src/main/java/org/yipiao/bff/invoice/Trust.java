package org.yipiao.bff.invoice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.yipiao.bff.settings.BffProperties;
import org.yipiao.invoice.document.DocumentReading;
import org.yipiao.invoice.document.InvoiceDocument;
import org.yipiao.invoice.document.verification.BundleVerdict;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.client.FollowedTrust;
import org.yipiao.ledger.client.http.EpochPage;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.trust.TrustRoot;

/**
 * The ledger's trust root, and what holds under it. Where nodes are named it goes on with the
 * ledger's epochs; no node is believed.
 */
@Component
public class Trust implements DisposableBean {

  private final byte[] file;
  private final TrustRoot first;
  private final FollowedTrust trust;
  private final BundleVerifier verifier;
  private final EpochProofs proofs;

  Trust(BffProperties settings) {
    try {
      this.file = Files.readAllBytes(Path.of(settings.trustFile()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the trust root " + settings.trustFile(), e);
    }
    this.first = TrustRoot.parse(file);
    this.trust = new FollowedTrust(settings.ledgerNodes(), first);
    this.verifier = new BundleVerifier(trust);
    this.proofs = new EpochProofs(trust::proofs, System::nanoTime);
  }

  /** The present one as a file, in the bytes of the one that was given while that is the same. */
  byte[] file() {
    TrustRoot present = trust.present();
    return present.equals(first) ? file.clone() : present.encode();
  }

  /** What proves the epochs of the present one to whoever knows an older one, from a number on. */
  EpochPage epochs(long from) {
    return proofs.page(from, trust.present().epochs().size() - 1L);
  }

  /** The document of a proof bundle that holds; nothing otherwise. */
  public Optional<InvoiceDocument> verified(byte[] bundle) {
    return verifier.verify(bundle) instanceof BundleVerdict.Valid
            && InvoiceDocument.read(ProofBundle.decode(bundle).document())
                instanceof DocumentReading.Read(InvoiceDocument document)
        ? Optional.of(document)
        : Optional.empty();
  }

  @Override
  public void destroy() {
    trust.close();
  }
}
