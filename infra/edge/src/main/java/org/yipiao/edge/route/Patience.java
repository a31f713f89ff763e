package org.yipiao.edge.route;

import java.time.Duration;
import org.yipiao.edge.EdgeProperties.TimeLimits;

/** How long a route waits for the head of an answer. */
enum Patience {
  PAGES,
  CALLS,
  PROGRAMS;

  Duration of(TimeLimits limits) {
    return switch (this) {
      case PAGES -> limits.pages();
      case CALLS -> limits.calls();
      case PROGRAMS -> limits.programs();
    };
  }
}
