package org.yipiao.quickstart.drive;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.yipiao.invoice.document.verification.BundleVerdict;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.platform.id.InvoiceId;

/**
 * Waits for an invoice's bundle, as a system of the hospital that issued it does, and verifies it
 * itself, with nothing but the trust root.
 */
public final class InvoiceWatch {

  private static final int WAIT_SECONDS = 20;
  private static final Duration AT_MOST = Duration.ofMinutes(3);

  private final JsonHttp http;
  private final Installation installation;
  private final BundleVerifier verifier;
  private final Tally tally;

  public InvoiceWatch(JsonHttp http, Installation installation, TrustRoot trust, Tally tally) {
    this.http = http;
    this.installation = installation;
    this.verifier = new BundleVerifier(trust);
    this.tally = tally;
  }

  /**
   * The verified invoice; empty, with a failure told, when there is none in time.
   *
   * @param hospital that issued it
   */
  public Optional<VerifiedInvoice> untilVerified(
      Hospital hospital, InvoiceId invoice, Instant handedIn) {
    Instant deadline = Instant.now().plus(AT_MOST);
    URI bundleUri = installation.invoiceService().resolve("/v1/invoices/" + invoice + "/bundle");
    Supplier<String> bearer = installation.bearer(hospital.system());
    String last = "no answer";
    try {
      while (Instant.now().isBefore(deadline) && !Thread.currentThread().isInterrupted()) {
        JsonHttp.Answer answer = http.getWaiting(bundleUri, bearer, WAIT_SECONDS);
        if (answer.ok() && answer.body().has("proof")) {
          return verified(invoice, handedIn, answer.text(), bearer);
        }
        last = answer.code();
      }
    } catch (IOException e) {
      last = String.valueOf(e.getMessage());
    }
    tally.failed("invoice " + invoice + " has no bundle: " + last);
    return Optional.empty();
  }

  private Optional<VerifiedInvoice> verified(
      InvoiceId invoice, Instant handedIn, String bundle, Supplier<String> bearer)
      throws IOException {
    return switch (verify(bundle)) {
      case BundleVerdict.Valid _ -> {
        Instant verifiedAt = Instant.now();
        JsonHttp.Answer status =
            http.get(installation.invoiceService().resolve("/v1/invoices/" + invoice), bearer);
        Instant accepted = Instant.parse(status.body().path("acceptedAt").asString());
        yield Optional.of(new VerifiedInvoice(invoice, bundle, handedIn, accepted, verifiedAt));
      }
      case BundleVerdict.Broken broken -> {
        tally.failed("invoice " + invoice + ": bundle broken: " + broken.code());
        yield Optional.empty();
      }
    };
  }

  public BundleVerdict verify(String bundle) {
    return verifier.verify(bundle.getBytes(StandardCharsets.UTF_8));
  }
}
