package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An alarm of a ledger node.
 *
 * @param page where the runbook says what to do
 */
record Alert(String name, String expression, String page) {

  static final Path FILE =
      Path.of(System.getProperty("yipiao.root", "../.."), "infra/observability/alerts.yml");

  /** All of them, each with all that an alarm has. */
  static List<Alert> all() throws IOException {
    List<Alert> alerts = new ArrayList<>();
    Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FILE));
    JsonNode file = JsonMapper.shared().valueToTree(read);
    for (JsonNode group : file.path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        assertThat(rule.propertyNames())
            .containsExactlyInAnyOrder("alert", "expr", "for", "labels", "annotations");
        assertThat(rule.path("for").asString()).matches("[0-9]+[sm]");
        assertThat(rule.at("/labels/severity").asString()).isIn("page", "ticket", "info");
        assertThat(rule.at("/annotations/summary").asString()).isNotBlank();
        alerts.add(
            new Alert(
                rule.path("alert").asString(),
                rule.path("expr").asString(),
                rule.at("/annotations/runbook").asString()));
      }
    }
    return alerts;
  }
}
