package org.yipiao.bff.progress;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.yipiao.bff.problem.BffProblem;
import org.yipiao.bff.settings.BffProperties;
import org.yipiao.bff.store.RandomText;
import org.yipiao.bff.store.Redis;
import org.yipiao.bff.store.Seal;
import org.yipiao.bff.store.StoreUnavailableException;
import org.yipiao.platform.problem.ProblemException;

/**
 * How many streams there may be: of one person in all processes, and of this process. A slot is a
 * lease that its stream renews, so that those of a process that died come free.
 */
@Component
class StreamSlots {

  private static final Logger LOG = LoggerFactory.getLogger(StreamSlots.class);

  private static final String TAKE =
      """
      redis.call('zremrangebyscore', KEYS[1], '-inf', ARGV[1])
      if redis.call('zcard', KEYS[1]) >= tonumber(ARGV[3]) then
        return 0
      end
      redis.call('zadd', KEYS[1], ARGV[2], ARGV[4])
      redis.call('pexpire', KEYS[1], ARGV[5])
      return 1
      """;

  private static final String RENEW =
      """
      redis.call('pexpire', KEYS[1], ARGV[3])
      return redis.call('zadd', KEYS[1], ARGV[1], ARGV[2])
      """;

  private final Redis redis;
  private final Seal seal;
  private final InstantSource time;
  private final BffProperties.Progress settings;
  private final Semaphore all;

  StreamSlots(
      Redis redis, Seal seal, InstantSource time, BffProperties settings, MeterRegistry metrics) {
    this.redis = redis;
    this.seal = seal;
    this.time = time;
    this.settings = settings.progress();
    this.all = new Semaphore(this.settings.streams());
    metrics.gauge(
        "yipiao.bff.streams", all, room -> this.settings.streams() - room.availablePermits());
  }

  /** A place among a person's streams. */
  final class Slot implements AutoCloseable {
    private final String key;
    private final String name;

    private Slot(String key, String name) {
      this.key = key;
      this.name = name;
    }

    /** To be called at every heartbeat. */
    void renew() {
      redis.count(
          RENEW,
          new String[] {key},
          Long.toString(time.instant().plus(lease()).toEpochMilli()),
          name,
          Long.toString(lease().toMillis()));
    }

    @Override
    public void close() {
      try {
        redis.ask(commands -> commands.zrem(key, name));
      } catch (StoreUnavailableException e) {
        LOG.warn("a stream's slot could not be given back; it comes free by itself");
      } finally {
        all.release();
      }
    }
  }

  /**
   * @throws ProblemException when there is no more room
   */
  Slot take(String person) {
    if (!all.tryAcquire()) {
      throw new ProblemException(BffProblem.STREAMS_FULL).retryAfter(settings.heartbeat());
    }
    boolean taken = false;
    try {
      var key = Redis.key("streams", seal.tag(person));
      var name = RandomText.next();
      long now = time.instant().toEpochMilli();
      taken =
          redis.count(
                  TAKE,
                  new String[] {key},
                  Long.toString(now),
                  Long.toString(now + lease().toMillis()),
                  Integer.toString(settings.streamsPerPerson()),
                  name,
                  Long.toString(lease().toMillis()))
              == 1;
      if (!taken) {
        throw new ProblemException(
                BffProblem.TOO_MANY_STREAMS, Integer.toString(settings.streamsPerPerson()))
            .retryAfter(settings.heartbeat());
      }
      return new Slot(key, name);
    } finally {
      if (!taken) {
        all.release();
      }
    }
  }

  /** Until all streams have ended, or the time is over. */
  void awaitNone(Duration time) {
    try {
      if (all.tryAcquire(settings.streams(), time.toMillis(), TimeUnit.MILLISECONDS)) {
        all.release(settings.streams());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration lease() {
    return settings.heartbeat().multipliedBy(3);
  }
}
