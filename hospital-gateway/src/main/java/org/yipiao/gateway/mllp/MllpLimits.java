package org.yipiao.gateway.mllp;

import java.time.Duration;

/**
 * What one sender may use up.
 *
 * @param maxMessageBytes a larger message is refused and its connection closed
 * @param maxConnections further ones are closed at once
 * @param idle a connection that sends nothing for so long is closed
 * @param message how long one message may take from its first byte to its last, and how long its
 *     sender may take to read the answer: a slow sender holds a connection no longer
 * @param closing how long answers under way may take when the port is closed
 */
public record MllpLimits(
    int maxMessageBytes, int maxConnections, Duration idle, Duration message, Duration closing) {

  public MllpLimits {
    if (maxMessageBytes < 1 || maxConnections < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
    if (!message.isPositive()) {
      throw new IllegalArgumentException("a message may take some time");
    }
    if (!idle.isPositive() || idle.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("the idle time is positive and below 24 days");
    }
  }
}
