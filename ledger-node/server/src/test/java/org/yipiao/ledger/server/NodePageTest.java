package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.yipiao.platform.security.OAuthClientProperties;

/** What the page for operators of a node says to put into its settings. */
class NodePageTest {

  private static final Path DOCS =
      Path.of(System.getProperty("yipiao.root", "../.."), "infra/docs");

  private static String page() throws IOException {
    return Files.readString(DOCS.resolve("running-a-node.md"));
  }

  private static String block(String language) throws IOException {
    var found = Pattern.compile("(?s)```" + language + "\\n(.*?)```").matcher(page());
    assertThat(found.find()).as(language).isTrue();
    return found.group(1);
  }

  private static List<PropertySource<?>> settings() throws IOException {
    var yaml = new ByteArrayResource(block("yaml").getBytes(StandardCharsets.UTF_8));
    return new YamlPropertySourceLoader().load("page", yaml);
  }

  @Test
  void areThoseThatTheNodeHas() throws IOException {
    String table = Files.readString(DOCS.resolve("settings.md"));
    Set<String> unknown = new TreeSet<>();
    for (PropertySource<?> source : settings()) {
      for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
        if (name.startsWith("yipiao.") && !table.contains("| `" + name + "` |")) {
          unknown.add(name);
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void nameAllThatANodeCannotDoWithout() throws IOException {
    var binder = new Binder(ConfigurationPropertySources.from(settings()));
    var node = binder.bind("yipiao.ledger", LedgerNodeProperties.class).get();
    assertThat(node.member()).isEqualTo(5);
    assertThat(node.peers()).hasSize(3).allMatch(peer -> "https".equals(peer.getScheme()));
    assertThat(Path.of(node.directory())).isAbsolute();
    for (String file : List.of(node.genesisFile(), node.trustFile(), node.keysDirectory())) {
      assertThat(file).startsWith("/etc/yipiao-ledger/");
    }
    var client = binder.bind("yipiao.oauth", OAuthClientProperties.class).get();
    assertThat(Objects.requireNonNull(client.keyStorePasswordFile()))
        .contains("transaction.password");
  }

  /** Options of the JVM that the platform gives its nodes, but for the size of the heap. */
  @Test
  void theUnitStartsTheProgramAsThePlatformDoes() throws IOException {
    String start =
        block("ini")
            .lines()
            .filter(line -> line.startsWith("ExecStart="))
            .collect(Collectors.joining());
    assertThat(start)
        .contains(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+ExitOnOutOfMemoryError",
            "-Duser.timezone=UTC",
            "-exec.jar");
  }
}
