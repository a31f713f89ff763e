package org.yipiao.platform.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes the tables that services make by their own migrations. */
public final class PlatformTables {

  private PlatformTables() {}

  public static void create(JdbcClient jdbc) {
    try {
      var files =
          new PathMatchingResourcePatternResolver().getResources("classpath:db/platform/*.sql");
      Stream.of(files)
          .sorted(Comparator.comparing(file -> String.valueOf(file.getFilename())))
          .forEachOrdered(file -> run(file, jdbc));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(Resource file, JdbcClient jdbc) {
    try {
      var sql = file.getContentAsString(StandardCharsets.UTF_8);
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
