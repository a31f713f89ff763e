package org.yipiao.gateway.upload;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.yipiao.gateway.spool.Progress;
import org.yipiao.gateway.spool.Spool;
import org.yipiao.gateway.spool.SpooledDocument;
import org.yipiao.gateway.upload.Register.DocumentRefusal;
import org.yipiao.gateway.upload.Register.Holding;

/**
 * Judges refused documents: what the register already has is taken over from it, what may be taken
 * later is put off, everything else needs a person.
 */
final class PutOff {

  /** The register has the document by another batch. */
  private static final String ALREADY_SUBMITTED = "ALREADY_SUBMITTED";

  /** Causes that pass by themselves: clocks that differ. */
  private static final Set<String> PASSING = Set.of("ISSUED_IN_THE_FUTURE");

  private static final int MOST_DOUBLINGS = 20;

  private final Spool spool;
  private final Register register;
  private final UploadSettings settings;
  private final RandomGenerator random;
  private final InstantSource time;

  PutOff(
      Spool spool,
      Register register,
      UploadSettings settings,
      RandomGenerator random,
      InstantSource time) {
    this.spool = spool;
    this.register = register;
    this.settings = settings;
    this.random = random;
    this.time = time;
  }

  /** What becomes of a document that was refused. */
  Progress judge(SpooledDocument document, DocumentRefusal refusal) {
    if (PASSING.contains(refusal.code())) {
      return hold(document, refusal);
    }
    return refusal.code().equals(ALREADY_SUBMITTED)
        ? takeOver(document, refusal)
        : quarantine(refusal);
  }

  /** The register's own answer counts only for the very same document. */
  private Progress takeOver(SpooledDocument document, DocumentRefusal refusal) {
    return switch (register.invoice(document.invoiceId())) {
      case Holding.Document held when !held.commitment().equals(document.commitment()) ->
          quarantine(DocumentRefusal.of(refusal.index(), UplinkFault.NUMBER_TAKEN));
      case Holding.Document held ->
          switch (held.state()) {
            case FINAL ->
                held.finalAt() == null
                    ? hold(document, refusal)
                    : new Progress.Final(held.finalAt());
            case REFUSED ->
                held.outcome() == null
                    ? hold(document, refusal)
                    : quarantine(DocumentRefusal.ofLedger(refusal.index(), held.outcome()));
            case RECEIVED, EXPIRED -> hold(document, refusal);
          };
      case Holding.Nothing _, Holding.Unavailable _ -> hold(document, refusal);
    };
  }

  private Progress quarantine(DocumentRefusal refusal) {
    return new Progress.Quarantined(time.instant(), refusal.code(), refusal.reason());
  }

  /** Doubling delays with jitter, however often the process was started meanwhile. */
  Progress hold(SpooledDocument document, DocumentRefusal refusal) {
    Instant now = time.instant();
    Instant since = now;
    int times = 1;
    if (spool.progress(document.sequence()) instanceof Progress.Held before) {
      since = before.since();
      times = before.times() + 1;
    }
    long ceiling =
        Math.min(
            settings.longestHold().toMillis(),
            settings.firstHold().toMillis() << Math.min(times - 1, MOST_DOUBLINGS));
    long millis = ceiling / 2 + random.nextLong(Math.max(1, ceiling / 2 + 1));
    return new Progress.Held(
        since, refusal.code(), refusal.reason(), times, now.plus(Duration.ofMillis(millis)));
  }
}
