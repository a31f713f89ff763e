package org.yipiao.authorization.signin;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.web.client.RestClient;

/**
 * Messages that came in, over HTTP: {@code GET /v1/incoming-messages?containing=}, scope {@code
 * messages.receive}. Those of senders that are no phones are left out.
 */
final class HttpIncomingMessages implements IncomingMessages {

  private record Item(String from, String text, Instant receivedAt) {

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
    return PhoneNumber.parse(item.from())
        .map(from -> new Incoming(from, item.text(), item.receivedAt()));
  }
}
