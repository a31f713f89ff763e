package org.yipiao.sandbox.messages;

import java.time.Instant;

/**
 * A message that a phone has sent to the platform.
 *
 * @param messageId given by the gateway
 * @param from the sender's number as the operator tells it, 11 digits
 * @param text as it came
 * @param receivedAt when it came
 */
record IncomingMessage(String messageId, String from, String text, Instant receivedAt) {

  /** Masked: number and text are personal. */
  @Override
  public String toString() {
    return "IncomingMessage[" + messageId + "]";
  }
}
