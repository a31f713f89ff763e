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
 * The last messages that phones have sent, newest first, in memory, and logged as those to them.
 */
final class IncomingMessages {

  /** All phones of the sandbox are of mainland China. */
  private static final String COUNTRY = "+86";

  private static final Logger LOG = LoggerFactory.getLogger("sandbox.messages");

  private final int maxKept;
  private final InstantSource time;
  private final Deque<IncomingMessage> messages = new ArrayDeque<>();

  IncomingMessages(int maxKept, InstantSource time) {
    this.maxKept = maxKept;
    this.time = time;
  }

  /** A phone sends; the same once more is another message. */
  synchronized void receive(PhoneNumber from, String text) {
    var message =
        new IncomingMessage(
            UUID.randomUUID().toString(), COUNTRY + from.digits(), text, time.instant());
    if (messages.size() == maxKept) {
      messages.removeLast();
    }
    messages.addFirst(message);
    LOG.info("{} from {}: {}", message.messageId(), message.from(), SentMessages.onOneLine(text));
  }

  /** Messages with something in their text, newest first, at most {@code limit}. */
  synchronized List<IncomingMessage> containing(String part, int limit) {
    return messages.stream().filter(message -> message.text().contains(part)).limit(limit).toList();
  }
}
