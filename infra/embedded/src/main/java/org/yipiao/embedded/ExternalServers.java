package org.yipiao.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
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

  private static final int REDIS_PORT = 6379;
  private static final int CONNECT_MILLIS = 5_000;

  /** None: all three are embedded. */
  public static ExternalServers none() {
    return new ExternalServers(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Those named by the environment; see {@link ServerVariable}. */
  public static ExternalServers of(Map<String, String> environment) {
    return new ExternalServers(
        value(environment, ServerVariable.YIPIAO_MYSQL_URL).map(MySqlAccess::parse),
        value(environment, ServerVariable.YIPIAO_REDIS_URL),
        value(environment, ServerVariable.YIPIAO_KAFKA_BOOTSTRAP));
  }

  /**
   * Tries to reach each of them, before anything is started that would wait for it.
   *
   * @throws IllegalStateException naming the variable and the address of one that does not answer
   */
  public void requireReachable() {
    mysql.ifPresent(
        server -> require(ServerVariable.YIPIAO_MYSQL_URL, server.host(), server.port()));
    redisUrl.ifPresent(
        url -> requireAny(ServerVariable.YIPIAO_REDIS_URL, List.of(redisAddress(url))));
    kafkaBootstrapServers.ifPresent(servers ->
        requireAny(ServerVariable.YIPIAO_KAFKA_BOOTSTRAP, List.of(servers.split(",", -1))));
  }

  private static String redisAddress(String url) {
    URI uri = URI.create(url);
    if (uri.getHost() == null) {
      throw ServerVariable.YIPIAO_REDIS_URL.misread();
    }
    return uri.getHost() + ":" + (uri.getPort() < 0 ? REDIS_PORT : uri.getPort());
  }

  private static void requireAny(ServerVariable variable, List<String> addresses) {
    IllegalStateException last = null;
    for (String address : addresses) {
      int colon = address.lastIndexOf(':');
      if (colon < 1 || !address.substring(colon + 1).strip().matches("[0-9]{1,5}")) {
        throw new IllegalArgumentException(variable + " must name host:port, not " + address);
      }
      try {
        require(
            variable,
            address.substring(0, colon).strip(),
            Integer.parseInt(address.substring(colon + 1).strip()));
        return;
      } catch (IllegalStateException unreachable) {
        last = unreachable;
      }
    }
    if (last != null) {
      throw last;
    }
  }

  private static void require(ServerVariable variable, String host, int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
    } catch (IOException unreachable) {
      throw new IllegalStateException(
          "%s: nothing answers at %s:%d: %s"
              .formatted(variable, host, port, unreachable.getMessage()),
          unreachable);
    }
  }

  private static Optional<String> value(Map<String, String> environment, ServerVariable variable) {
    return Optional.ofNullable(environment.get(variable.name())).filter(text -> !text.isBlank());
  }
}
