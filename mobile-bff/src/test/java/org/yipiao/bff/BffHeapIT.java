package org.yipiao.bff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.yipiao.bff.SessionLifeIT.newPerson;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * As many streams as the settings allow fit into the heap that the local platform gives this
 * service. It prints what one costs.
 */
@Tag("long")
class BffHeapIT {

  private static final int STREAMS = 3000;
  private static final int MOST_BYTES_OF_A_STREAM = 28 * 1024;
  private static final Pattern HEAP =
      Pattern.compile("service\\(BFF,[^;]*?\\.jvm\\(([0-9]+),", Pattern.DOTALL);
  private static final Pattern USED =
      Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\"[^}]*} ([0-9.E]+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Socket> sockets = new ArrayList<>();

  @Test
  void holdsAllStreams(@TempDir Path directory) throws Exception {
    try (var far = new FarServices();
        var oauth = new SmallOAuthServer()) {
      int port = RunningBff.freePort();
      var keys = new TestKeys(directory, "mobile-bff");
      oauth.knows("mobile-bff", keys.publicKey());
      var settings = RunningBff.common(directory, port, keys);
      settings.put("yipiao.bff.issuer", oauth.issuer());
      settings.put(
          "yipiao.bff.authorization-url", "http://127.0.0.1:" + port + "/oauth2/authorize");
      settings.put("yipiao.bff.authorization-internal-url", oauth.url());
      settings.put("yipiao.bff.progress.streams-per-person", "100");
      settings.put("yipiao.bff.limits.calls-per-person", "100000");
      settings.putAll(far.settings());
      var process = start(directory, settings);
      try {
        hold(process.pid(), port, oauth);
        assertThat(process.isAlive()).isTrue();
      } finally {
        process.destroyForcibly().onExit().join();
      }
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
      http.close();
    }
  }

  private void hold(long pid, int port, SmallOAuthServer oauth) throws Exception {
    var base = "http://127.0.0.1:" + port;
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .until(() -> get(base + "/actuator/health/readiness").statusCode() == 200);
    long before = 0;
    for (int i = 0; i < STREAMS; i += 50) {
      var page = new TestPage(base).signedIn(oauth, newPerson());
      if (i == 0) {
        before = heapBytes(pid, base);
      }
      for (int k = 0; k < 50; k++) {
        listen(page, port);
      }
    }
    var another = new TestPage(base).signedIn(oauth, newPerson());
    TestPage.refused(another.get("/api/events"), 503, "STREAMS_FULL");
    long each = (heapBytes(pid, base) - before) / STREAMS;
    System.out.printf(
        "%d streams, %d bytes of the heap each, %d without any%n", STREAMS, each, before);
    assertThat(each).isBetween(1L, (long) MOST_BYTES_OF_A_STREAM);
    // Two heartbeats came of each, so all of them are served.
    for (var socket : sockets) {
      awaits(socket.getInputStream(), ":\n\n");
      awaits(socket.getInputStream(), ":\n\n");
    }
  }

  private static Process start(Path directory, Map<String, String> settings) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx" + heapMebibytes() + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BffApplication.class.getName()));
    settings.forEach((name, value) -> command.add("--" + name + "=" + value));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("bff.log").toFile())
        .start();
  }

  private static int heapMebibytes() throws IOException {
    var parts =
        Path.of(
            System.getProperty("yipiao.root"),
            "infra/quickstart/src/main/java/org/yipiao/quickstart/parts/ServiceParts.java");
    var heap = HEAP.matcher(Files.readString(parts));
    assertThat(heap.find()).isTrue();
    return Integer.parseInt(heap.group(1));
  }

  private void listen(TestPage page, int port) throws Exception {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    sockets.add(socket);
    var request =
        List.of(
            "GET /api/events HTTP/1.1",
            "Host: 127.0.0.1:" + port,
            "Cookie: yipiao_session=" + page.cookie("yipiao_session").orElseThrow().getValue(),
            "DPoP: " + page.proof("GET", "/api/events"),
            "Connection: close",
            "",
            "");
    socket
        .getOutputStream()
        .write(String.join("\r\n", request).getBytes(StandardCharsets.US_ASCII));
    awaits(socket.getInputStream(), "event: resync");
  }

  private static void awaits(InputStream in, String text) throws IOException {
    var read = new StringBuilder();
    while (read.indexOf(text) < 0) {
      int octet = in.read();
      assertThat(octet).as("ended after %s", read).isNotNegative();
      read.append((char) octet);
    }
  }

  private HttpResponse<String> get(String address) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** What its heap holds after a collection, in bytes. */
  private long heapBytes(long pid, String base) throws Exception {
    new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/jcmd").toString(),
            Long.toString(pid),
            "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    double sum = 0;
    var used = USED.matcher(get(base + "/actuator/prometheus").body());
    while (used.find()) {
      sum += Double.parseDouble(used.group(1));
    }
    return (long) sum;
  }
}
