package org.yipiao.bff.cache;

import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.bff.settings.BffProperties;
import org.yipiao.bff.store.Redis;
import org.yipiao.bff.store.Seal;
import org.yipiao.bff.upstream.UpstreamUnavailableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What each person saw last, sealed in Redis, for a short while instead of asking and for longer
 * when there is nobody to ask. Whatever a person does here raises that person's count of changes,
 * for all processes; a value that was asked for under an older count is not fresh any more. Of what
 * happens elsewhere every process hears for itself. Either counts also when it came while the
 * question was under way.
 */
@Component
public class PersonCache {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** People of whom something has been heard within half a minute: about 15 MiB. */
  private static final int MOST_HEARD = 100_000;

  /** What a page's word may have taken to come here. */
  private static final Duration WAY = Duration.ofSeconds(2);

  private static final String CHANGED =
      """
      redis.call('incr', KEYS[1])
      return redis.call('pexpire', KEYS[1], ARGV[1])
      """;

  private final Redis redis;
  private final Seal seal;
  private final InstantSource time;
  private final BffProperties.Cache settings;
  private final HeardChanges heard;

  PersonCache(Redis redis, Seal seal, InstantSource time, BffProperties settings) {
    this.redis = redis;
    this.seal = seal;
    this.time = time;
    this.settings = settings.cache();
    this.heard = new HeardChanges(settings.cache().fresh(), MOST_HEARD);
  }

  /**
   * A value that need not be of this moment.
   *
   * @param name of it, for this person
   * @param question asks the service behind
   */
  public <T> Known<T> read(
      String person, String name, TypeReference<T> type, Supplier<T> question) {
    return read(person, name, type, settings.fresh(), question);
  }

  /** A value that is always asked for; the last one counts when there is nobody to ask. */
  public <T> Known<T> ask(String person, String name, TypeReference<T> type, Supplier<T> question) {
    return read(person, name, type, Duration.ZERO, question);
  }

  private <T> Known<T> read(
      String person, String name, TypeReference<T> type, Duration fresh, Supplier<T> question) {
    var tag = seal.tag(person);
    var key = Redis.key("cache", tag, name);
    var found = redis.ask(commands -> commands.mget(changesKey(tag), key));
    var changes = found.get(0).getValueOrElse("0");
    var entry = opened(key, found.get(1).getValueOrElse(""));
    var now = time.instant();
    if (entry != null
        && entry.changes().equals(changes)
        && now.isBefore(entry.asOf().plus(fresh))
        && !heard.changedSince(person, entry.asOf())) {
      var value = value(entry, type);
      if (value.isPresent()) {
        return new Known<>(value.get(), entry.asOf(), false);
      }
    }
    try {
      var value = question.get();
      keep(key, new Entry(changes, now, JSON.writeValueAsBytes(value)));
      return new Known<>(value, now, false);
    } catch (UpstreamUnavailableException e) {
      return Optional.ofNullable(entry)
          .flatMap(last -> value(last, type).map(value -> new Known<>(value, last.asOf(), true)))
          .orElseGet(Known::nothing);
    }
  }

  /** From now on {@link #heard} is called for every event. */
  public void hearsEverything() {
    heard.listensSince(time.instant());
  }

  /** An event says that something of a person's has changed; all other processes hear it too. */
  public void heard(String person) {
    heard.heard(person, time.instant());
  }

  /**
   * Whether something may have happened to a person's things since a page began to read them.
   *
   * @param age how long ago that was; the page says it, so the way here is not in it
   */
  public boolean mayHaveChangedWithin(String person, Duration age) {
    var reading = age.plus(WAY);
    return reading.compareTo(settings.fresh()) > 0
        || heard.changedSince(person, time.instant().minus(reading));
  }

  /** A person has changed something here. */
  public void changed(String person) {
    var key = changesKey(seal.tag(person));
    // Longer than any value is kept: a count that begins anew must not meet an old value.
    var life = settings.keep().multipliedBy(2);
    redis.count(CHANGED, new String[] {key}, Long.toString(life.toMillis()));
  }

  private static String changesKey(String tag) {
    return Redis.key("cache", tag, "changes");
  }

  private void keep(String key, Entry entry) {
    byte[] plain = entry.toBytes();
    if (plain.length <= settings.mostEntryBytes()) {
      var text = seal.seal(key, plain);
      var life = SetArgs.Builder.px(settings.keep().toMillis());
      redis.ask(commands -> commands.set(key, text, life));
    }
  }

  private @Nullable Entry opened(String key, String text) {
    return text.isEmpty() ? null : seal.open(key, text).flatMap(Entry::parse).orElse(null);
  }

  /** Nothing when it was kept by a version of this service that had another shape of it. */
  private static <T> Optional<T> value(Entry entry, TypeReference<T> type) {
    try {
      return Optional.of(JSON.readValue(entry.json(), type));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
