package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script in a clone of its own, whose Maven only notes that it was called. */
class ScriptTest {

  private static final Path REPOSITORY =
      Path.of(System.getProperty("yipiao.root", "../..")).toAbsolutePath().normalize();
  private static final String BUILDING = "building what is missing or out of date";
  private static final List<String> COMMANDS =
      List.of(
          "demo",
          "test",
          "up",
          "down",
          "status",
          "logs",
          "doctor",
          "adjudicate",
          "verify",
          "archive",
          "change",
          "validator",
          "follow",
          "fsck",
          "bench");

  @TempDir private Path folder;
  private Path clone = Path.of("");
  private Path tools = Path.of("");
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void makeTheClone() throws IOException {
    clone = Files.createDirectories(folder.resolve("医票 a clone"));
    tools = Files.createDirectories(folder.resolve("tools"));
    Files.copy(REPOSITORY.resolve("yipiao"), clone.resolve("yipiao"));
    Path help = Path.of("infra/cli/src/main/resources/org/yipiao/cli/help");
    Files.createDirectories(clone.resolve(help));
    try (var texts = Files.list(REPOSITORY.resolve(help))) {
      for (Path text : texts.toList()) {
        Files.copy(text, clone.resolve(help).resolve(text.getFileName()));
      }
    }
    Files.writeString(clone.resolve("pom.xml"), "<project/>");
    maven(
        "mkdir -p infra/cli/target && echo jar >infra/cli/target/cli-1-SNAPSHOT.jar && echo >infra/cli/target/classpath");
  }

  @Test
  void helpAndAWrongCommandLineNeedNoBuild() throws Exception {
    assertThat(run("--help").exit()).isZero();
    assertThat(run("up", "--help").text()).startsWith("usage: ./yipiao up");
    assertThat(run().exit()).isEqualTo(2);
    assertThat(run("frobnicate"))
        .isEqualTo(new Said(2, "yipiao: unknown command frobnicate; see ./yipiao --help\n"));
    assertThat(run("status")).isEqualTo(new Said(1, "not running; start it with ./yipiao up\n"));
    assertThat(run("down")).isEqualTo(new Said(0, "not running\n"));
    assertThat(clone.resolve(".yipiao")).doesNotExist();
  }

  @Test
  void everyCommandHasAHelpOfItsOwnThatTheWholeOneNames() throws Exception {
    String all = run("--help").text();
    for (String command : COMMANDS) {
      Said said = run(command, "--help");
      assertThat(said.exit()).as(command).isZero();
      assertThat(said.text()).startsWith("usage: ./yipiao " + command);
      assertThat(all).contains("\n  " + command);
    }
    assertThat(run("frobnicate", "--help").exit()).isEqualTo(2);
    assertThat(clone.resolve(".yipiao")).doesNotExist();
  }

