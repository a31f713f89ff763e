package org.yipiao.acceptance.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yipiao.embedded.MySqlAccess;
import org.yipiao.embedded.ServerVariable;
import org.yipiao.quickstart.parts.Consortium;
import org.yipiao.quickstart.parts.PublicUrl;

/** What an operator gives besides our own settings: keys of Spring Boot, and the environment. */
final class StandardSettings {

  private static final String ALL = "all";
  private static final String WITH_DATABASE = "invoice-service/server, claims-service/server";
  private static final Pattern PORT = Pattern.compile("(?m)^server:\\R {2}port: ([0-9]+)$");

  /** Of a service whose application file names none. */
  private static final String SPRINGS_PORT = "8080";

  private record Key(String name, String services, String defaultValue, String meaning) {}

  private record Variable(String name, String form, String meaning) {}

  private StandardSettings() {}

  /** Two sections of the page. */
  static String render(Path root) throws IOException {
    StringBuilder page = new StringBuilder();
    page.append("\n## Keys of Spring Boot\n\nWhat each service has to be told besides. All other ")
        .append("keys of Spring Boot work too.\n\n")
        .append("| Setting | Services | Default | Meaning |\n|---|---|---|---|\n");
    for (Key key : keys(root)) {
      page.append("| `").append(key.name()).append("` | ").append(key.services());
      page.append(" | ").append(key.defaultValue());
      page.append(" | ").append(key.meaning()).append(" |\n");
    }
    page.append("\n## Environment of `yipiao`\n\nWhat the command itself reads. None is required.")
        .append("\n\n| Variable | Value | Meaning |\n|---|---|---|\n");
    for (Variable variable : variables()) {
      page.append("| `").append(variable.name()).append("` | ").append(variable.form());
      page.append(" | ").append(variable.meaning()).append(" |\n");
    }
    return page.toString();
  }

  private static List<Key> keys(Path root) throws IOException {
    String example = new MySqlAccess("host", 3306, "", "").jdbcUrl("database");
    return List.of(
        new Key("server.address", ALL, "`127.0.0.1`", "the interface that it answers on"),
        new Key("server.port", ALL, ports(root), "the port that it answers on"),
        new Key(
            "server.shutdown",
            ALL,
            "`graceful`",
            "what is under way is answered before the process ends"),
        new Key(
            "spring.lifecycle.timeout-per-shutdown-phase", ALL, "`10s`", "how long that may take"),
        new Key(
            "logging.structured.format.console",
            ALL,
            "",
            "`ecs`: each line of the log is a JSON object with fields of the Elastic Common Schema;"
                + " without it lines are text"),
        new Key(
            "spring.datasource.url",
            WITH_DATABASE,
            "",
            "required: its own database of MySQL 8 or MariaDB 10.11, such as `"
                + example
                + "` on the same machine; across a network take `sslMode=VERIFY_IDENTITY` and leave"
                + " `allowPublicKeyRetrieval` out, or whoever stands between reads all of it;"
                + " times are kept in UTC, so the options about time zones are needed"),
        new Key(
            "spring.datasource.username",
            WITH_DATABASE,
            "",
            "required: an account that may make and change the tables of that database"),
        new Key("spring.datasource.password", WITH_DATABASE, "", "required: its password"),
        new Key(
            "spring.kafka.bootstrap-servers",
            WITH_DATABASE + ", mobile-bff",
            "`localhost:9092`",
            "host:port, comma-separated: where its events go, and where the pages' backend hears of"
                + " them"));
  }

  /** The port of each service, from its application file. */
  private static String ports(Path root) throws IOException {
    List<String> ports = new ArrayList<>();
    for (String part : SettingsTable.PARTS) {
      Path resources = root.resolve(part).resolve("src/main/resources");
      List<Path> files =
          Stream.of("application.yml", "application.yaml")
              .map(resources::resolve)
              .filter(Files::exists)
              .toList();
      for (Path file : files) {
        Matcher port = PORT.matcher(Files.readString(file));
        ports.add("`" + (port.find() ? port.group(1) : SPRINGS_PORT) + "` " + part);
      }
    }
    return String.join(", ", ports);
  }

  private static List<Variable> variables() {
    List<Variable> variables = new ArrayList<>();
    for (ServerVariable server : ServerVariable.values()) {
      variables.add(new Variable(server.name(), "`" + server.form() + "`", server.meaning()));
    }
    variables.add(
        new Variable(
            PublicUrl.VARIABLE,
            "`" + PublicUrl.FORM + "`",
            "`demo` and `up`: the origin that browsers call, where a proxy stands before the public"
                + " door; also the issuer of all tokens. Without it the door's own address; plain"
                + " `http` for this machine alone"));
    variables.add(
        new Variable(
            Consortium.SUITE,
            "`INTL` or `GM`",
            "`demo` and `up`, when they found a consortium: how members sign, ECDSA P-256 or SM2 with"
                + " SM3. Without it `INTL`; a consortium keeps its suite for ever"));
    variables.add(
        new Variable(
            Consortium.POST_QUANTUM,
            "`true` or `false`",
            "`demo` and `up`, when they found a consortium: whether validators get ML-DSA-44 keys and"
                + " cosign for archives once a minute. Without it `true`"));
    variables.add(
        new Variable(
            Consortium.CONTRACT,
            "`1` or `2`",
            "`demo`, `up` and `bench --ledger`, when they found a consortium: the contract's version"
                + " from block 0 on; from 2 on there is a map over the rows, and its root in every"
                + " header. Without it `2`; a consortium that there is keeps its version until a"
                + " quorum activates the next"));
    variables.add(
        new Variable(
            "YIPIAO_LANGUAGE",
            "`en` or `zh-CN`",
            "language of what `verify` and `adjudicate` say and of an item table's faults; without"
                + " it that of the locale"));
    for (String name : List.of("LC_ALL", "LC_MESSAGES", "LANG")) {
      variables.add(
          new Variable(
              name,
              "locale",
              "the first that is set is the locale; one that begins with `zh` asks for Chinese"));
    }
    variables.add(
        new Variable(
            "JAVA_HOME", "folder", "a JDK 25; without it that of the `PATH` is looked at"));
    variables.add(
        new Variable(
            "JAVA25_HOME", "folder", "a JDK 25, looked at next, before those of `/usr/lib/jvm`"));
    variables.add(
        new Variable(
            "HL7_SAMPLES", "folder", "`test`: further HL7 messages, which the gateway must read"));
    variables.add(
        new Variable(
            "YIPIAO_VECTORS", "folder", "`test`: public test vectors of the cryptography"));
    return variables;
  }
}
