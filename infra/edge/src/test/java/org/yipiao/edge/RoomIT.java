package org.yipiao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** The door takes no more at one time than it has room for, and says so. */
class RoomIT {

  private static final int BODY = 40 * 1024;

  private static Socket slowUpload(RunningEdge edge, int bytes) throws IOException {
    var socket = new Socket("127.0.0.1", edge.port(), RunningEdge.anAddress(), 0);
    socket
        .getOutputStream()
        .write(
            RunningEdge.head(
                "POST /api/claims HTTP/1.1", "Host: 127.0.0.1", "Content-Length: " + BODY));
    socket.getOutputStream().write(new byte[bytes]);
    return socket;
  }

  private static double gauge(RunningEdge edge, String name) throws Exception {
    return edge.gauge(name);
  }

  @Test
  void holdsNoMoreOfAllBodiesThanMayBe() throws Exception {
    try (var edge = RunningEdge.start("yipiao.edge.max-body-kibibytes=64");
        var slow = slowUpload(edge, BODY - 1)) {
      await().until(() -> gauge(edge, "yipiao_edge_body_bytes") >= BODY);
      var refused = edge.post("/api/claims", "x".repeat(BODY));
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("\"code\":\"DOOR_BUSY\"");
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      var small = edge.post("/api/claims", "{}");
      assertThat(small.statusCode()).as(small.body()).isEqualTo(200);
      slow.getOutputStream().write(1);
      assertThat(RunningEdge.readUntil(slow.getInputStream(), "\r\n")).startsWith("HTTP/1.1 200");
      await().until(() -> gauge(edge, "yipiao_edge_body_bytes") == 0);
      assertThat(edge.post("/api/claims", "x".repeat(BODY)).statusCode()).isEqualTo(200);
      assertThat(edge.bff.latest().text()).isEqualTo("x".repeat(BODY));
    }
  }

  /** A few bytes take up little, however many are announced. */
  @Test
  void bodiesThatBreakOffGiveUpTheirRoom() throws Exception {
    try (var edge = RunningEdge.start("yipiao.edge.max-body-kibibytes=64")) {
      for (int i = 0; i < 3; i++) {
        try (var _ = slowUpload(edge, 10);
            var _ = slowUpload(edge, 10);
            var _ = slowUpload(edge, 10)) {
          await().until(() -> gauge(edge, "yipiao_edge_body_bytes") == 3 * 1024);
        }
        await().until(() -> gauge(edge, "yipiao_edge_body_bytes") == 0);
      }
      await().until(() -> gauge(edge, "yipiao_edge_requests") == 0);
    }
  }

  @Test
  void worksOnNoMoreRequestsThanMayBe() throws Exception {
    try (var edge = RunningEdge.start("yipiao.edge.max-requests=2");
        var _ = slowUpload(edge, 10);
        var _ = slowUpload(edge, 10)) {
      await().until(() -> gauge(edge, "yipiao_edge_requests") == 2);
      var refused = edge.get("/api/home");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("\"code\":\"DOOR_BUSY\"");
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      assertThat(edge.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }
  }

  /** Else one address could shut the door for everybody. */
  @Test
  void leavesRoomToOthers() throws Exception {
    try (var edge = RunningEdge.start("yipiao.edge.max-requests=2");
        var socket = edge.socket()) {
      socket
          .getOutputStream()
          .write(RunningEdge.head("POST /api/claims HTTP/1.1", "Host: a", "Content-Length: 5"));
      socket.getOutputStream().flush();
      await().until(() -> gauge(edge, "yipiao_edge_requests") == 1);
      assertThat(edge.get("/api/home").statusCode()).isEqualTo(503);
      try (var other = slowUpload(edge, BODY)) {
        assertThat(RunningEdge.readUntil(other.getInputStream(), "\r\n"))
            .startsWith("HTTP/1.1 200");
      }
    }
  }
}
