package org.yipiao.bench.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a node spent its processor time under load, by the samples of JDK Flight Recorder.
 *
 * @param node which
 * @param samples how many
 * @param frames methods on top of the stack
 * @param own methods of ours that are nearest to the top
 * @param threads threads, numbers in their names left out
 */
record Profile(String node, int samples, List<Share> frames, List<Share> own, List<Share> threads) {

  private static final int MOST = 15;
  private static final String OURS = "org.yipiao.";

  /** A share of the samples in percent, with one decimal. */
  record Share(String name, double percent) {}

  /** Options for a JVM that records from its start on. */
  static List<String> options() {
    return List.of("-XX:StartFlightRecording:settings=profile", "-Xlog:jfr*=off");
  }

  /** Writes what a process has recorded; a node halts at its end, and would write nothing. */
  static void dump(long pid, Path file) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/jcmd").toString(),
                Long.toString(pid),
                "JFR.dump",
                "filename=" + file)
            .redirectErrorStream(true)
            .start();
    String output;
    try (var out = process.getInputStream()) {
      output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (process.waitFor() != 0) {
      throw new IOException("no recording of process " + pid + ": " + output.strip());
    }
  }

  /** The samples between two moments; empty when there is no recording. */
  static Profile read(String node, Path file, Instant from, Instant to) throws IOException {
    Map<String, Integer> frames = new HashMap<>();
    Map<String, Integer> own = new HashMap<>();
    Map<String, Integer> threads = new HashMap<>();
    int samples = 0;
    if (Files.exists(file)) {
      try (var recording = new RecordingFile(file)) {
        while (recording.hasMoreEvents()) {
          RecordedEvent event = recording.readEvent();
          if (counts(event, from, to)) {
            samples++;
            add(event, frames, own, threads);
          }
        }
      }
    }
    return new Profile(
        node, samples, top(frames, samples), top(own, samples), top(threads, samples));
  }

  private static boolean counts(RecordedEvent event, Instant from, Instant to) {
    return event.getEventType().getName().equals("jdk.ExecutionSample")
        && event.getStackTrace() != null
        && event.getStartTime().isAfter(from)
        && event.getStartTime().isBefore(to);
  }

  private static void add(
      RecordedEvent event,
      Map<String, Integer> frames,
      Map<String, Integer> own,
      Map<String, Integer> threads) {
    List<RecordedFrame> stack = event.getStackTrace().getFrames();
    frames.merge(name(stack.getFirst()), 1, Integer::sum);
    stack.stream()
        .map(Profile::name)
        .filter(name -> name.startsWith(OURS))
        .findFirst()
        .ifPresent(name -> own.merge(name, 1, Integer::sum));
    var thread = event.getThread("sampledThread");
    String name = thread == null ? null : thread.getJavaName();
    threads.merge(name == null ? "?" : name.replaceAll("[0-9]+", "#"), 1, Integer::sum);
  }

  private static String name(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  private static List<Share> top(Map<String, Integer> counts, int samples) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(MOST)
        .map(
            each -> new Share(each.getKey(), Math.round(1000.0 * each.getValue() / samples) / 10.0))
        .toList();
  }
}
