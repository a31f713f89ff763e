package org.yipiao.embedded.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.yipiao.embedded.DatabaseAccess;
import org.yipiao.embedded.DatabaseAccount;
import org.yipiao.embedded.Directories;
import org.yipiao.embedded.EmbeddedServers;
import org.yipiao.embedded.ExternalServers;
import org.yipiao.embedded.MySqlAccess;
import org.yipiao.embedded.Secrets;
import org.yipiao.embedded.ServerBinaries;
import org.yipiao.embedded.process.Guardian;

/**
 * One MariaDB, Redis and Kafka for all tests of one Maven run.
 *
 * <p>The first test JVM that asks starts them, the following ones, of other modules too, find them.
 * They end, and their data is removed, when Maven ends. {@code YIPIAO_MYSQL_URL}, {@code
 * YIPIAO_REDIS_URL} and {@code YIPIAO_KAFKA_BOOTSTRAP} name servers to use instead.
 */
public final class SharedTestServers {

  private static final int GRACE_SECONDS = 10;
  private static @Nullable SharedTestServers found;

  private final MySqlAccess mysql;
  private final String redisUrl;
  private final String kafkaBootstrapServers;

  private SharedTestServers(MySqlAccess mysql, String redisUrl, String kafkaBootstrapServers) {
    this.mysql = mysql;
    this.redisUrl = redisUrl;
    this.kafkaBootstrapServers = kafkaBootstrapServers;
  }

  /** The servers of this Maven run, started if need be. */
  public static synchronized SharedTestServers get() {
    SharedTestServers servers = found;
    if (servers == null) {
      MavenRun run = MavenRun.current();
      servers = run.exclusively(() -> findOrStart(run));
      found = servers;
    }
    return servers;
  }

  /**
   * A new empty database with an account that can use it alone.
   *
   * @param purpose 1 to 20 of a-z, 0-9 and underscore; the name begins with it
   */
  public DatabaseAccess freshDatabase(String purpose) {
    String name = purpose + "_" + Secrets.random().substring(0, 10);
    return mysql.create(new DatabaseAccount(name, Secrets.random()));
  }

  /** The server of the MySQL protocol with its administrator. */
  public MySqlAccess mysql() {
    return mysql;
  }

  /** {@code redis://[:password@]host:port}. */
  public String redisUrl() {
    return redisUrl;
  }

  /** Kafka's {@code host:port}; topics are made at their first use. */
  public String kafkaBootstrapServers() {
    return kafkaBootstrapServers;
  }

  private static Path directory(MavenRun run) {
    return run.directory("servers");
  }

  private static SharedTestServers findOrStart(MavenRun run) {
    Path description = directory(run).resolve("servers.properties");
    return Files.exists(description) ? read(description) : start(run, description);
  }

  private static SharedTestServers start(MavenRun run, Path description) {
    Guardian guardian =
        Guardian.withScratch(
            run.process(), directory(run).resolve("guardian"), GRACE_SECONDS, directory(run));
    var servers =
        EmbeddedServers.start(
            new EmbeddedServers.Config(
                guardian,
                ServerBinaries.ofClone(run.root()),
                directory(run).resolve("data"),
                directory(run).resolve("logs"),
                0,
                0,
                0,
                List.of(),
                ExternalServers.of(System.getenv())));
    var shared =
        new SharedTestServers(servers.mysql(), servers.redisUrl(), servers.kafkaBootstrapServers());
    Directories.writePrivate(description, shared.describe());
    return shared;
  }

  private String describe() {
    return """
    mysql.host=%s
    mysql.port=%d
    mysql.administrator=%s
    mysql.password=%s
    redis.url=%s
    kafka.bootstrap=%s
    """
        .formatted(
            mysql.host(),
            mysql.port(),
            mysql.administrator(),
            mysql.password(),
            redisUrl,
            kafkaBootstrapServers);
  }

  private static SharedTestServers read(Path description) {
    var values = new Properties();
    try (var reader = Files.newBufferedReader(description)) {
      values.load(reader);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + description, failure);
    }
    return new SharedTestServers(
        new MySqlAccess(
            values.getProperty("mysql.host", ""),
            Integer.parseInt(values.getProperty("mysql.port", "")),
            values.getProperty("mysql.administrator", ""),
            values.getProperty("mysql.password", "")),
        values.getProperty("redis.url", ""),
        values.getProperty("kafka.bootstrap", ""));
  }
}
