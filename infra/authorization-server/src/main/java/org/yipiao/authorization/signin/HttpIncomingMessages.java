package org.yipiao.authorization.signin;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.web.client.RestClient;

/**
 * Messages that came in, over HTTP: {@code GET /v1/incoming-messages?containing=}, scope {@code
 * messages.receive}. Those of senders that are not written as E.164 has them, plus, country and
 * number, are left out: digits alone may be a number of any country.
 */
final class HttpIncomingMessages implements IncomingMessages {

  record Item(String from, String text, Instant receivedAt) {

    Item {
      from = Objects.requireNonNullElse(from, "");
      text = Objects.requireNonNullElse(text, "");
      receivedAt = Objects.requireNonNullElse(receivedAt, Instant.EPOCH);
    }

    @Override
    public String toString() {
      return "Item[…]";
    }
  }

  private record Answer(List<Item> items) {}

  private final RestClient messages;

  HttpIncomingMessages(RestClient messages) {
    this.messages = messages;
  }

  @Override
  public List<Incoming> containing(String word) {
    var answer =
        messages
            .get()
            .uri("/v1/incoming-messages?containing={word}", word)
            .retrieve()
            .body(Answer.class);
    return Objects.requireNonNull(answer).items().stream()
        .map(HttpIncomingMessages::incoming)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Incoming> incoming(Item item) {
    try {
      return Optional.of(
          new Incoming(new PhoneNumber(item.from()), item.text(), item.receivedAt()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
