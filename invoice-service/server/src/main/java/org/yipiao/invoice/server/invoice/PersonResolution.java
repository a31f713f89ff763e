package org.yipiao.invoice.server.invoice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.yipiao.invoice.api.PersonQuery;
import org.yipiao.invoice.api.PersonView;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.invoice.server.Micros;
import org.yipiao.invoice.server.consortium.InvoiceProperties;
import org.yipiao.invoice.server.person.Patients;
import org.yipiao.invoice.server.person.PersonIds;
import org.yipiao.invoice.server.problem.InvoiceProblem;
import org.yipiao.invoice.server.problem.MalformedField;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.telemetry.TraceContext;

/**
 * Turns the number of a national document into the person's id. Whoever may do that for any number
 * can undo the pseudonyms, so the right is cut to what the work needs:
 *
 * <ul>
 *   <li>a payer compares the person of a document with whom it insures; it names the claim, and
 *       gets the id only of a person whose document it was shown for that claim (which is written
 *       down). A reading by a consent counts only when that showed the person's national document:
 *       who was not shown the number could try numbers out. For each client only {@link #GUESSES} a
 *       minute are refused one by one;
 *   <li>the patients' platform identifies people at sign-in and enrolment, and may ask for any
 *       number, at most {@code yipiao.invoice.resolutions-per-minute} times a minute for each
 *       client and process: far more than people sign in, far less than the numbers there are;
 *   <li>hospitals, the bureau, a person who has signed in and all others may not ask: nothing they
 *       do takes an id that they do not have.
 * </ul>
 *
 * <p>The answer never says whether the register knows the person. Every answer is written down with
 * who asked and why.
 */
@Component
class PersonResolution {

  /** Of one client in a minute, what is under way with it: too few to find a number by. */
  static final int GUESSES = 100;

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private record Count(Instant since, int asked) {}

  private final InvoiceReaders readers;
  private final Patients patients;
  private final InvoiceMapper mapper;
  private final PersonIds ids;
  private final InstantSource time;
  private final int perMinute;
  private final Map<String, Count> counts = new HashMap<>();

  PersonResolution(
      InvoiceReaders readers,
      Patients patients,
      InvoiceMapper mapper,
      PersonIds ids,
      InstantSource time,
      InvoiceProperties properties) {
    this.readers = readers;
    this.patients = patients;
    this.mapper = mapper;
    this.ids = ids;
    this.time = time;
    this.perMinute = properties.resolutionsPerMinute();
  }

  PersonView resolve(Caller caller, PersonQuery query) {
    boolean forPatients = patients.comesFromPlatform(caller) && caller.person().isEmpty();
    if (!forPatients && !readers.isPayer(caller)) {
      throw new ProblemException(InvoiceProblem.NOT_PERMITTED);
    }
    String cause = forPatients ? "PATIENT" : InvoiceReaders.purpose(query.claim());
    if (!admit(caller, forPatients ? perMinute : GUESSES)) {
      throw new ProblemException(InvoiceProblem.TOO_MANY_RESOLUTIONS).retryAfter(WINDOW);
    }
    String person = person(query);
    if (!forPatients) {
      if (!mapper.wasShown(caller.tenant().value(), cause, person)) {
        throw new ProblemException(InvoiceProblem.PERSON_NOT_SHOWN);
      }
      giveBack(caller);
    }
    mapper.resolved(
        caller.tenant().value(),
        caller.clientId(),
        person,
        cause,
        Micros.of(time.instant()),
        TraceContext.currentTraceparent());
    return new PersonView(person);
  }

  private String person(PersonQuery query) {
    try {
      return ids.of(new NationalDocument(query.documentType(), query.documentNumber())).value();
    } catch (IllegalArgumentException e) {
      throw MalformedField.PERSON_DOCUMENT.at("/documentNumber");
    }
  }

  /** Clients are few: they are registered at the authorization server. */
  private synchronized boolean admit(Caller caller, int most) {
    Instant now = time.instant();
    Count count =
        counts.merge(
            caller.clientId(),
            new Count(now, 1),
            (before, first) ->
                now.isBefore(before.since().plus(WINDOW))
                    ? new Count(before.since(), Math.min(before.asked(), most) + 1)
                    : first);
    return count.asked() <= most;
  }

  /** It was no guess. */
  private synchronized void giveBack(Caller caller) {
    counts.computeIfPresent(
        caller.clientId(), (_, count) -> new Count(count.since(), Math.max(0, count.asked() - 1)));
  }
}
