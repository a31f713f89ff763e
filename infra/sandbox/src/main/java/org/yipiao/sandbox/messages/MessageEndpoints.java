package org.yipiao.sandbox.messages;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.platform.security.RequiresScope;
import org.yipiao.sandbox.phone.PhoneNumber;

/** The gateway over HTTP. It belongs to nobody: whoever has the scope sends, or reads, for all. */
@RestController
class MessageEndpoints {

  private static final int MOST_ANSWERED = 100;

  private final SentMessages messages;
  private final IncomingMessages incoming;

  MessageEndpoints(SentMessages messages, IncomingMessages incoming) {
    this.messages = messages;
    this.incoming = incoming;
  }

  /**
   * A message to be sent.
   *
   * @param to a phone number, with {@code +86} before it or not
   * @param text at most 500 characters
   */
  record SendMessage(
      @NotNull @Pattern(regexp = PhoneNumber.FORM) String to,
      @NotBlank @Size(max = 500) String text) {

    @Override
    public String toString() {
      return "SendMessage";
    }
  }

  /** The answer to a message that was taken. */
  record MessageTaken(String messageId) {}

  /** Takes a message. Sent again it is another one, as a receiver would notice. */
  @PostMapping("/v1/messages")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @RequiresScope("messages.send")
  MessageTaken send(@Valid @RequestBody SendMessage message) {
    return new MessageTaken(
        messages.send(PhoneNumber.of(message.to()), message.text()).messageId());
  }

  /** Messages, newest first. */
  record Messages(List<Message> items) {
    Messages {
      items = List.copyOf(items);
    }
  }

  /** The newest messages to a number, at most 100, of those that are still kept. */
  @GetMapping("/v1/messages")
  @RequiresScope("messages.read")
  Messages messages(@RequestParam @Pattern(regexp = PhoneNumber.FORM) String to) {
    return new Messages(messages.to(PhoneNumber.of(to), MOST_ANSWERED));
  }

  /** Messages that came in, newest first. */
  record Incoming(List<IncomingMessage> items) {
    Incoming {
      items = List.copyOf(items);
    }
  }

  /** The newest messages to the platform that contain a word, at most 100, of those still kept. */
  @GetMapping("/v1/incoming-messages")
  @RequiresScope("messages.receive")
  Incoming incoming(@RequestParam @Pattern(regexp = "[0-9A-Za-z]{6,40}") String containing) {
    return new Incoming(incoming.containing(containing, MOST_ANSWERED));
  }
}
