package org.yipiao.bff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A stream as a page reads it. */
final class TestStream implements AutoCloseable {

  private final HttpResponse<InputStream> answer;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reader;

  TestStream(TestPage page, String path, String... headers) throws Exception {
    answer = page.open(path, headers);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    reader = Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try (var text =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      for (var line = text.readLine(); line != null; line = text.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("broken");
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  List<String> ids() {
    return lines.stream().filter(line -> line.startsWith("id: ")).toList();
  }

  void awaits(String part) {
    await().until(() -> lines.stream().anyMatch(line -> line.contains(part)));
  }

  boolean isOpen() {
    return reader.isAlive();
  }

  /** Until the service has ended it. */
  void awaitsItsEnd() {
    await().until(() -> !reader.isAlive());
  }

  /** Goes away without a word. */
  @Override
  public void close() throws IOException {
    answer.body().close();
  }
}
