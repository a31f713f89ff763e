package org.yipiao.sandbox.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yipiao.sandbox.phone.PhoneNumber;

class SentMessagesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final PhoneNumber WANG = PhoneNumber.of("13800000001");
  private static final PhoneNumber LI = PhoneNumber.of("+8613800000002");

  @Test
  void keepsTheNewestAloneAndTellsEachNumberItsOwn() {
    var messages = new SentMessages(10, () -> NOW);
    for (int i = 0; i < 15; i++) {
      messages.send(i % 2 == 0 ? WANG : LI, "text " + i);
    }
    assertThat(messages.last(50))
        .extracting(Message::text)
        .containsExactlyElementsOf(
            IntStream.range(0, 10).mapToObj(i -> "text " + (14 - i)).toList());
    assertThat(messages.to(LI, 2)).extracting(Message::text).containsExactly("text 13", "text 11");
    assertThat(messages.to(WANG, 50)).hasSize(5).allMatch(message -> message.sentAt().equals(NOW));
  }

  @Test
  void aMessageSaysNothingOfItselfToWhoeverPrintsIt() {
    var message = new SentMessages(1, () -> NOW).send(WANG, "code 123456");
    assertThat(message.toString()).doesNotContain("123456", "13800000001");
    assertThat(new MessageEndpoints.SendMessage("13800000001", "code 123456").toString())
        .doesNotContain("123456", "13800000001");
  }
}
