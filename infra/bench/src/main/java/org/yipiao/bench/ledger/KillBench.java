package org.yipiao.bench.ledger;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.yipiao.quickstart.parts.LedgerCheck;
import org.yipiao.quickstart.parts.LedgerNodes;

/**
 * Nodes die by SIGKILL while thousands of operations a second are handed in, at moments that a seed
 * draws: all that was accepted has to become final, once, and every node to end with the same
 * ledger.
 */
final class KillBench {

  /** How many nodes die at once, one time after the other. */
  static final List<Integer> COUNTS = List.of(1, 2, 4);

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration EQUAL_WITHIN = Duration.ofMinutes(2);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final long POLL_MILLIS = 200;

  private final LedgerNodes nodes;
  private final LoadRun run;
  private final List<String> jvmOptions;
  private final Random random;

  /**
   * What became of a load under which nodes died.
   *
   * @param which their indexes
   * @param afterMillis from the beginning of the load until they died
   * @param backMillis from then until all said that they are up again
   * @param load what was handed in, and what of it became final
   */
  record Killed(List<Integer> which, long afterMillis, long backMillis, LedgerReport.Loaded load) {}

  /**
   * @param jvmOptions further ones of each node
   * @param seed of the moments, and of which nodes
   */
  KillBench(LedgerNodes nodes, LoadRun run, List<String> jvmOptions, long seed) {
    this.nodes = nodes;
    this.run = run;
    this.jvmOptions = jvmOptions;
    this.random = new Random(seed);
  }

  /** Has so many die in the middle half of a load, and starts them again. */
  Killed kill(LedgerOptions.Step step, int seconds, int count)
      throws IOException, InterruptedException {
    List<Integer> shuffled = new ArrayList<>(LedgerNodes.all());
    Collections.shuffle(shuffled, random);
    List<Integer> which = shuffled.subList(0, count).stream().sorted().toList();
    long millis = TimeUnit.SECONDS.toMillis(seconds);
    long after = millis / 4 + random.nextLong(1 + millis / 2);
    try (var work = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<LedgerReport.Loaded> load =
          work.submit(() -> run.run(Batches.Course.ISSUE_ALONE, step, seconds));
      TimeUnit.MILLISECONDS.sleep(after);
      long begin = System.nanoTime();
      try (var killers = Executors.newVirtualThreadPerTaskExecutor()) {
        which.forEach(index -> killers.execute(() -> nodes.kill(index)));
      }
      which.forEach(index -> nodes.start(index, jvmOptions));
      nodes.awaitUp(PATIENCE);
      long back = Duration.ofNanos(System.nanoTime() - begin).toMillis();
      return new Killed(which, after, back, load.get());
    } catch (ExecutionException e) {
      throw new IOException("the load ended", e.getCause());
    }
  }

  /** Empty once all nodes show one final checkpoint while nothing is handed in. */
  List<String> unequal() throws InterruptedException {
    Set<String> shown = new HashSet<>();
    long deadline = System.nanoTime() + EQUAL_WITHIN.toNanos();
    try (var http = HttpClient.newHttpClient()) {
      while (System.nanoTime() < deadline) {
        shown.clear();
        for (URI node : nodes.uris()) {
          shown.add(checkpoint(http, node));
        }
        if (shown.size() == 1 && !shown.contains("")) {
          return List.of();
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
    return List.of("the nodes show " + shown.size() + " checkpoints");
  }

  /** Origin, size and root; nothing without an answer. */
  private static String checkpoint(HttpClient http, URI node) throws InterruptedException {
    var request = HttpRequest.newBuilder(node.resolve("/checkpoint")).timeout(ANSWER).build();
    try {
      var response = http.send(request, HttpResponse.BodyHandlers.ofString());
      int end = response.body().indexOf("\n\n");
      return response.statusCode() == 200 && end > 0 ? response.body().substring(0, end) : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** Of the nodes' directories, once they have ended. */
  static List<String> unsound(LedgerOptions options, LedgerNodes nodes) {
    List<String> failures = new ArrayList<>();
    var consortium = Objects.requireNonNull(nodes.consortium().trustFile().getParent());
    for (int index : LedgerNodes.all()) {
      var said = LedgerCheck.listen(options.root(), nodes.data(index), consortium);
      if (said.exit() != 0) {
        failures.add("fsck of node " + index + " ends with " + said.exit() + ": " + said.lines());
      }
    }
    return failures;
  }
}
