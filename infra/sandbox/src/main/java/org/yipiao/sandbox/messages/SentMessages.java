package org.yipiao.sandbox.messages;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.sandbox.phone.PhoneNumber;

/**
 * The last messages, newest first, in memory: who wants one looks soon. The logger {@code
 * sandbox.messages} writes each in full, which no other logger may: the people of the sandbox are
 * made up.
 */
final class SentMessages {

  private static final Logger LOG = LoggerFactory.getLogger("sandbox.messages");

  private final int maxKept;
  private final InstantSource time;
  private final Deque<Message> messages = new ArrayDeque<>();

  SentMessages(int maxKept, InstantSource time) {
    this.maxKept = maxKept;
    this.time = time;
  }

  /** Takes a message; the same one again is another message. */
  synchronized Message send(PhoneNumber to, String text) {
    var message = new Message(UUID.randomUUID().toString(), to.digits(), text, time.instant());
    if (messages.size() == maxKept) {
      messages.removeLast();
    }
    messages.addFirst(message);
    LOG.info("{} to {}: {}", message.messageId(), message.to(), onOneLine(text));
    return message;
  }

  /** A text cannot write log lines of its own. */
  static String onOneLine(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " ");
  }

  /** Messages to a number, newest first, at most {@code limit}. */
  synchronized List<Message> to(PhoneNumber number, int limit) {
    return messages.stream()
        .filter(message -> message.to().equals(number.digits()))
        .limit(limit)
        .toList();
  }

  /** Messages to anybody, newest first, at most {@code limit}. */
  synchronized List<Message> last(int limit) {
    return messages.stream().limit(limit).toList();
  }
}
