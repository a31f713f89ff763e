package org.yipiao.edge.limit;

import java.time.Duration;
import java.util.Optional;

/** Counts events by name, each name anew after a while. */
interface Counters {

  /**
   * @param count events of that name in the present window, this one too; at least 1
   * @param left until the window ends
   */
  record Count(long count, Duration left) {}

  /**
   * Counts one event.
   *
   * @param window from the first event of a name to its being forgotten
   * @return nothing when the event could not be counted
   */
  Optional<Count> count(String name, Duration window);
}
