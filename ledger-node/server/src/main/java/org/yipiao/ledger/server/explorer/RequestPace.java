package org.yipiao.ledger.server.explorer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.springframework.web.servlet.HandlerInterceptor;
import org.yipiao.platform.http.ClientAddress;
import org.yipiao.platform.http.SubscriberNetwork;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemException;

/**
 * How many requests of one address the explorer answers in a minute. Addresses beyond the first
 * some thousands of a minute share one count, so that no flood of them fills the memory.
 */
final class RequestPace implements HandlerInterceptor {

  private static final int ADDRESSES = 4_096;
  private static final long WINDOW_MILLIS = 60_000;
  private static final SubscriberNetwork OTHERS = new SubscriberNetwork("others");

  private final ClientAddress addresses;
  private final int most;
  private final InstantSource clock;
  private final Map<SubscriberNetwork, Integer> counts = new HashMap<>();
  private long window = Long.MIN_VALUE;

  RequestPace(ClientAddress addresses, int most, InstantSource clock) {
    this.addresses = addresses;
    this.most = most;
    this.clock = clock;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    take(SubscriberNetwork.of(addresses.of(request)));
    return true;
  }

  /**
   * Counts a request.
   *
   * @throws ProblemException when it is one too many
   */
  synchronized void take(SubscriberNetwork from) {
    long now = clock.millis();
    if (Math.floorDiv(now, WINDOW_MILLIS) != window) {
      window = Math.floorDiv(now, WINDOW_MILLIS);
      counts.clear();
    }
    var counted = counts.containsKey(from) || counts.size() < ADDRESSES ? from : OTHERS;
    if (counts.merge(counted, 1, Integer::sum) > most) {
      long left = WINDOW_MILLIS - Math.floorMod(now, WINDOW_MILLIS);
      throw new ProblemException(PlatformProblem.TOO_MANY_REQUESTS)
          .retryAfter(Duration.ofMillis(left).plusMillis(999));
    }
  }
}
