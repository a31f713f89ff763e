package org.yipiao.invoice.server.invoice;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.yipiao.platform.id.InvoiceId;

/**
 * Bounds how often a check code can be guessed. A look-up is counted before it is answered, so that
 * many at one time are no more than one after another; one that fits is given back, and with it
 * what its caller failed before: whoever knows all five elements has nothing to guess.
 *
 * <p>A caller has {@link #FAILURES} for one invoice in a {@link #WINDOW}, and nobody uses up
 * another's. Once all callers together have failed {@link #FAILURES_OF_ALL} times in a window, or
 * {@link #FAILURES_A_DAY} times in a day, the invoice is guarded: each caller has {@link
 * #GUARDED_FAILURES} a day, those counted that came before. So who guesses closes an invoice for
 * themselves, and for nobody from whose network none has guessed. IPv6 networks are callers by
 * their /64, and by their /48 and /32 with a few times as many failures; IPv4 addresses also by
 * their /24.
 *
 * <p>What is left to guess, for who knows code and number: a check code has 24 bits, a day of a
 * year 8.5, an amount of up to 10 000 yuan in fen 20 bits; together 52. Who has seen the day and
 * the amount has 24 bits, 16.8 million codes. One address tries 100 a day. Of more than 100 000
 * names the oldest are forgotten, so whoever fails often enough with other invoices has new
 * guesses; that is bounded by {@link #FAILURES_OF_ONE_A_DAY}. With it a rented IPv4 /16 tries 25
 * 000 a day and finds the code with one in two after 11 months, 10 000 networks that have no /24 in
 * common (400 000 a day) after three weeks, for one invoice and each process that counts for
 * itself. They find what a paper shows less than whole: a masked name.
 */
@Component
class LookUpLimit {

  static final int FAILURES = 10;
  static final int FAILURES_OF_ALL = 100;
  static final Duration WINDOW = Duration.ofMinutes(10);
  static final int FAILURES_A_DAY = 1_000;
  static final int GUARDED_FAILURES = 2;
  static final Duration DAY = Duration.ofDays(1);

  /** With all invoices together: without it, failures with others would wash those away. */
  static final int FAILURES_OF_ONE_A_DAY = 100;

  private record Place(String caller, long invoice) {}

  private final FailureCounts<Place> byCaller;
  private final FailureCounts<Place> byCallerAndDay;
  private final FailureCounts<String> byNetworkAndDay;
  private final FailureCounts<Long> byInvoice;
  private final FailureCounts<Long> byInvoiceAndDay;

  LookUpLimit(InstantSource time) {
    byCaller = new FailureCounts<>(WINDOW, time);
    byCallerAndDay = new FailureCounts<>(DAY, time);
    byNetworkAndDay = new FailureCounts<>(DAY, time);
    byInvoice = new FailureCounts<>(WINDOW, time);
    byInvoiceAndDay = new FailureCounts<>(DAY, time);
  }

  /**
   * Counts a look-up as failed unless there were too many.
   *
   * @param address of the caller, as text
   * @return nothing when it may be answered; else how long this caller has to wait, as far as it
   *     can be known: others may go on guessing
   */
  synchronized Optional<Duration> take(String address, InvoiceId id) {
    List<CallerNetwork> networks = CallerNetwork.of(address);
    Duration guarded =
        longer(
            byInvoice.waitFor(id.value(), FAILURES_OF_ALL),
            byInvoiceAndDay.waitFor(id.value(), FAILURES_A_DAY));
    Duration wait = Duration.ZERO;
    for (CallerNetwork network : networks) {
      Place place = place(network, id);
      Duration day = byCallerAndDay.waitFor(place, GUARDED_FAILURES * network.shares());
      wait = longer(wait, byCaller.waitFor(place, FAILURES * network.shares()));
      wait = longer(wait, ofAllInvoices(network));
      wait = longer(wait, day.compareTo(guarded) < 0 ? day : guarded);
    }
    if (wait.isPositive()) {
      return Optional.of(wait);
    }
    for (CallerNetwork network : networks) {
      byCaller.add(place(network, id));
      byCallerAndDay.add(place(network, id));
      byNetworkAndDay.add(network.prefix());
    }
    byInvoice.add(id.value());
    byInvoiceAndDay.add(id.value());
    return Optional.empty();
  }

  /** A provider's whole network is left out: one of its customers would use it up for all. */
  private Duration ofAllInvoices(CallerNetwork network) {
    return network.shares() > 16
        ? Duration.ZERO
        : byNetworkAndDay.waitFor(
            network.prefix(), FAILURES_OF_ONE_A_DAY * Math.min(network.shares(), 4));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Place place(CallerNetwork network, InvoiceId id) {
    return new Place(network.prefix(), id.value());
  }

  /** A look-up that was taken did not fail, nor does its caller guess. */
  synchronized void giveBack(String address, InvoiceId id) {
    List<CallerNetwork> networks = CallerNetwork.of(address);
    for (CallerNetwork network : networks) {
      byCaller.takeBack(place(network, id));
      byCallerAndDay.takeBack(place(network, id));
      byNetworkAndDay.takeBack(network.prefix());
    }
    byCaller.forget(place(networks.getFirst(), id));
    byCallerAndDay.forget(place(networks.getFirst(), id));
    byInvoice.takeBack(id.value());
    byInvoiceAndDay.takeBack(id.value());
  }
}
