package org.yipiao.bff.claim;

import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.yipiao.bff.store.Redis;
import org.yipiao.bff.store.Seal;

/** When a person tapped to claim, by this service's clock, for the receipt. */
@Component
class Taps {

  private static final Duration LIFE = Duration.ofDays(90);

  private final Redis redis;
  private final Seal seal;
  private final InstantSource time;

  Taps(Redis redis, Seal seal, InstantSource time) {
    this.redis = redis;
    this.seal = seal;
    this.time = time;
  }

  /** The first tap counts. */
  void taken(String person, String claimId) {
    var at = time.instant().toString();
    var args = SetArgs.Builder.nx().px(LIFE.toMillis());
    redis.ask(commands -> commands.set(key(person, claimId), at, args));
  }

  Optional<Instant> of(String person, String claimId) {
    return Optional.ofNullable(redis.ask(commands -> commands.get(key(person, claimId))))
        .map(Instant::parse);
  }

  private String key(String person, String claimId) {
    return Redis.key("tap", seal.tag(person), claimId);
  }
}
