package org.yipiao.sandbox.messages;

import java.time.Instant;

/**
 * A message that a phone has sent to the platform.
 *
 * @param messageId given by the gateway
 * @param from the sender's number in E.164, plus, country and number, as the contract has it
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
