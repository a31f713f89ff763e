package org.yipiao.ledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.node.AlteredBlocks;
import org.yipiao.ledger.server.node.ServedNode;
import org.yipiao.ledger.server.node.SimulatedConsortium;

/** Callers that hold connections: they neither read what they asked for nor send what they said. */
class SlowCallersIT {

  /** More than the buffers between a node and whoever does not read. */
  private static final int LARGE = 7 << 20;

  private static final long LATER = RequestTimes.LONGEST_REQUEST.plusSeconds(1).toNanos();
  private static final long LATER_THAN_A_HEAD = RequestTimes.LONGEST_HEAD.plusSeconds(1).toNanos();

  @TempDir static Path directory;
  private static ServedNode served;
  private static RequestPlaces places;
  private static RequestTimes times;

  private final List<Socket> open = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    var consortium = SimulatedConsortium.withBlocks(directory, 2);
    AlteredBlocks.enlarge(consortium.node(1).chain(), 1, LARGE);
    Path files = Files.createDirectory(directory.resolve("files"));
    Files.write(files.resolve("large.bin"), new byte[LARGE]);
    served =
        ServedNode.of(
            consortium,
            1,
            // As the explorer's files are served, to everybody and without places.
            "spring.web.resources.add-mappings=true",
            "spring.mvc.static-path-pattern=/explorer/assets/**",
            "spring.web.resources.static-locations=" + files.toUri());
    places = served.part(RequestRoom.class).places();
    times = served.part(RequestTimes.class);
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  @AfterEach
  void allLeave() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
    for (RequestKind kind : RequestKind.values()) {
      await(kind.name()).until(() -> places.underWay(kind) == 0);
    }
  }

  /** Sends what begins a request; nothing of the answer is read. */
  private Socket begin(String tenant, String line, String... more) throws IOException {
    return send(
        line
            + " HTTP/1.1\r\nHost: node\r\nAuthorization: Bearer "
            + served.token(tenant)
            + "\r\n"
            + String.join("", more)
            + "\r\n");
  }

  private Socket send(String head) throws IOException {
    var socket = new Socket();
    open.add(socket);
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), served.port()));
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  private Socket readsNothing(String tenant) throws IOException {
    int before = places.underWay(RequestKind.PAGE);
    var socket = begin(tenant, "GET /v1/blocks?from=1&limit=1");
    await("it holds a place").until(() -> places.underWay(RequestKind.PAGE) == before + 1);
    return socket;
  }

  private static String statusLine(Socket socket) throws IOException {
    return new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
        .readLine();
  }

  @Test
  void readersWhoReadNothingHoldTheirShareUntilTheirTimeIsOverAndNeverAllPlaces() throws Exception {
    List<Socket> readers = new ArrayList<>();
    for (int i = 0; i < RequestKind.PAGE.ofOneTenant(); i++) {
      readers.add(readsNothing("slow"));
    }
    assertThat(statusLine(begin("slow", "GET /v1/blocks?from=0&limit=1"))).contains(" 503");
    readers.add(readsNothing("slower"));
    readers.add(readsNothing("slower"));
    assertThat(statusLine(begin("slower", "GET /v1/blocks?from=0&limit=1"))).contains(" 503");
    assertThat(served.get("/v1/blocks?from=0&limit=1", true).statusCode()).isEqualTo(200);
    await("its place is free").until(() -> places.underWay(RequestKind.PAGE) == readers.size());

    assertThat(times.endOverdue(System.nanoTime())).as("their time is not over").isZero();
    assertThat(places.underWay(RequestKind.PAGE)).isEqualTo(readers.size());
    assertThat(times.endOverdue(System.nanoTime() + LATER)).isEqualTo(readers.size());
    await("all places are free").until(() -> places.underWay(RequestKind.PAGE) == 0);
    for (Socket reader : readers) {
      assertThat(readable(reader)).isLessThan(LARGE);
    }
  }

  /** How many bytes still come. */
  private static long readable(Socket socket) {
    long count = 0;
    try {
      var in = socket.getInputStream();
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        count += read;
      }
    } catch (IOException e) {
      return count; // it was ended
    }
    return count;
  }

  /** What has no places, nor a token, has a time as well. */
  @Test
  void aFileThatNobodyReadsHasItsTime() throws Exception {
    var reader = send("GET /explorer/assets/large.bin HTTP/1.1\r\nHost: node\r\n\r\n");
    assertThat(statusLine(reader)).contains(" 200");
    assertThat(times.endOverdue(System.nanoTime())).isZero();
    assertThat(times.endOverdue(System.nanoTime() + LATER)).isEqualTo(1);
    assertThat(readable(reader)).isLessThan(LARGE);
  }

  @Test
  void aHeadThatDoesNotEndHasItsTime() throws Exception {
    var socket = send("GET /checkpoint HTTP/1.1\r\nHost: no");
    await("it is seen").until(() -> times.endOverdue(System.nanoTime() + LATER_THAN_A_HEAD) == 1);
    assertThat(readable(socket)).isZero();
  }

  @Test
  void whatIsStillToComeOfARefusedRequestHasItsTime() throws Exception {
    var socket = begin("slow", "POST /checkpoint", "Content-Length: 100000\r\n");
    assertThat(statusLine(socket)).contains(" 4");
    await("its rest is waited for")
        .until(() -> times.endOverdue(System.nanoTime() + LATER_THAN_A_HEAD) == 1);
    assertThat(readable(socket)).isLessThan(LARGE);
  }

  @Test
  void aConnectionThatRestsOwesNothing() throws Exception {
    var socket = send("GET /checkpoint HTTP/1.1\r\nHost: node\r\n\r\n");
    assertThat(statusLine(socket)).contains(" 200");
    await("it rests").until(() -> times.underWay() == 0);
    assertThat(times.endOverdue(System.nanoTime() + LATER)).isZero();
  }

  @Test
  void whoSendsOnlyABeginningLosesItsPlaceOnceItsTimeIsOver() throws Exception {
    begin(
        "slow",
        "POST /v1/transactions",
        "Content-Type: application/octet-stream\r\n",
        "Content-Length: 1000\r\n");
    await("it holds a place").until(() -> places.underWay(RequestKind.SUBMISSION) == 1);
    assertThat(times.endOverdue(System.nanoTime())).isZero();
    assertThat(times.endOverdue(System.nanoTime() + LATER)).isEqualTo(1);
    await("its place is free").until(() -> places.underWay(RequestKind.SUBMISSION) == 0);
  }
}
