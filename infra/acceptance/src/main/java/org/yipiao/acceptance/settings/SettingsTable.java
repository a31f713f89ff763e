package org.yipiao.acceptance.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every {@code yipiao.*} property of every part, as one Markdown table. The source is the
 * configuration metadata that Spring Boot's annotation processor writes beside the classes.
 */
public final class SettingsTable {

  /** Where the table lies, from the root of the repository. */
  public static final String LOCATION = "infra/docs/settings.md";

  private static final String METADATA =
      "target/classes/META-INF/spring-configuration-metadata.json";

  private record Setting(String name, String type, String defaultValue, String description) {}

  private SettingsTable() {}

  /** Writes the table. Argument: the root of the repository, with all modules compiled. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    Files.writeString(root.resolve(LOCATION), render(root));
  }

  /** The table as it must stand in the repository. */
  public static String render(Path root) throws IOException {
    StringBuilder page = new StringBuilder();
    page.append("# Settings\n\nMade from the code; do not edit. Every setting can be given as a ")
        .append("property, or as an environment variable\n(upper case, `.` and `-` become `_`).\n");
    for (Map.Entry<String, List<Setting>> part : settings(root).entrySet()) {
      page.append("\n## ").append(part.getKey()).append("\n\n");
      page.append("| Setting | Type | Default | Meaning |\n|---|---|---|---|\n");
      for (Setting setting : part.getValue()) {
        page.append("| `").append(setting.name()).append("` | ").append(setting.type());
        page.append(" | ").append(setting.defaultValue());
        page.append(" | ").append(setting.description()).append(" |\n");
      }
    }
    return page.toString();
  }

  private static Map<String, List<Setting>> settings(Path root) throws IOException {
    Map<String, List<Setting>> byPart = new LinkedHashMap<>();
    for (String part :
        List.of(
            "infra/platform/web",
            "infra/authorization-server",
            "infra/sandbox",
            "ledger-node/server",
            "invoice-service/server",
            "claims-service/server",
            "hospital-gateway")) {
      Path metadata = root.resolve(part).resolve(METADATA);
      if (Files.exists(metadata)) {
        byPart.put(part, read(metadata));
      }
    }
    return byPart;
  }

  private static List<Setting> read(Path metadata) throws IOException {
    JsonNode properties =
        JsonMapper.shared().readTree(Files.readString(metadata)).path("properties");
    List<Setting> settings = new ArrayList<>();
    for (JsonNode property : properties) {
      String name = property.path("name").asString();
      if (name.startsWith("yipiao.")) {
        settings.add(
            new Setting(
                name,
                simpleType(property.path("type").asString("")),
                property.has("defaultValue") ? code(property.path("defaultValue")) : "",
                cell(property.path("description").asString(""))));
      }
    }
    settings.sort(Comparator.comparing(Setting::name));
    return settings;
  }

  private static String code(JsonNode value) {
    String text = value.isArray() ? value.toString() : value.asString();
    return text.isEmpty() ? "" : "`" + cell(text) + "`";
  }

  private static String simpleType(String type) {
    return cell(type.replaceAll("\\b(?:[a-z][a-z0-9]*\\.)+", "").replace('$', '.'));
  }

  private static String cell(String text) {
    return text.replaceAll("\\{@(?:code|link|linkplain)\\s+([^}]*)}", "`$1`")
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replaceAll("\\s+", " ")
        .trim();
  }
}
