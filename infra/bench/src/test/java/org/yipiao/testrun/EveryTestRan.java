package org.yipiao.testrun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the compiled test classes of all modules with the reports of this Maven run: each class
 * with test methods has run, and nothing in it was skipped.
 *
 * <p>Left out are classes whose tests all carry an excluded tag, and classes whose source is gone.
 */
public final class EveryTestRan {

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern TESTS = Pattern.compile("<testsuite[^>]* tests=\"(\\d+)\"");
  private static final Pattern SKIPPED = Pattern.compile("<testsuite[^>]* skipped=\"(\\d+)\"");

  private final Instant started;
  private final String excludedTag;

  EveryTestRan(Instant started, String excludedTag) {
    this.started = started;
    this.excludedTag = excludedTag;
  }

  /** Arguments: the root, the start of the Maven run as an instant, the excluded tag if any. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    var check =
        new EveryTestRan(Instant.parse(arguments[1]), arguments.length > 2 ? arguments[2] : "");
    List<String> faults = check.faults(root);
    if (faults.isEmpty()) {
      System.out.println("Every class with tests ran, and nothing was skipped.");
    } else {
      faults.forEach(System.err::println);
      System.exit(1);
    }
  }

  /** What was not run or skipped, one line each. */
  List<String> faults(Path root) throws IOException {
    var faults = new ArrayList<String>();
    Matcher modules = MODULE.matcher(Files.readString(root.resolve("pom.xml")));
    while (modules.find()) {
      Path module = root.resolve(modules.group(1));
      Path classes = module.resolve("target/test-classes");
      if (Files.isDirectory(classes)) {
        try (var files = Files.walk(classes)) {
          for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
            fault(module, file).ifPresent(faults::add);
          }
        }
      }
    }
    return faults;
  }

  private Optional<String> fault(Path module, Path file) throws IOException {
    TestClass test = TestClass.read(file);
    if (!test.mustRun(excludedTag) || !Files.exists(source(module, test))) {
      return Optional.empty();
    }
    Path report = module.resolve("target/surefire-reports/TEST-" + test.name() + ".xml");
    if (!Files.exists(report)
        || Files.getLastModifiedTime(report).toInstant().isBefore(started.minusSeconds(1))) {
      return Optional.of(test.name() + " has tests and was not run");
    }
    String text = Files.readString(report);
    if (number(TESTS, text) == 0) {
      return Optional.of(test.name() + " has tests and none was run");
    }
    return number(SKIPPED, text) == 0
        ? Optional.empty()
        : Optional.of(test.name() + " has skipped tests");
  }

  private static Path source(Path module, TestClass test) {
    String outer = test.name().replaceFirst("\\$.*$", "").replace('.', '/');
    return Objects.requireNonNull(module).resolve("src/test/java").resolve(outer + ".java");
  }

  private static int number(Pattern pattern, String report) {
    Matcher matcher = pattern.matcher(report);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }
}
