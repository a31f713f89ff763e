package org.yipiao.authorization.signin;

import java.time.Instant;
import java.util.List;

/** The text messages that people send to the platform's number. */
@FunctionalInterface
public interface IncomingMessages {

  /**
   * A message that came in.
   *
   * @param from the sender, as the operator tells it, with its country
   */
  record Incoming(PhoneNumber from, String text, Instant receivedAt) {
    @Override
    public String toString() {
      return "Incoming[…]";
    }
  }

  /**
   * Those that contain a word, at most the hundred newest.
   *
   * @param word digits
   * @throws RuntimeException when it is not known what came in
   */
  List<Incoming> containing(String word);
}
