package org.yipiao.acceptance.kill.load;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yipiao.acceptance.kill.oracle.Evidence.VerifiedBundle;
import org.yipiao.invoice.document.verification.BundleVerdict;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.VerifiedInvoice;

/** Asks the register for each invoice's bundle until it is there, and verifies it itself. */
public final class FinalityWatch {

  private static final int WAIT_SECONDS = 10;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Set<String> NOT_YET = Set.of("NOT_FINAL", "NO_SUCH_INVOICE");
  private static final String DOOR = "invoice-service";

  private final JsonHttp http;
  private final URI register;
  private final Supplier<String> bearer;
  private final BundleVerifier verifier;
  private final Attempts attempts;
  private final Map<String, VerifiedBundle> verified = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Wait> waits = new ConcurrentLinkedQueue<>();

  /**
   * How long an accepted bill waited until the driver held its proof.
   *
   * @param accepted when the gateway had answered
   */
  public record Wait(Instant accepted, Duration took) {}

  FinalityWatch(
      JsonHttp http, URI register, Supplier<String> bearer, TrustRoot trust, Attempts attempts) {
    this.http = http;
    this.register = register;
    this.bearer = bearer;
    this.verifier = new BundleVerifier(trust);
    this.attempts = attempts;
  }

  /** The invoice with a valid bundle; empty when given up, or when the bundle proves nothing. */
  Optional<VerifiedInvoice> follow(String invoice) {
    Instant accepted = Instant.now();
    URI uri = register.resolve("/v1/invoices/" + invoice + "/bundle");
    Optional<String> bundle = attempts.until(DOOR, "bundle of " + invoice, () -> untilThere(uri));
    if (bundle.isEmpty()) {
      return Optional.empty();
    }
    waits.add(new Wait(accepted, Duration.between(accepted, Instant.now())));
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

  /** Asks ever more seldom: many patients that wait must not be what holds the register up. */
  private String untilThere(URI uri) throws IOException {
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

  /** Whether the driver has got a proof since that moment. */
  public boolean provenSince(Instant moment) {
    return waits.stream().anyMatch(wait -> wait.accepted().plus(wait.took()).isAfter(moment));
  }

  /** Whether the driver has got a proof of a bill that was accepted since that moment. */
  public boolean provenOfAcceptedSince(Instant moment) {
    return waits.stream().anyMatch(wait -> wait.accepted().isAfter(moment));
  }

  /** The longest wait of a bill that was accepted between two moments. */
  public @Nullable Duration longest(Instant from, Instant to) {
    List<Wait> within = new ArrayList<>(waits);
    return within.stream()
        .filter(wait -> !wait.accepted().isBefore(from) && wait.accepted().isBefore(to))
        .map(Wait::took)
        .max(Duration::compareTo)
        .orElse(null);
  }
}
