package org.yipiao.invoice.server.link;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import org.springframework.stereotype.Component;
import org.yipiao.invoice.server.Micros;
import org.yipiao.invoice.server.problem.InvoiceProblem;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.Caller;

/**
 * Bounds how often a check code can be guessed, in the database: for all processes, and over their
 * restarts. An attempt is written down before it is looked at, so that many at one time are no more
 * than one after another, and counts as failed until {@link #forget} says that it was not.
 *
 * <p>A person fails at most {@link #FAILURES} times a day. Once all persons together have failed
 * {@link #FAILURES_OF_ALL} times in a day with one number, each has only one more failure with it:
 * who guesses does not lock out whose invoice it is, for the right elements need one attempt. Nor
 * does the number of persons help: whoever does not have the payer's real name is refused whatever
 * the check code, and learns nothing of it; all that is left are the few namesakes that one can be.
 */
@Component
class LinkAttempts {

  static final int FAILURES = 20;
  static final int FAILURES_OF_ALL = 50;
  static final Duration WINDOW = Duration.ofDays(1);

  private static final int FORGOTTEN_AT_ONCE = 100;
  private static final int ID_BYTES = 16;

  private final LinkAttemptMapper mapper;
  private final SecureRandom random;
  private final InstantSource time;

  LinkAttempts(LinkAttemptMapper mapper, SecureRandom random, InstantSource time) {
    this.mapper = mapper;
    this.random = random;
    this.time = time;
  }

  /**
   * Writes an attempt down; refuses it when there were too many.
   *
   * @return its id
   */
  String begin(Caller caller, PersonId person, InvoiceId invoice) {
    Instant now = time.instant();
    long since = Micros.of(now.minus(WINDOW));
    mapper.forgetBefore(since, FORGOTTEN_AT_ONCE);
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    String attempt = HexFormat.of().formatHex(id);
    mapper.insert(
        attempt,
        caller.tenant().value(),
        person.value(),
        invoice.value(),
        Micros.of(now),
        caller.clientId(),
        "PERSON_LINKS");
    List<LinkAttemptMapper.Attempt> own = mapper.ofPerson(person.value(), since, FAILURES + 1);
    if (own.size() > FAILURES) {
      throw tooMany(attempt, own, now);
    }
    List<LinkAttemptMapper.Attempt> here =
        own.stream().filter(one -> one.invoiceId() == invoice.value()).toList();
    if (here.size() > 1
        && mapper.onInvoice(invoice.value(), since, FAILURES_OF_ALL + 1).size() > FAILURES_OF_ALL) {
      throw tooMany(attempt, here, now);
    }
    return attempt;
  }

  /** What is refused before it was looked at does not count; the oldest failure counts a day. */
  private ProblemException tooMany(
      String attempt, List<LinkAttemptMapper.Attempt> counted, Instant now) {
    mapper.forget(attempt);
    Instant next = Micros.toInstant(counted.getLast().atMicros()).plus(WINDOW);
    return new ProblemException(InvoiceProblem.TOO_MANY_LINKS)
        .retryAfter(Duration.between(now, next).plusSeconds(1));
  }

  /** The attempt did not fail. */
  void forget(String attempt) {
    mapper.forget(attempt);
  }
}
