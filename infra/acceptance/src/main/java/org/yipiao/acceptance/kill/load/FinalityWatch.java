package org.yipiao.acceptance.kill.load;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.yipiao.acceptance.kill.oracle.Evidence.VerifiedBundle;
import org.yipiao.invoice.document.verification.BundleVerdict;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.quickstart.drive.Hospital;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.VerifiedInvoice;

/**
 * Asks the register for each invoice's bundle until it is there, as the system of the hospital that
 * issued it does, and verifies it itself.
 */
public final class FinalityWatch {

  private static final int WAIT_SECONDS = 10;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Set<String> NOT_YET = Set.of("NOT_FINAL", "NO_SUCH_INVOICE");
  private static final String DOOR = "invoice-service";

  private final JsonHttp http;
  private final Installation installation;
  private final BundleVerifier verifier;
  private final Attempts attempts;
  private final Waits waits;
  private final Map<String, VerifiedBundle> verified = new ConcurrentHashMap<>();

  FinalityWatch(
      JsonHttp http, Installation installation, TrustRoot trust, Attempts attempts, Waits waits) {
    this.http = http;
    this.installation = installation;
    this.verifier = new BundleVerifier(trust);
    this.attempts = attempts;
    this.waits = waits;
  }

  /** The invoice with a valid bundle; empty when given up, or when the bundle proves nothing. */
  Optional<VerifiedInvoice> follow(Hospital hospital, String invoice) {
    Instant accepted = waits.begin(invoice);
    URI uri = installation.invoiceService().resolve("/v1/invoices/" + invoice + "/bundle");
    Supplier<String> bearer = installation.bearer(hospital.system());
    Optional<String> bundle =
        attempts.until(DOOR, "bundle of " + invoice, () -> untilThere(uri, bearer));
    if (bundle.isEmpty()) {
      waits.givenUp(invoice);
      return Optional.empty();
    }
    waits.proven(invoice);
    return switch (verifier.verify(bundle.get().getBytes(StandardCharsets.UTF_8))) {
      case BundleVerdict.Valid valid when valid.invoiceId().toString().equals(invoice) -> {
        verified.put(invoice, new VerifiedBundle(null, valid.total().fen()));
        yield Optional.of(
            new VerifiedInvoice(
                InvoiceId.parse(invoice), bundle.get(), accepted, accepted, Instant.now()));
      }
      case BundleVerdict.Valid valid -> fault(invoice, "it is of " + valid.invoiceId());
      case BundleVerdict.Broken broken -> fault(invoice, broken.link() + " " + broken.code());
    };
  }

  private Optional<VerifiedInvoice> fault(String invoice, String fault) {
    verified.put(invoice, new VerifiedBundle(fault, 0));
    return Optional.empty();
  }

  /** Asks ever more seldom: many bills that wait must not be what holds the register up. */
  private String untilThere(URI uri, Supplier<String> bearer) throws IOException {
    Duration pause = FIRST_PAUSE;
    long deadline = System.nanoTime() + Attempts.LONGEST.toNanos();
    while (true) {
      JsonHttp.Answer answer = http.getWaiting(uri, bearer, WAIT_SECONDS);
      if (answer.ok()) {
        return answer.text();
      }
      if (!NOT_YET.contains(answer.code())
          || attempts.isGivenUp()
          || System.nanoTime() > deadline) {
        throw new IOException(answer.status() + " " + answer.code());
      }
      LockSupport.parkNanos(pause.toNanos());
      pause = pause.multipliedBy(2);
      if (pause.compareTo(LONGEST_PAUSE) > 0) {
        pause = LONGEST_PAUSE;
      }
    }
  }

  /** What verification gave so far, by invoice. */
  public Map<String, VerifiedBundle> verified() {
    return Map.copyOf(verified);
  }
}
