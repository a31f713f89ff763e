package org.yipiao.acceptance.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.embedded.ServerVariable;
import org.yipiao.quickstart.parts.Consortium;
import org.yipiao.quickstart.parts.PublicUrl;

class SettingsTableTest {

  private final Path root = Path.of(System.getProperty("yipiao.root"));

  @Test
  void theTableOfSettingsIsThatOfTheCode() throws Exception {
    assertThat(root.resolve(SettingsTable.LOCATION))
        .as("write it anew: java -cp … %s <root>", SettingsTable.class.getName())
        .content()
        .isEqualTo(SettingsTable.render(root));
  }

  @Test
  void everySettingIsExplained() throws Exception {
    assertThat(SettingsTable.render(root).lines().filter(line -> line.startsWith("| `")))
        .isNotEmpty()
        .noneMatch(line -> line.endsWith("|  |"));
    assertThat(Files.exists(root.resolve("pom.xml"))).isTrue();
  }

  @Test
  void theSettingsOfWhatAListHoldsStandInTheTableToo() throws Exception {
    assertThat(SettingsTable.render(root))
        .contains("| `yipiao.claims.tenants` | List&lt;ClaimsProperties.Tenant> |")
        .contains("| `yipiao.claims.tenants[].bank-account` | String |  | account from which it");
  }

  @Test
  void namesEachStandardKeyThatTheLocalPlatformGivesAService() throws Exception {
    String table = SettingsTable.render(root);
    Set<String> given = new TreeSet<>();
    for (String source : List.of("Common", "Door", "Service")) {
      given.addAll(
          found(
              "\"((?:server|spring)\\.[a-z.-]+)\"",
              "infra/quickstart/src/main/java/org/yipiao/quickstart/parts/%sSettings.java"
                  .formatted(source)));
    }
    assertThat(given)
        .contains("server.port", "spring.datasource.url", "spring.kafka.bootstrap-servers")
        .allSatisfy(key -> assertThat(table).contains("\n| `" + key + "` | "));
  }

  @Test
  void theDefaultsOfStandardKeysAreThoseOfTheCode() throws Exception {
    String table = SettingsTable.render(root);
    String defaults =
        Files.readString(
            root.resolve(
                "infra/platform/web/src/main/java/org/yipiao/platform/http/PlatformDefaults.java"));
    for (String key :
        List.of(
            "server.address", "server.shutdown", "spring.lifecycle.timeout-per-shutdown-phase")) {
      var value = Pattern.compile("\"" + Pattern.quote(key) + "\", \"([^\"]+)\"").matcher(defaults);
      assertThat(value.find()).as(key).isTrue();
      assertThat(table).contains("\n| `" + key + "` | all | `" + value.group(1) + "` | ");
    }
    assertThat(table).contains("`8082` invoice-service/server", "`8080` ledger-node/server");
  }

  @Test
  void namesEachVariableOfTheEnvironmentThatTheCommandReads() throws Exception {
    String table = SettingsTable.render(root);
    Set<String> read = found("\\$\\{([A-Z][A-Z0-9_]*):-", "yipiao");
    for (ServerVariable variable : ServerVariable.values()) {
      read.add(variable.name());
    }
    read.add(PublicUrl.VARIABLE);
    read.add(Consortium.SUITE);
    read.add(Consortium.POST_QUANTUM);
    read.add(Consortium.CONTRACT);
    assertThat(read)
        .contains("JAVA_HOME", "JAVA25_HOME", "YIPIAO_MYSQL_URL")
        .allSatisfy(name -> assertThat(table).contains("\n| `" + name + "` | "));
  }

  @Test
  void refusesToWriteATableThatLacksAModule(@TempDir Path nothingCompiled) {
    assertThatThrownBy(() -> SettingsTable.render(nothingCompiled))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("infra/platform/web has no target/classes/");
  }

  /** What the only group of an expression finds in a file of the repository. */
  private Set<String> found(String expression, String file) throws IOException {
    return Pattern.compile(expression)
        .matcher(Files.readString(root.resolve(file)))
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
