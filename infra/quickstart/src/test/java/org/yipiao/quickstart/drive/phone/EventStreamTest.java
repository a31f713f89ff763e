package org.yipiao.quickstart.drive.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventStreamTest {

  private static EventStream of(String text) {
    return new EventStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsEventsPastComments() throws IOException {
    try (EventStream events =
        of(": hello\n\nid: 1\nevent: step\ndata: {\"a\":1}\n\n:\n\ndata:x\ndata: y\n\n")) {
      assertThat(events.next()).contains(new EventStream.Event("1", "step", "{\"a\":1}"));
      assertThat(events.next()).contains(new EventStream.Event("", "message", "x\ny"));
      assertThat(events.next()).isEmpty();
    }
  }

  @Test
  void anEventWithoutDataIsOneTooAndOneThatBreaksOffIsNone() throws IOException {
    try (EventStream events = of("event: end\n\nid: 2\nevent: step\ndata: half")) {
      assertThat(events.next()).contains(new EventStream.Event("", "end", ""));
      assertThat(events.next()).isEmpty();
    }
  }

  @Test
  void anEndlessEventIsRefused() {
    EventStream events = of(("data: " + "x".repeat(1 << 16) + "\n").repeat(20));
    assertThatThrownBy(events::next).isInstanceOf(IOException.class).hasMessageContaining("longer");
  }
}
