package org.yipiao.edge;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.yipiao.embedded.Ports;

/** A door in a process of its own, with the heap that the local platform gives it. */
final class EdgeProcess implements AutoCloseable {

  private static final Pattern HEAP =
      Pattern.compile("service\\(\"edge\"[^;]*?\\.jvm\\(([0-9]+),", Pattern.DOTALL);
  private static final Pattern USED =
      Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\"[^}]*} ([0-9.E]+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = Ports.anyFree();
  private final Process process;

  EdgeProcess(Path directory, int heapMebibytes, String... settings) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx" + heapMebibytes + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EdgeApplication.class.getName(),
                "--server.port=" + port));
    for (var setting : settings) {
      command.add("--" + setting);
    }
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("edge.log").toFile())
            .start();
    await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(this::isReady);
  }

  /** The limit of its heap in the local platform, in MiB. */
  static int heapMebibytes() throws IOException {
    var parts =
        Path.of(
            System.getProperty("yipiao.root"),
            "infra/quickstart/src/main/java/org/yipiao/quickstart/parts/ServiceParts.java");
    var heap = HEAP.matcher(Files.readString(parts));
    if (!heap.find()) {
      throw new IllegalStateException("no heap of the edge in " + parts);
    }
    return Integer.parseInt(heap.group(1));
  }

  private boolean isReady() throws Exception {
    return get("/actuator/health/readiness").statusCode() == 200;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  HttpResponse<String> get(String target) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** A connection to it that comes from an address. */
  Socket socket(InetAddress from) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port, from, 0);
  }

  /** What its heap holds once what nobody holds is gone, in bytes. */
  long heapBytes() throws Exception {
    new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/jcmd").toString(),
            Long.toString(process.pid()),
            "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    double sum = 0;
    var used = USED.matcher(get("/actuator/prometheus").body());
    while (used.find()) {
      sum += Double.parseDouble(used.group(1));
    }
    return (long) sum;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    http.close();
  }
}
