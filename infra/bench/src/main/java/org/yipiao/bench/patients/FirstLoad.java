package org.yipiao.bench.patients;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The app in a real browser on a slow phone; see {@code mobile-bff/app/browser/first-load.mjs}. */
final class FirstLoad {

  private static final long MOST_SECONDS = 120;
  private static final int MOST_BYTES = 1 << 20;

  private final Path app;

  /**
   * @param root the clone
   */
  FirstLoad(Path root) {
    this.app = root.resolve("mobile-bff/app");
  }

  /** What the browser measured, by name. */
  Map<String, Object> run(String address) throws IOException, InterruptedException {
    Process node =
        new ProcessBuilder(List.of("node", "browser/first-load.mjs", address))
            .directory(app.toFile())
            .redirectErrorStream(true)
            .start();
    String said =
        new String(node.getInputStream().readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
    if (!node.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || node.exitValue() != 0) {
      node.destroyForcibly();
      throw new IOException("the browser measured nothing: " + said);
    }
    try {
      return JsonMapper.shared().readValue(said, new TypeReference<Map<String, Object>>() {});
    } catch (JacksonException unreadable) {
      throw new IOException("the browser said something else: " + said, unreadable);
    }
  }
}
