package org.yipiao.ledger.server.node;

import java.time.Instant;
import java.util.Optional;

/**
 * Since when this node's member is none of the validators, by its own log.
 *
 * @param epoch the first one without it; 0 when it never was one
 * @param fromSize the first size of the log in that epoch
 * @param since the time of the block before that; empty while its checkpoint is not here
 * @param dismissed whether it was a validator before
 */
public record Absence(long epoch, long fromSize, Optional<Instant> since, boolean dismissed) {

  /** What there is to be done, for whoever runs the node. */
  public String toDo() {
    return dismissed
        ? "It was a validator until epoch "
            + epoch
            + " and takes part no more under this number. Keep it for its readers, or stop it"
            + " and take it out of the settings of the others and of the monitoring."
        : "It has not been admitted yet; once a quorum has agreed to that it begins by itself."
            + " Nothing has to be done here until then.";
  }
}
