package org.yipiao.embedded;

import java.util.Map;
import java.util.Optional;

/**
 * Servers that are used instead of embedded ones.
 *
 * @param mysql server and an account that may create databases and users
 * @param redisUrl {@code redis://[:password@]host:port}
 * @param kafkaBootstrapServers {@code host:port[,host:port]}
 */
public record ExternalServers(
    Optional<MySqlAccess> mysql,
    Optional<String> redisUrl,
    Optional<String> kafkaBootstrapServers) {

  /** None: all three are embedded. */
  public static ExternalServers none() {
    return new ExternalServers(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Those named by {@code YIPIAO_MYSQL_URL} ({@code jdbc:mysql://host:port/?user=…&password=…}),
   * {@code YIPIAO_REDIS_URL} and {@code YIPIAO_KAFKA_BOOTSTRAP}.
   */
  public static ExternalServers of(Map<String, String> environment) {
    return new ExternalServers(
        value(environment, "YIPIAO_MYSQL_URL").map(MySqlAccess::parse),
        value(environment, "YIPIAO_REDIS_URL"),
        value(environment, "YIPIAO_KAFKA_BOOTSTRAP"));
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }
}
