package org.yipiao.bench.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the nodes spent their processor time under load, by the samples of JDK Flight Recorder in
 * all threads that run Java, also while they are in native code; and what they synced.
 *
 * @param cpuMillis processor time that the samples stand for, of all nodes
 * @param seconds of the load
 * @param groups by what was done
 * @param frames methods on top of the stack
 * @param own methods of ours that are nearest to the top
 * @param threads threads, numbers in their names left out
 * @param syncs times in milliseconds
 */
record Profile(
    long cpuMillis,
    double seconds,
    List<Share> groups,
    List<Share> frames,
    List<Share> own,
    List<Share> threads,
    List<Syncs> syncs) {

  private static final int MOST = 15;
  private static final String OURS = "org.yipiao.";
  private static final String CPU = "jdk.CPUTimeSample";
  private static final String FORCE = "jdk.FileForce";
  private static final String STORE = "org.yipiao.StoreWrite";

  /** A share of the processor time in percent, with one decimal. */
  record Share(String name, double percent) {}

  /**
   * Waits for a disk.
   *
   * @param perSecond of all nodes together
   */
  record Syncs(String what, double perSecond, Latencies millis, double secondsWaited) {}

  /** Options for a JVM that records from its start on. */
  static List<String> options() {
    return List.of(
        "-XX:StartFlightRecording:settings=none,maxsize=1g,"
            + "+jdk.CPUTimeSample#enabled=true,+jdk.CPUTimeSample#throttle=10ms,"
            + "+jdk.FileForce#enabled=true,+jdk.FileForce#threshold=0ms,"
            + "+jdk.FileForce#stackTrace=false,"
            + "+org.yipiao.StoreWrite#enabled=true,+org.yipiao.StoreWrite#threshold=0ms",
        "-Xlog:jfr*=off");
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

  /** What the recordings of all nodes say of the time between two moments. */
  static Profile read(List<Path> recordings, Instant from, Instant to) throws IOException {
    var reading = new Reading();
    for (Path file : recordings) {
      try (var recording = new RecordingFile(file)) {
        while (recording.hasMoreEvents()) {
          RecordedEvent event = recording.readEvent();
          if (event.getStartTime().isAfter(from) && event.getStartTime().isBefore(to)) {
            reading.add(event);
          }
        }
      }
    }
    return reading.profile(Duration.between(from, to).toMillis() / 1e3);
  }

  private static final class Reading {

    private final Map<String, Long> groups = new HashMap<>();
    private final Map<String, Long> frames = new HashMap<>();
    private final Map<String, Long> own = new HashMap<>();
    private final Map<String, Long> threads = new HashMap<>();
    private final Map<String, List<Long>> waits = new HashMap<>();
    private long nanos;

    void add(RecordedEvent event) {
      switch (event.getEventType().getName()) {
        case CPU -> sample(event);
        case FORCE -> wait("engine: force of a file", event);
        case STORE ->
            wait(event.getBoolean("synced") ? "store: synced write" : "store: write", event);
        default -> {}
      }
    }

    private void wait(String what, RecordedEvent event) {
      waits
          .computeIfAbsent(what, _ -> new ArrayList<>())
          .add(event.getDuration().toNanos() / 1_000);
    }

    private void sample(RecordedEvent event) {
      long weight = event.getDuration("samplingPeriod").toNanos();
      nanos += weight;
      var thread = event.getThread("eventThread");
      String name = thread == null ? null : thread.getJavaName();
      threads.merge(name == null ? "?" : name.replaceAll("[0-9]+", "#"), weight, Long::sum);
      if (event.getStackTrace() == null) {
        groups.merge("stack not read", weight, Long::sum);
        return;
      }
      List<String> stack = event.getStackTrace().getFrames().stream().map(Reading::name).toList();
      groups.merge(FrameGroup.of(stack).what(), weight, Long::sum);
      frames.merge(stack.getFirst(), weight, Long::sum);
      stack.stream()
          .filter(frame -> frame.startsWith(OURS))
          .findFirst()
          .ifPresent(frame -> own.merge(frame, weight, Long::sum));
    }

    private static String name(RecordedFrame frame) {
      return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    Profile profile(double seconds) {
      List<Syncs> syncs =
          waits.entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(each ->
                  new Syncs(
                      each.getKey(),
                      Math.round(10 * each.getValue().size() / seconds) / 10.0,
                      Latencies.ofMicros(each.getValue()),
                      each.getValue().stream().mapToLong(Long::longValue).sum() / 1e6))
              .toList();
      return new Profile(
          nanos / 1_000_000, seconds, top(groups), top(frames), top(own), top(threads), syncs);
    }

    private List<Share> top(Map<String, Long> counts) {
      return counts.entrySet().stream()
          .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
          .limit(MOST)
          .map(
              each -> new Share(each.getKey(), Math.round(1000.0 * each.getValue() / nanos) / 10.0))
          .toList();
    }
  }
}