  @Test
  void buildsOnceAndAgainWhenAResourceOrAPomChangesComesOrGoes() throws Exception {
    Path resource = clone.resolve("a/src/main/resources/x.txt");
    Files.createDirectories(resource.getParent());
    Files.writeString(resource, "one");
    assertThat(run("verify").text()).contains(BUILDING);
    assertThat(run("verify").text()).doesNotContain(BUILDING);
    Files.writeString(resource, "two");
    assertThat(run("verify").text()).contains(BUILDING);
    Files.writeString(clone.resolve("pom.xml"), "<project></project>");
    assertThat(run("verify").text()).contains(BUILDING);
    Files.delete(resource);
    assertThat(run("verify").text()).contains(BUILDING);
    Path older = Files.writeString(folder.resolve("older"), "three");
    Files.setLastModifiedTime(older, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    Files.move(older, resource);
    assertThat(run("verify").text()).contains(BUILDING);
    assertThat(run("verify").text()).doesNotContain(BUILDING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mobile-bff/app", "ledger-node/explorer"})
  void buildsAgainWhenThePagesChangeButNotForWhatIsMadeOfThem(String pages) throws Exception {
    Path app = clone.resolve(pages);
    Files.createDirectories(app.resolve("src"));
    Files.writeString(app.resolve("index.html"), "one");
    assertThat(run("verify").text()).contains(BUILDING);
    for (String made : List.of("node_modules/react/index.js", "dist/index.html")) {
      Files.createDirectories(app.resolve(made).getParent());
      Files.writeString(app.resolve(made), "made");
    }
    assertThat(run("verify").text()).doesNotContain(BUILDING);
    Files.writeString(app.resolve("src/app.tsx"), "new");
    assertThat(run("verify").text()).contains(BUILDING);
    Files.writeString(app.resolve("index.html"), "two");
    assertThat(run("verify").text()).contains(BUILDING);
    assertThat(run("verify").text()).doesNotContain(BUILDING);
  }

  @Test
  void makesAnewWhatAnInterruptedBuildWrote() throws Exception {
    Path before = clone.resolve("a/target/before.jar");
    Path cutOff = clone.resolve("a/target/cut-off.jar");
    Files.createDirectories(before.getParent());
    Files.writeString(before, "whole");
    Files.setLastModifiedTime(before, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    maven("echo half >a/target/cut-off.jar; exit 130");
    assertThat(run("verify").exit()).isNotZero();
    assertThat(cutOff).exists();
    maven(
        "ls a/target; mkdir -p infra/cli/target && echo jar >infra/cli/target/cli-1-SNAPSHOT.jar && echo >infra/cli/target/classpath");
    assertThat(run("verify").text()).contains("the last build was interrupted");
    assertThat(cutOff).doesNotExist();
    assertThat(before).exists();
    assertThat(run("verify").text()).doesNotContain(BUILDING);
  }

  @Test
  void aBuildThatFailsNamesItsLogAndADemoStillReports() throws Exception {
    maven("echo '[ERROR] no such symbol'; exit 1");
    Path report = folder.resolve("reports/demo.json");
    Said said = run("demo", "--exit", "--json", report.toString());
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.text())
        .contains("[ERROR] no such symbol")
        .contains("the build failed; log: " + clone.resolve(".yipiao/build/maven.log"));
    assertThat(Files.readString(report))
        .startsWith("{\"validators\":0,")
        .contains("\"failures\":[\"the build failed; log: ")
        .endsWith("],\"appUrl\":null}\n");
  }

  @Test
  void anEarlierReportDoesNotStandForARunThatIsKilledWhileItBuilds() throws Exception {
    Path report = folder.resolve("demo.json");
    Path meanwhile = folder.resolve("meanwhile.json");
    Files.writeString(report, "{\"failures\":[]}");
    maven("cp '%s' '%s'; exit 1".formatted(report, meanwhile));
    assertThat(run("demo", "--json=" + report).exit()).isEqualTo(1);
    assertThat(meanwhile).content().contains("\"failures\":[\"the run did not come to its end\"]");
  }

  @Test
  void withoutMavenItSaysHowToGetIt() throws Exception {
    Files.delete(tools.resolve("mvn"));
    for (String tool : List.of("bash", "readlink", "dirname", "cat", "mkdir")) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/bin").resolve(tool));
    }
    Said said = start(tools.toString(), "demo", "--json", folder.resolve("r.json").toString());
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.text()).contains("Maven 3.8 or later needed").contains("./yipiao doctor");
    assertThat(folder.resolve("r.json")).content().contains("Maven 3.8");
  }

  @Test
  void handsOnTheLanguageOfTheLocaleThatItReplaces() throws Exception {
    maven("echo \"[ERROR] asked for ${YIPIAO_LANGUAGE:-none}\"; exit 1");
    assertThat(localeAsksFor(Map.of("LANG", "zh_CN.UTF-8"))).isEqualTo("zh-CN");
    assertThat(localeAsksFor(Map.of("LANG", "en_US.UTF-8"))).isEqualTo("none");
    assertThat(localeAsksFor(Map.of("LANG", "en_US.UTF-8", "LC_MESSAGES", "zh_CN.UTF-8")))
        .isEqualTo("zh-CN");
    assertThat(localeAsksFor(Map.of("LANG", "zh_CN.UTF-8", "LC_ALL", "C.UTF-8"))).isEqualTo("none");
    assertThat(localeAsksFor(Map.of("LANG", "zh_CN.UTF-8", "YIPIAO_LANGUAGE", "en")))
        .isEqualTo("en");
  }

  private String localeAsksFor(Map<String, String> locale) throws Exception {
    environment.clear();
    List.of("LANG", "LC_MESSAGES", "LC_ALL", "YIPIAO_LANGUAGE")
        .forEach(name -> environment.put(name, locale.getOrDefault(name, "")));
    String text = run("verify").text();
    return text.replaceFirst("(?s).*asked for (\\S+).*", "$1");
  }

  private void maven(String does) throws IOException {
    Path maven = tools.resolve("mvn");
    Files.writeString(maven, "#!/bin/bash\n" + does + "\n");
    assertThat(maven.toFile().setExecutable(true)).isTrue();
  }

  private Said run(String... words) throws Exception {
    return start(tools + ":" + System.getenv("PATH"), words);
  }

  private Said start(String path, String... words) throws Exception {
    var command = new ArrayList<String>(List.of("/bin/bash", clone.resolve("yipiao").toString()));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(Map.of("PATH", path, "JAVA_HOME", System.getProperty("java.home")));
    builder.environment().putAll(environment);
    Process script = builder.start();
    String text = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(script.waitFor(), text);
  }
}
