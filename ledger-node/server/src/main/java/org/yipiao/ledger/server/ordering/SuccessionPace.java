package org.yipiao.ledger.server.ordering;

import java.time.Duration;

/**
 * How patient {@link SuccessiveEngines} are.
 *
 * @param look how often an engine that has stopped, or does not run, is looked at
 * @param patience an engine that does not order for so long is asked about as often
 * @param rests one that orders is asked about as often, for it may rest and not know that it is cut
 *     off
 * @param stays a stopped engine still gives its events to those that have not come to the stop
 * @param firstPause after which what failed is tried again
 * @param longestPause the pause becomes longer up to this
 */
record SuccessionPace(
    Duration look,
    Duration patience,
    Duration rests,
    Duration stays,
    Duration firstPause,
    Duration longestPause) {

  static final SuccessionPace DEFAULT =
      new SuccessionPace(
          Duration.ofMillis(500),
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofMinutes(1));

  Duration after(Duration pause) {
    Duration longer = pause.multipliedBy(2);
    return longer.compareTo(firstPause) < 0
        ? firstPause
        : longer.compareTo(longestPause) > 0 ? longestPause : longer;
  }
}
