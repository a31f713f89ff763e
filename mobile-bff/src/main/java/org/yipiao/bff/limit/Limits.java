package org.yipiao.bff.limit;

import java.time.Duration;
import org.springframework.stereotype.Component;
import org.yipiao.bff.settings.BffProperties;
import org.yipiao.bff.store.Redis;
import org.yipiao.bff.store.Seal;
import org.yipiao.platform.http.SubscriberNetwork;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemException;

/** Counts what somebody asks for, in all processes together, in windows that begin at the first. */
@Component
public class Limits {

  /** Answers 0 while there is room, else the milliseconds until the window ends. */
  private static final String TAKE =
      """
      local count = redis.call('incr', KEYS[1])
      if count == 1 then
        redis.call('pexpire', KEYS[1], ARGV[2])
      end
      if count <= tonumber(ARGV[1]) then
        return 0
      end
      return math.max(1, redis.call('pttl', KEYS[1]))
      """;

  private final Redis redis;
  private final Seal seal;
  private final BffProperties.Limits limits;

  Limits(Redis redis, Seal seal, BffProperties settings) {
    this.redis = redis;
    this.seal = seal;
    this.limits = settings.limits();
  }

  /** A sign-in begins at an address; of IPv6, its subscriber's network counts. */
  public void signIn(String address) {
    take(
        "sign-in",
        SubscriberNetwork.of(address).prefix(),
        limits.signInsPerAddress(),
        Duration.ofMinutes(10));
  }

  /** Any call of somebody who is signed in. */
  public void call(String subject) {
    take("call", subject, limits.callsPerPerson(), Duration.ofMinutes(1));
  }

  public void claim(String person) {
    take("claim", person, limits.claimsPerPerson(), Duration.ofHours(1));
  }

  public void link(String person) {
    take("link", person, limits.linksPerPerson(), Duration.ofHours(1));
  }

  private void take(String what, String whom, int most, Duration window) {
    long wait =
        redis.count(
            TAKE,
            new String[] {Redis.key("limit", seal.tag(whom), what)},
            Integer.toString(most),
            Long.toString(window.toMillis()));
    if (wait > 0) {
      throw new ProblemException(PlatformProblem.TOO_MANY_REQUESTS)
          .retryAfter(Duration.ofMillis(wait).plusMillis(999));
    }
  }
}
