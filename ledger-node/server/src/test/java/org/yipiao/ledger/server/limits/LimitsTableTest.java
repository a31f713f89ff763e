package org.yipiao.ledger.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.server.http.NodeProblem;
import org.yipiao.ledger.server.lies.LieKind;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemCode;

/** Each row of the page of limits says what is so, and nothing that is limited is missing. */
class LimitsTableTest {

  private static final Path PAGE = Repository.ROOT.resolve("infra/docs/limits.md");
  private static final int COLUMNS = 6;
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final Pattern ANSWER = Pattern.compile("([0-9]{3}) `([A-Z_]+)`");

  /** What a limit is called in the code; in an interface it has no modifiers. */
  private static final Pattern LIMIT =
      Pattern.compile(
          "(?:int|long|Duration) (\\w*(?:MOST|MAX|LONGEST|AT_ONCE|KEPT|REMEMBERED"
              + "|PER_MEMBER|ALLOWANCE|A_SECOND|RESERVE|TIMEOUT|PATIENCE|CACHED|ADDRESSES|PAGE)\\w*)"
              + "\\s*=");

  private static final List<String> PARTS =
      List.of(
          "ledger-node/protocol",
          "ledger-node/contract",
          "ledger-node/client",
          "ledger-node/server");

  /** Programs that measure and are no part of a node. */
  private static final Set<String> MEASURING = Set.of("OrderingRate");

  private final Repository repository;
  private final NamedValue values;

  LimitsTableTest() throws IOException {
    this.repository = new Repository();
    this.values = new NamedValue(repository);
  }

  /**
   * A row.
   *
   * @param named constants and settings, of which each has the value
   * @param beyond what happens beyond the limit
   * @param again whether it is worth trying again: {@code yes}, {@code no} or a dash
   * @param shownBy tests
   */
  private record Row(
      String limit,
      String value,
      List<String> named,
      String beyond,
      String again,
      List<String> shownBy) {}

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    boolean inTable = false;
    for (String line : Repository.read(PAGE).lines().toList()) {
      if (line.startsWith("| Limit |") || line.startsWith("| Bound |")) {
        inTable = true;
      } else if (!line.startsWith("|")) {
        inTable = false;
      } else if (inTable && !line.startsWith("|---")) {
        rows.add(row(line));
      }
    }
    return rows;
  }

  private static Row row(String line) {
    List<String> cells =
        Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
            .map(String::strip)
            .toList();
    boolean inside = cells.size() < COLUMNS;
    return new Row(
        cells.getFirst(),
        cells.get(1),
        quoted(cells.get(2)),
        inside ? "" : cells.get(3),
        inside ? "" : cells.get(4),
        inside ? List.of() : quoted(cells.get(5)));
  }

  private static List<String> quoted(String cell) {
    return QUOTED.matcher(cell).results().map(match -> match.group(1)).toList();
  }

  private static List<Row> limits() {
    return rows().stream()
        .filter(row -> !row.shownBy().isEmpty() || !row.beyond().isEmpty())
        .toList();
  }

  @Test
  void eachValueIsThatOfTheCode() throws Exception {
    assertThat(rows()).hasSizeGreaterThan(80);
    for (Row row : rows()) {
      assertThat(row.named()).as(row.limit()).isNotEmpty();
      for (String name : row.named()) {
        assertThat(values.of(name))
            .as("%s: %s", row.limit(), name)
            .isEqualTo(Amount.written(row.value()));
      }
    }
  }

  @Test
  void eachLimitHasATestThatIsThere() {
    for (Row row : limits()) {
      assertThat(row.shownBy()).as(row.limit()).isNotEmpty();
      for (String test : row.shownBy()) {
        String[] parts = test.split("\\.", -1);
        assertThat(parts).as(test).hasSize(2);
        assertThat(repository.hasTest(parts[0], parts[1])).as("%s: %s", row.limit(), test).isTrue();
      }
    }
  }

  @Test
  void eachRefusalHasTheStatusThatIsSaidAndIsRetryableWhereItIsSaid() {
    Map<String, ProblemCode> known = new HashMap<>();
    Stream.<ProblemCode>concat(
            Arrays.stream(NodeProblem.values()), Arrays.stream(PlatformProblem.values()))
        .forEach(problem -> known.put(problem.name(), problem));
    for (Row row : limits()) {
      var answers = ANSWER.matcher(row.beyond()).results().toList();
      for (var answer : answers) {
        ProblemCode problem = known.get(answer.group(2));
        if (problem == null) {
          assertThat(elsewhere(answer.group(2)))
              .as(row.limit())
              .contains(Integer.valueOf(answer.group(1)));
          continue;
        }
        assertThat(problem.status().value()).as(row.limit()).hasToString(answer.group(1));
        assertThat(row.again()).as(row.limit()).isEqualTo(problem.retryable() ? "yes" : "no");
      }
      for (String code : quoted(row.beyond())) {
        if (code.matches("[A-Z_]+")
            && answers.stream().noneMatch(answer -> answer.group(2).equals(code))) {
          assertNamed(row, code);
        }
      }
    }
  }

  private static void assertNamed(Row row, String code) {
    boolean lie = Arrays.stream(LieKind.values()).anyMatch(kind -> kind.name().equals(code));
    if (!lie) {
      Outcome outcome = Outcome.valueOf(code);
      assertThat(row.again()).as(row.limit()).isEqualTo(outcome.retryable() ? "yes" : "no");
    }
  }

  /** The statuses under which services that this module does not know answer with a code. */
  private Set<Integer> elsewhere(String code) {
    Set<Integer> statuses = new TreeSet<>();
    var declared = Pattern.compile("\\b" + code + "\\(\\s*HttpStatus\\.([A-Z_]+)");
    for (Path file : repository.product("")) {
      if (file.toString().contains("Problem")) {
        declared
            .matcher(Repository.read(file))
            .results()
            .forEach(match -> statuses.add(HttpStatus.valueOf(match.group(1)).value()));
      }
    }
    return statuses;
  }

  @Test
  void eachConstantThatIsCalledALimitStandsThere() {
    Set<String> named = new TreeSet<>();
    rows().forEach(row -> named.addAll(row.named()));
    Set<String> declared = new TreeSet<>();
    for (String part : PARTS) {
      for (Path file : repository.product(part)) {
        String type = file.getFileName().toString().replace(".java", "");
        if (!MEASURING.contains(type)) {
          LIMIT
              .matcher(Repository.read(file))
              .results()
              .forEach(match -> declared.add(type + "." + match.group(1)));
        }
      }
    }
    assertThat(declared).hasSizeGreaterThan(60);
    declared.removeIf(constant ->
        named.stream().anyMatch(name -> name.equals(constant) || isNested(name, constant)));
    assertThat(declared).as("constants that infra/docs/limits.md does not name").isEmpty();
  }

  /** {@code Type.Nested.CONSTANT} names what the file of {@code Type} declares. */
  private static boolean isNested(String name, String constant) {
    String[] parts = name.split("\\.", -1);
    return parts.length == 3 && constant.equals(parts[0] + "." + parts[2]);
  }

  @Test
  void eachRefusalOfANodeThatPassesStandsThere() {
    String page = Repository.read(PAGE);
    for (NodeProblem problem : NodeProblem.values()) {
      if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE
          || problem.status() == HttpStatus.TOO_MANY_REQUESTS
          || problem.status() == HttpStatus.CONTENT_TOO_LARGE) {
        assertThat(page).contains(problem.status().value() + " `" + problem.name() + "`");
      }
    }
  }
}
