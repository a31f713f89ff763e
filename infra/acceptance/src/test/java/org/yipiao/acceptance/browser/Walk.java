package org.yipiao.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * One walk, a process of Node. A line {@code cue NAME} of its output asks for something to be done
 * to the platform; it goes on when it is answered with a line.
 */
final class Walk {

  private static final Duration LONGEST = Duration.ofMinutes(4);
  private static final String CUE = "cue ";

  private final Process node;
  private final Map<String, Runnable> cues;
  private final Queue<String> said = new ConcurrentLinkedQueue<>();

  private Walk(Process node, Map<String, Runnable> cues) {
    this.node = node;
    this.cues = cues;
  }

  /** What it said until it ended well; fails when it did not. */
  static String run(ProcessBuilder script, Map<String, Runnable> cues)
      throws IOException, InterruptedException {
    Process node = script.redirectErrorStream(true).start();
    try {
      return new Walk(node, cues).untilEnd();
    } finally {
      node.descendants().forEach(ProcessHandle::destroyForcibly);
      node.destroyForcibly();
    }
  }

  private String untilEnd() throws InterruptedException {
    CompletableFuture<Void> listening =
        CompletableFuture.runAsync(this::listen, task -> Thread.ofVirtual().start(task));
    boolean ended = node.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
    if (ended) {
      listening.join();
    }
    assertThat(ended).as("ended in time: %s", text()).isTrue();
    assertThat(node.exitValue()).as(text()).isZero();
    return text();
  }

  private String text() {
    return String.join("\n", said);
  }

  private void listen() {
    try (BufferedReader lines = node.inputReader();
        Writer answers = node.outputWriter()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(line);
        said.add(line);
        if (line.startsWith(CUE)) {
          answer(line.substring(CUE.length()), answers);
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void answer(String name, Writer answers) throws IOException {
    Runnable act = cues.get(name);
    if (act == null) {
      throw new IOException("nothing is done at " + name);
    }
    try {
      act.run();
    } catch (RuntimeException | Error failed) {
      // The walk would wait for an answer that does not come.
      node.destroyForcibly();
      throw failed;
    }
    answers.write("done\n");
    answers.flush();
  }
}
