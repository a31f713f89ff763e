package org.yipiao.bff.progress;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stream of server-sent events (HTML standard, section 9.2), written by the thread of its
 * request. That the browser has gone shows at the next write, as an {@link IOException}.
 */
final class EventStream {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final OutputStream out;

  private EventStream(OutputStream out) {
    this.out = out;
  }

  static EventStream open(HttpServletResponse response) throws IOException {
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType("text/event-stream");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    // Else a proxy would keep events back until there are enough of them.
    response.setHeader("X-Accel-Buffering", "no");
    // A stream that was broken off must leave nothing behind on a connection that others use.
    response.setHeader(HttpHeaders.CONNECTION, "close");
    var stream = new EventStream(response.getOutputStream());
    stream.heartbeat();
    return stream;
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

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
