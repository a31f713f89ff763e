package org.yipiao.acceptance.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every {@code yipiao.*} property of every part, as one Markdown table, and what an operator gives
 * besides. The source of the properties is the configuration metadata that Spring Boot's annotation
 * processor writes beside the classes.
 */
public final class SettingsTable {

  /** Where the table lies, from the root of the repository. */
  public static final String LOCATION = "infra/docs/settings.md";

  /** The modules with settings, in the order of the page. */
  static final List<String> PARTS =
      List.of(
          "infra/platform/web",
          "infra/authorization-server",
          "infra/sandbox",
          "ledger-node/server",
          "invoice-service/server",
          "claims-service/server",
          "hospital-gateway",
          "mobile-bff");

  private static final String METADATA =
      "target/classes/META-INF/spring-configuration-metadata.json";

  /** Where the processor describes types that bear {@code @ConfigurationPropertiesSource}. */
  private static final String METADATA_OF_TYPES =
      "target/classes/META-INF/spring/configuration-metadata";

  private static final Pattern LIST_OF_OURS =
      Pattern.compile("java\\.util\\.List<(org\\.yipiao\\.[\\w.$]+)>");

  private record Setting(String name, String type, String defaultValue, String description) {}

  private SettingsTable() {}

  /** Writes the table. Argument: the root of the repository, with all modules compiled. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    Files.writeString(root.resolve(LOCATION), render(root));
  }

  /**
   * The table as it must stand in the repository.
   *
   * @throws IllegalStateException when a part is not compiled, or has lost its metadata
   */
  public static String render(Path root) throws IOException {
    StringBuilder page = new StringBuilder();
    page.append("# Settings\n\nMade from the code; do not edit. Every setting can be given as a ")
        .append("property, or as an environment variable\n(upper case, `.` and `-` become `_`). ")
        .append("`[]` stands for a place in a list; the first is `[0]`.\n");
    for (Map.Entry<String, List<Setting>> part : settings(root).entrySet()) {
      page.append("\n## ").append(part.getKey()).append("\n\n");
      page.append("| Setting | Type | Default | Meaning |\n|---|---|---|---|\n");
      for (Setting setting : part.getValue()) {
        page.append("| `").append(setting.name()).append("` | ").append(setting.type());
        page.append(" | ").append(setting.defaultValue());
        page.append(" | ").append(setting.description()).append(" |\n");
      }
    }
    return page.append(StandardSettings.render(root)).toString();
  }

  private static Map<String, List<Setting>> settings(Path root) throws IOException {
    Map<String, List<Setting>> byPart = new LinkedHashMap<>();
    for (String part : PARTS) {
      Path module = root.resolve(part);
      if (!Files.exists(module.resolve(METADATA))) {
        throw new IllegalStateException(part + " has no " + METADATA + ": compile it first");
      }
      byPart.put(part, read(module));
    }
    return byPart;
  }

  private static List<Setting> read(Path module) throws IOException {
    List<Setting> settings = new ArrayList<>();
    for (JsonNode property : properties(module.resolve(METADATA))) {
      String name = property.path("name").asString();
      if (name.startsWith("yipiao.")) {
        add(module, name, property, settings);
      }
    }
    settings.sort(Comparator.comparing(Setting::name));
    return settings;
  }

  /** Adds a setting and, of a list of records, those of its elements. */
  private static void add(Path module, String name, JsonNode property, List<Setting> settings)
      throws IOException {
    String type = property.path("type").asString("");
    settings.add(
        new Setting(
            name,
            simpleType(type),
            property.has("defaultValue") ? code(property.path("defaultValue")) : "",
            cell(property.path("description").asString(""))));
    Matcher list = LIST_OF_OURS.matcher(type);
    if (list.matches()) {
      for (JsonNode inner : ofElements(module, String.valueOf(list.group(1)))) {
        add(module, name + "[]." + inner.path("name").asString(), inner, settings);
      }
    }
  }

  /** The processor follows a property into a nested record, but not into the records of a list. */
  private static JsonNode ofElements(Path module, String type) throws IOException {
    Path metadata = module.resolve(METADATA_OF_TYPES).resolve(type + ".json");
    if (!Files.exists(metadata)) {
      throw new IllegalStateException(
          type + " is not described: it needs @ConfigurationPropertiesSource");
    }
    return properties(metadata);
  }

  private static JsonNode properties(Path metadata) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(metadata)).path("properties");
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
