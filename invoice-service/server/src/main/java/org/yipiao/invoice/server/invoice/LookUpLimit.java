package org.yipiao.invoice.server.invoice;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.platform.id.InvoiceId;

/**
 * Bounds how often a check code can be guessed. A look-up is counted before it is answered, so that
 * many at one time are no more than one after another; one that fits is given back.
 *
 * <p>A caller has so many failures for one invoice in a window, and nobody uses up another's: who
 * guesses does not lock out who holds the paper. Once all callers together have failed {@link
 * #FAILURES_OF_ALL} times, each has only one more. IPv6 networks are callers by their /64, and by
 * their /48 and /32 with a few times as many failures, for whoever wants one is given 65 536 of the
 * first.
 *
 * <p>In a day all together have {@link #FAILURES_A_DAY} failures with one invoice, from however
 * many networks. A check code has 24 bits: trying half of them takes 22 years for each process that
 * counts for itself. Whoever uses a day's up keeps others from looking up that invoice here until
 * the day is over; its owner signs in and sees it, and links it, all the same.
 */
@Component
class LookUpLimit {

  static final int FAILURES = 10;
  static final int FAILURES_OF_ALL = 100;
  static final Duration WINDOW = Duration.ofMinutes(10);
  static final int FAILURES_A_DAY = 1_000;
  static final Duration DAY = Duration.ofDays(1);
  private static final int REMEMBERED = 100_000;

  /**
   * A caller as counted.
   *
   * @param prefix first bytes of the address, in hexadecimal
   * @param shares how many callers' worth of failures it has
   */
  private record Network(String prefix, int shares) {

    private static final int IPV4_BYTES = 4;

    /** The smallest first: what a provider gives to one customer is half of an IPv6 address. */
    static List<Network> of(String address) {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      return bytes.length == IPV4_BYTES
          ? List.of(first(bytes, IPV4_BYTES, 1))
          : List.of(first(bytes, 8, 1), first(bytes, 6, 4), first(bytes, 4, 32));
    }

    private static Network first(byte[] address, int bytes, int shares) {
      return new Network(
          address.length + ":" + HexFormat.of().formatHex(Arrays.copyOf(address, bytes)), shares);
    }
  }

  private record Place(String caller, long invoice) {}

  private record Count(Instant since, int failures) {}

  private static final class Counts<K> extends LinkedHashMap<K, Count> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, Count> eldest) {
      return size() > REMEMBERED;
    }
  }

  private final Map<Place, Count> byCaller = new Counts<>();
  private final Map<Long, Count> byInvoice = new Counts<>();
  private final Map<Long, Count> byInvoiceAndDay = new Counts<>();
  private final InstantSource time;

  LookUpLimit(InstantSource time) {
    this.time = time;
  }

  /**
   * Counts a look-up as failed unless there were too many.
   *
   * @param address of the caller, as text
   * @return whether it may be answered
   */
  synchronized boolean take(String address, InvoiceId id) {
    if (failures(byInvoiceAndDay.get(id.value()), DAY) >= FAILURES_A_DAY) {
      return false;
    }
    var networks = Network.of(address);
    int most = failures(byInvoice.get(id.value()), WINDOW) < FAILURES_OF_ALL ? FAILURES : 1;
    for (var network : networks) {
      if (failures(byCaller.get(place(network, id)), WINDOW) >= most * network.shares()) {
        return false;
      }
    }
    networks.forEach(network -> count(byCaller, place(network, id), WINDOW));
    count(byInvoice, id.value(), WINDOW);
    count(byInvoiceAndDay, id.value(), DAY);
    return true;
  }

  private static Place place(Network network, InvoiceId id) {
    return new Place(network.prefix(), id.value());
  }

  /** A look-up that was taken did not fail. */
  synchronized void giveBack(String address, InvoiceId id) {
    for (var network : Network.of(address)) {
      byCaller.computeIfPresent(place(network, id), (_, count) -> less(count));
    }
    byInvoice.computeIfPresent(id.value(), (_, count) -> less(count));
    byInvoiceAndDay.computeIfPresent(id.value(), (_, count) -> less(count));
  }

  private static @Nullable Count less(Count count) {
    return count.failures() > 1 ? new Count(count.since(), count.failures() - 1) : null;
  }

  private <K> void count(Map<K, Count> counts, K key, Duration window) {
    counts.merge(
        key,
        new Count(time.instant(), 1),
        (known, one) ->
            isOver(known, window) ? one : new Count(known.since(), known.failures() + 1));
  }

  private int failures(@Nullable Count count, Duration window) {
    return count == null || isOver(count, window) ? 0 : count.failures();
  }

  private boolean isOver(Count count, Duration window) {
    return !time.instant().isBefore(count.since().plus(window));
  }
}
