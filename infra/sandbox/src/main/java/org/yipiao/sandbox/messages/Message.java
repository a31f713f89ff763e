package org.yipiao.sandbox.messages;

import java.time.Instant;

/**
 * A message as it was taken.
 *
 * @param messageId given by the gateway
 * @param to the receiver's number, 11 digits
 * @param text as it came
 * @param sentAt when it came
 */
record Message(String messageId, String to, String text, Instant sentAt) {

  /** Masked: number and text are personal, and the text may hold a code. */
  @Override
  public String toString() {
    return "Message[" + messageId + "]";
  }
}
