package org.yipiao.invoice.server.invoice;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
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
 * #FAILURES_OF_ALL} times, each has only one more. A check code has 24 bits; at these rates it
 * takes years, or millions of addresses. Each process counts for itself.
 */
@Component
class LookUpLimit {

  static final int FAILURES = 10;
  static final int FAILURES_OF_ALL = 100;
  static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int REMEMBERED = 100_000;

  /** What a provider gives to one customer: the upper half of an IPv6 address. */
  private static final int NETWORK_BYTES = 8;

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
    var place = new Place(network(address), id.value());
    int most = failures(byInvoice.get(id.value())) < FAILURES_OF_ALL ? FAILURES : 1;
    if (failures(byCaller.get(place)) >= most) {
      return false;
    }
    byCaller.merge(place, new Count(time.instant(), 1), this::sum);
    byInvoice.merge(id.value(), new Count(time.instant(), 1), this::sum);
    return true;
  }

  /** A look-up that was taken did not fail. */
  synchronized void giveBack(String address, InvoiceId id) {
    byCaller.computeIfPresent(new Place(network(address), id.value()), (_, count) -> less(count));
    byInvoice.computeIfPresent(id.value(), (_, count) -> less(count));
  }

  private static @Nullable Count less(Count count) {
    return count.failures() > 1 ? new Count(count.since(), count.failures() - 1) : null;
  }

  private Count sum(Count known, Count one) {
    return over(known) ? one : new Count(known.since(), known.failures() + one.failures());
  }

  private int failures(@Nullable Count count) {
    return count == null || over(count) ? 0 : count.failures();
  }

  private boolean over(Count count) {
    return !time.instant().isBefore(count.since().plus(WINDOW));
  }

  private static String network(String address) {
    byte[] bytes = InetAddress.ofLiteral(address).getAddress();
    return HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, NETWORK_BYTES)));
  }
}
