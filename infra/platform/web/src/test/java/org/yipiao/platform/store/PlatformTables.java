package org.yipiao.platform.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes the tables that services make by their own migrations. */
public final class PlatformTables {

  private PlatformTables() {}

  public static void create(JdbcClient jdbc) {
    try (var file =
        PlatformTables.class.getResourceAsStream("/db/platform/V0__platform_tables.sql")) {
      var sql = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      for (var statement : sql.replaceAll("(?m)^--.*$", "").split(";", -1)) {
        if (!statement.isBlank()) {
          jdbc.sql(statement).update();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
