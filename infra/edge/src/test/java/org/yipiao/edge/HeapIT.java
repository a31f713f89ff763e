package org.yipiao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.embedded.shared.SharedTestServers;

/**
 * What the settings allow fits into the heap that the local platform gives the door: all streams,
 * and then as many slow uploads as somebody likes to begin. It prints what a stream costs.
 */
class HeapIT {

  private static final int STREAMS = 3000;
  private static final int MOST_BYTES_OF_A_STREAM = 36 * 1024;
  private static final int UPLOADS = 800;
  private static final int NETWORKS = 64;
  private static final int LARGEST_BODY = 64 * 1024;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final List<Socket> sockets = new ArrayList<>();

  @Test
  void holdsAllStreamsAndSlowUploadsBesides(@TempDir Path directory) throws Exception {
    try (var server = new EventServer();
        var edge =
            new EdgeProcess(
                directory,
                EdgeProcess.heapMebibytes(),
                "yipiao.edge.bff=" + server.url(),
                "yipiao.edge.redis-url=" + SharedTestServers.get().redisUrl(),
                "yipiao.edge.percent-of-one-network.connections=100",
                "yipiao.edge.requests-per-minute.everything-else=1000000")) {
      long before = edge.heapBytes();
      for (int i = 0; i < STREAMS; i++) {
        listen(edge);
      }
      assertThat(server.streams()).isEqualTo(STREAMS);
      assertThat(edge.get("/api/events").body()).contains("SERVER_BUSY");
      long each = (edge.heapBytes() - before) / STREAMS;
      System.out.printf(
          "%d streams, %d bytes of the heap each, %d without any%n", STREAMS, each, before);
      assertThat(each).isBetween(1L, (long) MOST_BYTES_OF_A_STREAM);

      int refused = upload(edge);
      assertThat(refused).isBetween(UPLOADS / 4, UPLOADS);
      server.send("data: still here\n\n");
      for (var stream : sockets) {
        RunningEdge.readUntil(stream.getInputStream(), "still here");
      }
      assertThat(edge.isAlive()).isTrue();
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }

  private void listen(EdgeProcess edge) throws IOException {
    var socket = edge.socket(InetAddress.getLoopbackAddress());
    sockets.add(socket);
    socket
        .getOutputStream()
        .write(
            RunningEdge.head(
                "GET /api/events HTTP/1.1",
                "Host: 127.0.0.1",
                "Cookie: yipiao_session=" + "a".repeat(43),
                "DPoP: " + "b".repeat(500),
                "User-Agent: " + "c".repeat(120)));
    RunningEdge.readUntil(socket.getInputStream(), ":\n\n");
  }

  /** Begins uploads whose last bytes do not come; how many were refused. */
  private static int upload(EdgeProcess edge) throws Exception {
    var uploads = new ArrayList<Socket>();
    try {
      var networks = new ArrayList<InetAddress>();
      for (int i = 0; i < NETWORKS; i++) {
        networks.add(RunningEdge.anAddress());
      }
      var most = new byte[LARGEST_BODY - 1];
      for (int i = 0; i < UPLOADS; i++) {
        var socket = edge.socket(networks.get(i % NETWORKS));
        uploads.add(socket);
        try {
          socket
              .getOutputStream()
              .write(
                  RunningEdge.head(
                      "POST /api/claims HTTP/1.1",
                      "Host: 127.0.0.1",
                      "Content-Length: " + LARGEST_BODY));
          socket.getOutputStream().write(most);
        } catch (IOException e) {
          // It was refused already.
        }
      }
      await()
          .atMost(PATIENCE)
          .until(() -> edge.get("/actuator/prometheus").body(), text -> text.contains("DOOR_BUSY"));
      await().atMost(PATIENCE).until(() -> refused(uploads) >= UPLOADS / 4);
      return refused(uploads);
    } finally {
      for (var socket : uploads) {
        socket.close();
      }
    }
  }

  private static int refused(List<Socket> uploads) throws IOException {
    int refused = 0;
    for (var socket : uploads) {
      if (socket.getInputStream().available() > 0) {
        refused++;
      }
    }
    return refused;
  }
}
