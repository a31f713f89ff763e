package org.yipiao.acceptance.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What {@code ./yipiao test} leaves out stands in CONTRIBUTING.md's table, and is run by {@code
 * .ci/run} unless the table says why not.
 */
class LongTestsTableTest {

  private static final Path ROOT = Path.of(System.getProperty("yipiao.root"));
  private static final Set<String> PASSED_OVER =
      Set.of("target", "node_modules", ".git", ".yipiao");
  private static final String TABLE = "| | what | on two cores |";
  private static final String TAG = "@Tag(\"long\")";

  private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w*)`");
  private static final Pattern CHOSEN = Pattern.compile("-Dtest=([\\w,]+)");

  /** How a row ends: what {@code .ci/run} runs, and the reason of what it does not. */
  private static final Pattern IN_RUN = Pattern.compile("\\bin `\\.ci/run`");

  private static final Pattern LEFT_OUT = Pattern.compile("; not in `\\.ci/run`: \\w.+");

  @Test
  void everyClassWithLongTestsHasOneRowAndEveryRowNamesSuchAClass() throws Exception {
    Set<String> tagged = tagged();
    assertThat(tagged).hasSizeGreaterThan(20);
    List<String> named = rows().stream().flatMap(row -> row.classes().stream()).toList();
    assertThat(named).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(tagged);
  }

  @Test
  void eachIsRunByTheWholeCheckOrTheTableSaysWhyNot() throws Exception {
    Set<String> run = chosenByTheWholeCheck();
    Map<String, String> otherwise = new TreeMap<>();
    for (Row row : rows()) {
      for (String one : row.classes()) {
        boolean leftOut = LEFT_OUT.matcher(row.where()).find();
        boolean said = !leftOut && IN_RUN.matcher(row.where()).find();
        if (said != run.contains(one) || leftOut == run.contains(one)) {
          otherwise.put(one, row.where());
        }
      }
    }
    assertThat(otherwise).isEmpty();
  }

  @Test
  void whatTheWholeCheckNamesIsThere() throws Exception {
    assertThat(tagged()).containsAll(chosenByTheWholeCheck());
  }

  /**
   * A row that names classes.
   *
   * @param where the last column: whether {@code .ci/run} runs them, or how long they take
   */
  private record Row(List<String> classes, String where) {}

  private static List<Row> rows() throws IOException {
    List<Row> rows =
        Files.readAllLines(ROOT.resolve("CONTRIBUTING.md")).stream()
            .dropWhile(line -> !line.equals(TABLE))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> line.split("\\|", -1))
            .map(cells -> new Row(List.copyOf(found(CLASS, cells[1])), cells[3].strip()))
            .filter(row -> !row.classes().isEmpty())
            .toList();
    assertThat(rows).isNotEmpty();
    return rows;
  }

  private static Set<String> chosenByTheWholeCheck() throws IOException {
    Set<String> classes = new TreeSet<>();
    for (String list : found(CHOSEN, Files.readString(ROOT.resolve(".ci/run")))) {
      classes.addAll(Arrays.asList(list.split(",", -1)));
    }
    return classes;
  }

  /** Classes of tests of which all or some have the tag. */
  private static Set<String> tagged() throws IOException {
    Set<String> classes = new TreeSet<>();
    for (Path file : tests()) {
      if (Files.readString(file).lines().anyMatch(line -> line.strip().equals(TAG))) {
        classes.add(String.valueOf(file.getFileName()).replace(".java", ""));
      }
    }
    return classes;
  }

  private static List<Path> tests() throws IOException {
    List<Path> tests = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return PASSED_OVER.contains(String.valueOf(directory.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = ROOT.relativize(file).toString();
            if (path.contains("src/test/java/") && path.endsWith(".java")) {
              tests.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return tests;
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toList());
  }
}
