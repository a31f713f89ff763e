package org.yipiao.authorization.signin;

import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** Messages over HTTP: {@code POST /v1/messages}, scope {@code messages.send}. */
final class HttpCodeSender implements CodeSender {

  private record Message(String to, String text) {

    @Override
    public String toString() {
      return "Message[…]";
    }
  }

  private final RestClient messages;

  HttpCodeSender(RestClient messages) {
    this.messages = messages;
  }

  @Override
  public void send(PhoneNumber phone, String text) {
    messages
        .post()
        .uri("/v1/messages")
        .contentType(MediaType.APPLICATION_JSON)
        .body(new Message(phone.value(), text))
        .retrieve()
        .toBodilessEntity();
  }
}
