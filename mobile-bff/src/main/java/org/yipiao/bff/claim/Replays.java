package org.yipiao.bff.claim;

import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.yipiao.bff.store.RandomText;
import org.yipiao.bff.store.Redis;
import org.yipiao.bff.store.Seal;
import org.yipiao.bff.upstream.IdempotencyKey;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.PlatformReason;
import org.yipiao.platform.problem.ProblemException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers of a person's taps by their {@code Idempotency-Key}: the same tap gets the same answer,
 * another one with that key is refused, one that is under way is to be waited for. What failed is
 * forgotten, and may be tried again.
 */
@Component
class Replays {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * How long a tap counts as under way when nobody says what became of it: the process that took it
   * may have died. One that takes longer may be done twice at once, which is one claim all the
   * same: the services behind know it by its ids.
   */
  static final Duration IN_FLIGHT = Duration.ofSeconds(10);

  private static final Duration KEPT = Duration.ofHours(24);

  /** What another has put in its place since is theirs. */
  private static final String DELETE_OWN =
      """
      if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
      return 0
      """;

  /**
   * @param answer JSON; empty while there is none
   */
  private record Stored(String fingerprint, String answer) {}

  private final Redis redis;
  private final Seal seal;

  Replays(Redis redis, Seal seal) {
    this.redis = redis;
    this.seal = seal;
  }

  /** The first answer, or that of what is done now. */
  String once(String person, IdempotencyKey idempotencyKey, Object request, Supplier<String> work) {
    var key =
        Redis.key("tap", seal.tag(person), "answer", RandomText.digest(idempotencyKey.value()));
    var fingerprint = RandomText.digest(JSON.writeValueAsString(request));
    var begun = seal.seal(key, JSON.writeValueAsBytes(new Stored(fingerprint, "")));
    var args = SetArgs.Builder.nx().px(IN_FLIGHT.toMillis());
    if (redis.ask(commands -> commands.set(key, begun, args)) == null) {
      return stored(key, fingerprint);
    }
    boolean done = false;
    try {
      var answer = work.get();
      var text = seal.seal(key, JSON.writeValueAsBytes(new Stored(fingerprint, answer)));
      redis.ask(commands -> commands.set(key, text, SetArgs.Builder.px(KEPT.toMillis())));
      done = true;
      return answer;
    } finally {
      if (!done) {
        // Sealed with a nonce: no other tap's marker is like it.
        var _ = redis.count(DELETE_OWN, new String[] {key}, begun);
      }
    }
  }

  private String stored(String key, String fingerprint) {
    var text = redis.ask(commands -> commands.get(key));
    var stored =
        text == null
            ? null
            : seal.open(key, text).map(plain -> JSON.readValue(plain, Stored.class)).orElse(null);
    if (stored != null && !stored.fingerprint().equals(fingerprint)) {
      throw new ProblemException(
          PlatformProblem.IDEMPOTENCY_KEY_REUSED,
          List.of(FieldFault.of("", PlatformReason.DIFFERS)));
    }
    if (stored == null || stored.answer().isEmpty()) {
      throw new ProblemException(PlatformProblem.IDEMPOTENCY_IN_FLIGHT)
          .retryAfter(Duration.ofSeconds(1));
    }
    return stored.answer();
  }
}
