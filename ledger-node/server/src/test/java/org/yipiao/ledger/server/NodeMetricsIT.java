package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.publishing.BlockPublisher;

/** What a node tells Prometheus, held against the pages and the alarms that rest on it. */
class NodeMetricsIT {

  private static final Path ROOT = Path.of(System.getProperty("yipiao.root", "../.."));
  private static final Pattern OUR_METRIC = Pattern.compile("`(ledger_[a-z_]+)(?:\\{([a-z,]+)})?`");
  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_0-9]+)(?:\\{([^}]*)})? ");

  @TempDir static Path directory;
  private static LoneNode alone;
  private static String exported = "";

  @BeforeAll
  static void start() throws Exception {
    // Of a peer that nobody answers for there are figures, too.
    alone = LoneNode.start(directory, "--yipiao.ledger.peers=http://127.0.0.1:1");
    var node = alone.context().getBean(LedgerNode.class);
    alone
        .context()
        .getBean(NodeMetrics.class)
        .publishing(
            new BlockPublisher(
                node,
                () -> {
                  throw new IllegalStateException("nothing is published here");
                }));
    var prometheus = URI.create("http://127.0.0.1:" + alone.port() + "/actuator/prometheus");
    try (var http = HttpClient.newHttpClient()) {
      // A second time, so that the first is counted.
      for (int i = 0; i < 2; i++) {
        exported =
            http.send(
                    HttpRequest.newBuilder(prometheus).build(),
                    HttpResponse.BodyHandlers.ofString())
                .body();
      }
    }
  }

  @AfterAll
  static void stop() {
    alone.close();
  }

  /** The names of what was exported, each with its labels. */
  private static Map<String, Set<String>> samples() {
    Map<String, Set<String>> samples = new TreeMap<>();
    SAMPLE
        .matcher(exported)
        .results()
        .forEach(match ->
            samples
                .computeIfAbsent(match.group(1), _ -> new TreeSet<>())
                .addAll(labels(match.group(2))));
    return samples;
  }

  private static Set<String> labels(@Nullable String list) {
    return list == null
        ? Set.of()
        : Pattern.compile("([a-z_]+)=\"")
            .matcher(list)
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, Set<String>> ours() {
    Map<String, Set<String>> ours = new TreeMap<>(samples());
    ours.keySet().removeIf(name -> !name.startsWith("ledger_"));
    return ours;
  }

  /** Rows of the table of a node's metrics on the page. */
  private static List<String> rows() throws Exception {
    String page = Files.readString(ROOT.resolve("infra/docs/operations.md"));
    String section = page.substring(page.indexOf("## A ledger node"));
    return section
        .lines()
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| `"))
        .toList();
  }

  @Test
  void thePageNamesEachMetricOfANodeWithItsLabelsAndNoOther() throws Exception {
    Map<String, Set<String>> named = new TreeMap<>();
    for (String row : rows()) {
      OUR_METRIC
          .matcher(row.substring(0, row.indexOf(" | ")))
          .results()
          .forEach(match ->
              named.put(
                  match.group(1),
                  match.group(2) == null
                      ? Set.of()
                      : new TreeSet<>(List.of(match.group(2).split(",", -1)))));
    }
    assertThat(named).isEqualTo(ours());
  }

  @Test
  void thePageNamesTheUnitThatAMetricSays() throws Exception {
    Map<String, String> units = new TreeMap<>();
    Pattern.compile("(?m)^# HELP (ledger_[a-z_]+) .* \\(([^()]+)\\)$")
        .matcher(exported)
        .results()
        .forEach(match -> units.put(match.group(1), match.group(2)));
    assertThat(units.keySet()).isEqualTo(ours().keySet());
    for (String row : rows()) {
      String[] cells = row.split(" \\| ", -1);
      OUR_METRIC
          .matcher(cells[0])
          .results()
          .map(match -> match.group(1))
          .forEach(name -> assertThat(units.get(name)).as(name).isEqualTo(cells[1]));
    }
  }

  @Test
  void aTimeIsInSecondsAndASizeInBytesAlsoInItsName() {
    Pattern.compile("(?m)^# HELP (ledger_[a-z_]+) .* \\((seconds|bytes)\\)$")
        .matcher(exported)
        .results()
        .forEach(match -> assertThat(match.group(1)).endsWith("_" + match.group(2)));
  }

  /** What the platform and the container tell besides, by families. */
  @Test
  void thePageNamesEachFamilyOfOthersMetricsAndNoOther() throws Exception {
    String page = Files.readString(ROOT.resolve("infra/docs/operations.md"));
    Set<String> families =
        Pattern.compile("`([a-z]+)_\\*`")
            .matcher(
                page.lines().filter(line -> line.startsWith("Besides:")).findFirst().orElse(""))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> others = new TreeSet<>();
    samples().keySet().forEach(name -> others.add(name.replaceFirst("_.*", "")));
    others.remove("ledger");
    assertThat(families).isEqualTo(others);
  }

  @Test
  void eachAlarmRestsOnMetricsAndLabelsThatANodeHas() throws Exception {
    var samples = samples();
    var used = Pattern.compile("\\b((?:ledger|http|disk|jvm|process)_[a-z_0-9]+)(?:\\{([^}]*)})?");
    assertThat(Alert.all()).hasSizeGreaterThan(10);
    for (Alert alert : Alert.all()) {
      List<MatchResult> metrics = used.matcher(alert.expression()).results().toList();
      assertThat(metrics.isEmpty() && !alert.expression().contains("up{"))
          .as(alert.name())
          .isFalse();
      for (MatchResult metric : metrics) {
        assertThat(samples).as(alert.name()).containsKey(metric.group(1));
        assertThat(samples.get(metric.group(1)))
            .as(alert.name())
            .containsAll(
                labels(metric.group(2) == null ? null : metric.group(2).replaceAll("!=|=~", "=")));
        assertThat(values(metric.group(2)))
            .as(alert.name())
            .allMatch(value -> exported.contains("\"" + value + "\""));
      }
    }
  }

  /** Else whoever was dismissed would be woken for what it has no part in any more. */
  @Test
  void whatAValidatorAloneHasToDoIsAskedOfNoOtherNode() throws Exception {
    Map<String, String> expressions = new TreeMap<>();
    Alert.all().forEach(alert -> expressions.put(alert.name(), alert.expression()));
    for (String name :
        List.of(
            "LedgerNodeRefuses",
            "LedgerNoQuorum",
            "LedgerQueueLong",
            "LedgerNotCosigning",
            "LedgerEngineEpochBehind")) {
      assertThat(expressions.get(name)).as(name).contains("and ledger_validator == 1");
    }
    assertThat(expressions.get("LedgerNoQuorum"))
        .as("a quorum that answers late is none that is missing")
        .contains(" unless ignoring(status) ledger_status{status=\"BUSY\"} == 1");
    assertThat(expressions)
        .containsEntry("LedgerNotAValidator", "ledger_validator == 0")
        .hasEntrySatisfying(
            "LedgerFollowsNot", one -> assertThat(one).contains("and ledger_validator == 0"));
    assertThat(Files.readString(Alert.FILE))
        .containsPattern("(?s)alert: LedgerNotAValidator\n(?:(?!- alert).)*severity: info");
    assertThat(exported)
        .contains("ledger_validator 1", "ledger_status{status=\"NOT_A_VALIDATOR\"} 0");
  }

  /** Each value that a selector names, also those of {@code =~"A|B"}. */
  private static List<String> values(@Nullable String selector) {
    if (selector == null) {
      return List.of();
    }
    return Pattern.compile("(?:=|=~|!=)\"([^\"]+)\"")
        .matcher(selector)
        .results()
        .flatMap(match -> Pattern.compile("\\|").splitAsStream(match.group(1)))
        .filter(value -> value.matches("[A-Z_]+"))
        .toList();
  }

  /** What a page tells to look at is there. */
  @Test
  void theRunbookNamesMetricsThatANodeHas() throws Exception {
    Set<String> named =
        Pattern.compile("\\b(ledger_[a-z_]+)")
            .matcher(RunbookTest.runbook())
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(named).isNotEmpty().isSubsetOf(ours().keySet());
  }
}
