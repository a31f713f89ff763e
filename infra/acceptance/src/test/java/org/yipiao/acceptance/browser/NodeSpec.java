package org.yipiao.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A spec of the pages, run by Node in a process of its own. It is told where everything is in a
 * file, and tells in another what it has found.
 */
final class NodeSpec {

  private static final Path REPOSITORY =
      Path.of(System.getProperty("yipiao.root", "../..")).toAbsolutePath().normalize();
  private static final Path PAGES = REPOSITORY.resolve("mobile-bff/app");
  private static final Path UNPACKED = REPOSITORY.resolve(".yipiao/browser");
  private static final Duration AT_MOST = Duration.ofMinutes(2);

  private final Path folder;
  private final Map<String, Object> addresses;

  /**
   * @param folder for what specs are told and tell
   * @param addresses what every spec is told
   */
  NodeSpec(Path folder, Map<String, Object> addresses) {
    this.folder = folder;
    this.addresses = new LinkedHashMap<>(addresses);
  }

  /** Runs a spec, which has to hold; what it says is shown, and its findings are returned. */
  JsonNode run(String name, Map<String, Object> told) throws IOException, InterruptedException {
    Path input = folder.resolve(name + ".json");
    Path output = folder.resolve(name + ".found.json");
    Path said = folder.resolve(name + ".log");
    Map<String, Object> all = new LinkedHashMap<>(addresses);
    all.putAll(told);
    all.put("found", output.toString());
    all.put("pictures", Files.createDirectories(screenshots()).toString());
    Files.writeString(input, JsonMapper.shared().writeValueAsString(all));
    var builder = new ProcessBuilder("node", "browser/specs/" + name + ".mjs", input.toString());
    builder.directory(PAGES.toFile()).redirectErrorStream(true).redirectOutput(said.toFile());
    // What the browser unpacks stays in the clone, as everything does.
    builder.environment().put("TMPDIR", Files.createDirectories(UNPACKED).toString());
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
      String text = Files.readString(said);
      System.out.println(text.strip());
      assertThat(ended).as("%s did not end within %s: %s", name, AT_MOST, text).isTrue();
      assertThat(process.exitValue()).as("%s: %s", name, text).isZero();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return JsonMapper.shared().readTree(Files.readString(output));
  }

  private static Path screenshots() {
    return Path.of("target/screenshots").toAbsolutePath();
  }
}
