package org.yipiao.acceptance.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.acceptance.installation.BuiltClone.Said;

/**
 * The tracked files of this clone in a place where paths are at their worst, built and run by the
 * script from another such place. Maven finds in its repository what the build of this clone needed
 * and asks nobody.
 */
@Tag("long")
class CopiedCloneIT {

  private static final Path REPOSITORY =
      Path.of(System.getProperty("yipiao.root", "../..")).toAbsolutePath().normalize();
  private static final Path GOLDEN =
      REPOSITORY.resolve("invoice-service/document/src/test/resources/golden");
  private static final String BUILDING = "building what is missing or out of date";
  private static final Duration BUILT_WITHIN = Duration.ofMinutes(30);

  @TempDir private Path folder;
  private Path clone = Path.of("");
  private Path caller = Path.of("");
  private Path tools = Path.of("");

  @BeforeEach
  void copyTheClone() throws Exception {
    String deep = "层层叠叠的目录 ".repeat(8).strip();
    clone = folder.resolve("医 票 [1]").resolve(deep).resolve("a (clone)");
    for (String file : tracked()) {
      if (Files.exists(REPOSITORY.resolve(file))) {
        Path copy = clone.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(REPOSITORY.resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    caller = Files.createDirectories(folder.resolve("别处 [else]"));
    Files.copy(GOLDEN.resolve("bundle.json"), caller.resolve("a bundle.json"));
    Files.copy(GOLDEN.resolve("consortium.json"), caller.resolve("可信 [root].json"));
    tools = Files.createDirectories(folder.resolve("tools"));
    Path maven = tools.resolve("mvn");
    Files.writeString(
        maven,
        """
        #!/bin/bash
        PATH=${PATH/"$(dirname "$0"):"/}
        exec mvn -o "$@"
        """);
    assertThat(maven.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void buildsOnceAndRunsWhereverItLies() throws Exception {
    String[] verify = {"verify", "a bundle.json", "--trust", "可信 [root].json"};
    Said first = run(verify);
    assertThat(first.exit()).as(first.text()).isZero();
    assertThat(first.text()).contains(BUILDING).contains("VALID: issued, and final");

    Said second = run(verify);
    assertThat(second.exit()).as(second.text()).isZero();
    assertThat(second.text()).startsWith("VALID: issued, and final");

    assertThat(run("status")).isEqualTo(new Said(1, "not running; start it with ./yipiao up\n"));
    Path sample = clone.resolve("infra/docs/cases/outpatient-fund.json");
    assertThat(run("adjudicate", sample.toString()).exit()).isZero();
  }

  private static List<String> tracked() throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder("git", "-C", REPOSITORY.toString(), "ls-files", "-z")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(git.waitFor()).isZero();
    return Arrays.stream(names.split("\0", -1)).filter(name -> !name.isEmpty()).toList();
  }

  private Said run(String... words) throws IOException, InterruptedException {
    var command = new ArrayList<String>(List.of(clone.resolve("yipiao").toString()));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).directory(caller.toFile());
    builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Path output = folder.resolve("output.txt");
    Process script = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      assertThat(script.waitFor(BUILT_WITHIN.toMillis(), TimeUnit.MILLISECONDS))
          .as(Files.readString(output))
          .isTrue();
      return new Said(script.exitValue(), Files.readString(output));
    } finally {
      script.destroy();
    }
  }
}
