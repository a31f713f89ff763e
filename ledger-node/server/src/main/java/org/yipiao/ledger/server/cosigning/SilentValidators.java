package org.yipiao.ledger.server.cosigning;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names in the log who has withheld its cosignatures for over a minute, each at most once a minute.
 * Not safe for use by several threads.
 */
final class SilentValidators {

  private static final Logger LOG = LoggerFactory.getLogger(SilentValidators.class);
  private static final Duration TOLERATED = Duration.ofMinutes(1);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private final IntFunction<Duration> withheld;
  private final Map<Integer, Instant> lines = new HashMap<>();

  /**
   * @param withheld for how long a validator has withheld, by its member number
   */
  SilentValidators(IntFunction<Duration> withheld) {
    this.withheld = withheld;
  }

  /**
   * A size became final.
   *
   * @param names of its validators, by their member numbers
   */
  void becameFinal(Map<Integer, String> names, Instant now) {
    lines.keySet().retainAll(names.keySet());
    names.forEach((member, name) -> {
      Duration silence = withheld.apply(member);
      if (silence.compareTo(TOLERATED) > 0 && due(member, now)) {
        lines.put(member, now);
        LOG.atWarn()
            .addKeyValue("ledger.member", member)
            .log(
                "member {} ({}) withholds: it has cosigned nothing that became final for {} s while"
                    + " others did; it is off, cut off, or silent on purpose",
                member,
                name,
                silence.toSeconds());
      }
    });
  }

  /** A clock that was set back must not silence this. */
  private boolean due(int member, Instant now) {
    Instant last = lines.get(member);
    return last == null || now.isBefore(last) || !now.isBefore(last.plus(BETWEEN_LINES));
  }
}
