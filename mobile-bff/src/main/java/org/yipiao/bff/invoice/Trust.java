package org.yipiao.bff.invoice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.yipiao.bff.settings.BffProperties;
import org.yipiao.invoice.document.DocumentReading;
import org.yipiao.invoice.document.InvoiceDocument;
import org.yipiao.invoice.document.verification.BundleVerdict;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.trust.TrustRoot;

/** The ledger's trust root, and what holds under it. */
@Component
public class Trust {

  private final byte[] file;
  private final BundleVerifier verifier;

  Trust(BffProperties settings) {
    try {
      this.file = Files.readAllBytes(Path.of(settings.trustFile()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the trust root " + settings.trustFile(), e);
    }
    this.verifier = new BundleVerifier(TrustRoot.parse(file));
  }

  byte[] file() {
    return file.clone();
  }

  /** The document of a proof bundle that holds; nothing otherwise. */
  public Optional<InvoiceDocument> verified(byte[] bundle) {
    return verifier.verify(bundle) instanceof BundleVerdict.Valid
            && InvoiceDocument.read(ProofBundle.decode(bundle).document())
                instanceof DocumentReading.Read(InvoiceDocument document)
        ? Optional.of(document)
        : Optional.empty();
  }
}
