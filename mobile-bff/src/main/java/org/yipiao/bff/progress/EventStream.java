package org.yipiao.bff.progress;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.yipiao.bff.session.SignedIn;
import org.yipiao.platform.http.HeldStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stream of server-sent events (HTML standard, section 9.2), written by a thread of its own. That
 * the browser has gone shows at once, and at the next write as an {@link IOException}.
 */
final class EventStream {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HeldStream held;

  private EventStream(HeldStream held) {
    this.held = held;
  }

  /** What tells the events, until there are no more. */
  interface Teller {
    void tell(EventStream stream) throws IOException, InterruptedException;
  }

  /**
   * Opens a stream, which goes on after the request.
   *
   * @param over run last, once the stream has ended
   * @throws IOException when the browser has gone; then nothing is told and nothing run
   */
  static void open(
      HttpServletRequest request, HttpServletResponse response, Teller teller, Runnable over)
      throws IOException, ServletException {
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType("text/event-stream");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    // Else a proxy would keep events back until there are enough of them.
    response.setHeader("X-Accel-Buffering", "no");
    HeldStream.open(
        request,
        response,
        held -> {
          var stream = new EventStream(held);
          stream.heartbeat();
          teller.tell(stream);
        },
        over);
  }

  /**
   * @param id null for an event that nothing resumes after
   */
  void send(@Nullable Integer id, String event, Object data) throws IOException {
    write(
        (id == null ? "" : "id: " + id + "\n")
            + "event: "
            + event
            + "\ndata: "
            + JSON.writeValueAsString(data)
            + "\n\n");
  }

  void heartbeat() throws IOException {
    write(":\n\n");
  }

  /**
   * Says that the stream is there.
   *
   * @return false, and nothing is said, when the session has ended
   */
  boolean beat(SignedIn who, StreamSlots.Slot slot) throws IOException {
    if (!who.isStillSignedIn()) {
      return false;
    }
    heartbeat();
    slot.renew();
    return true;
  }

  /** What to do, once, when the browser has gone. Must not block. */
  void whenLeft(Runnable action) {
    held.whenLeft(action);
  }

  boolean isLeft() {
    return held.isLeft();
  }

  private void write(String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    held.write(bytes, 0, bytes.length);
  }
}
