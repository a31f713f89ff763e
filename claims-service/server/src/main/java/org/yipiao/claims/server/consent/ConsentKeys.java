package org.yipiao.claims.server.consent;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The register's keys, kept and read anew after a while, or when a key is asked for that is not
 * among them: then once a minute at most, however many such are asked for, and once in five seconds
 * while the register does not answer. While it does not, the keys of before stay good: each consent
 * is asked about at the register all the same.
 */
@Component
public final class ConsentKeys {

  static final Duration GOOD_FOR = Duration.ofMinutes(10);
  static final Duration BETWEEN_READINGS = Duration.ofMinutes(1);
  static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(ConsentKeys.class);

  private final ConsentKeySource source;
  private final InstantSource time;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Reading last = new Reading(Map.of(), false, Instant.MIN, Instant.MIN);

  ConsentKeys(ConsentKeySource source, InstantSource time) {
    this.source = source;
    this.time = time;
  }

  /** What is known of a key. */
  sealed interface Found {

    record Key(ECKey key) implements Found {}

    /** The register has no such key. */
    record None() implements Found {}

    /** The register cannot be asked now. */
    record Unavailable() implements Found {}
  }

  /**
   * What came of asking the register.
   *
   * @param keys the P-256 keys by their id; of an earlier answer when there was none
   * @param answered whether there was an answer
   * @param goodUntil when the keys are to be read anew
   * @param notBefore when the register may be asked again
   */
  private record Reading(
      Map<String, ECKey> keys, boolean answered, Instant goodUntil, Instant notBefore) {

    Reading {
      keys = Map.copyOf(keys);
    }
  }

  Found find(String id) {
    Reading known = last;
    ECKey key = known.keys().get(id);
    if (key == null || !time.instant().isBefore(known.goodUntil())) {
      known = readAnew();
      key = known.keys().get(id);
    }
    if (key != null) {
      return new Found.Key(key);
    }
    return known.answered() ? new Found.None() : new Found.Unavailable();
  }

  /** Whoever waits for another's reading shares what came of it. */
  private Reading readAnew() {
    lock.lock();
    try {
      Instant now = time.instant();
      if (!now.isBefore(last.notBefore())) {
        last = read(now);
      }
      return last;
    } finally {
      lock.unlock();
    }
  }

  private Reading read(Instant now) {
    try {
      Map<String, ECKey> keys = keys(source.read());
      return new Reading(keys, true, now.plus(GOOD_FOR), now.plus(BETWEEN_READINGS));
    } catch (ParseException | RuntimeException e) {
      LOG.warn("the register's consent keys cannot be read: {}", e.getClass().getSimpleName());
      return new Reading(last.keys(), false, last.goodUntil(), now.plus(AFTER_A_FAILURE));
    }
  }

  private static Map<String, ECKey> keys(String set) throws ParseException {
    Map<String, ECKey> keys = new HashMap<>();
    for (JWK each : JWKSet.parse(set).getKeys()) {
      if (each instanceof ECKey key
          && key.getKeyID() != null
          && Curve.P_256.equals(key.getCurve())) {
        keys.put(key.getKeyID(), key);
      }
    }
    return keys;
  }
}
