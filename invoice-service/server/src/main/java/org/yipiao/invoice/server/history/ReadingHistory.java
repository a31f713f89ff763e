package org.yipiao.invoice.server.history;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yipiao.invoice.server.Micros;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.telemetry.TraceContext;

/**
 * Writes down who reads content, and why, unless the same is written down of the last day: who asks
 * again and again, as for an invoice that never gets final, adds no row each time.
 */
@Service
public class ReadingHistory {

  /** Why a person reads who has signed in: it is the own. */
  public static final String PERSON = "PERSON";

  private static final Duration WRITTEN_DOWN_ONCE_IN = Duration.ofDays(1);

  private final ReadingMapper mapper;
  private final InstantSource time;

  ReadingHistory(ReadingMapper mapper, InstantSource time) {
    this.mapper = mapper;
    this.time = time;
  }

  /**
   * A reading of an invoice.
   *
   * @param what part of it, by a stable name
   * @param cause why, by a stable name
   */
  public void ofInvoice(Caller caller, long invoiceId, String what, String cause) {
    ofInvoice(caller, invoiceId, what, cause, null);
  }

  /** A payer's reading of an invoice by a person's consent, as {@link #ofInvoice}. */
  public void byConsent(
      Caller caller, long invoiceId, String what, String cause, String consentId) {
    ofInvoice(caller, invoiceId, what, cause, consentId);
  }

  private void ofInvoice(
      Caller caller, long invoiceId, String what, String cause, @Nullable String consentId) {
    Instant now = time.instant();
    var access =
        new ReadingMapper.OfInvoice(
            caller.tenant().value(),
            caller.clientId(),
            invoiceId,
            what,
            cause,
            Micros.of(now),
            TraceContext.currentTraceparent(),
            consentId);
    // Two at the same time may both be written down: that is not worth a lock for every reading.
    if (!mapper.hasInvoice(access, Micros.of(now.minus(WRITTEN_DOWN_ONCE_IN)))) {
      mapper.addInvoice(access);
    }
  }

  /** A reading of what is listed of a person, as {@link #ofInvoice}. */
  public void ofPerson(Caller caller, String personId, String what, String cause) {
    Instant now = time.instant();
    var access =
        new ReadingMapper.OfPerson(
            caller.tenant().value(),
            caller.clientId(),
            personId,
            what,
            cause,
            Micros.of(now),
            TraceContext.currentTraceparent());
    if (!mapper.hasPerson(access, Micros.of(now.minus(WRITTEN_DOWN_ONCE_IN)))) {
      mapper.addPerson(access);
    }
  }

  /** Why a payer reads: for that claim. */
  public static String forClaim(String claim) {
    return "CLAIM " + claim;
  }
}
