package org.yipiao.quickstart.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Item price tables, judged by the gateway's own program before anything is started. */
public final class GatewayItems {

  private static final String CHECK = "org.yipiao.gateway.item.ItemTableCheck";

  private GatewayItems() {}

  /**
   * What is wrong with a table: file, line, column, value and reason; empty when a gateway takes
   * it.
   *
   * @param root the clone
   */
  public static Optional<String> fault(Path root, Path items) {
    ApplicationImage gateway = new ApplicationImages(root).of(ServiceParts.GATEWAY);
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin/java").toString(),
                  "-Xmx256m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  gateway.classPath(),
                  CHECK,
                  items.toString())
              .redirectErrorStream(true)
              .start();
      try (var output = process.getInputStream()) {
        String said = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? Optional.empty() : Optional.of(said);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot check " + items, failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while checking " + items, interrupted);
    }
  }
}
