package org.yipiao.embedded;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A server of the MySQL protocol and an account that may make databases and users on it.
 *
 * @param host name or address
 * @param port TCP port
 * @param administrator account that may create databases and users
 * @param password its password, perhaps empty
 */
public record MySqlAccess(String host, int port, String administrator, String password) {

  private static final String CONNECT_MILLIS = "5000";
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final String OPTIONS =
      "?sslMode=PREFERRED&allowPublicKeyRetrieval=true&rewriteBatchedStatements=true"
          + "&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true&characterEncoding=UTF-8";

  /**
   * Reads {@code jdbc:mysql://host:port/?user=…&password=…}.
   *
   * @throws IllegalArgumentException when it names no host or no user
   */
  public static MySqlAccess parse(String url) {
    if (!url.startsWith("jdbc:mysql://")) {
      throw ServerVariable.YIPIAO_MYSQL_URL.misread();
    }
    URI uri = URI.create(url.substring("jdbc:".length()));
    Map<String, String> parameters = new HashMap<>();
    if (uri.getQuery() != null) {
      for (String pair : uri.getQuery().split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
      }
    }
    String user = parameters.get("user");
    if (uri.getHost() == null || user == null) {
      throw new IllegalArgumentException(
          ServerVariable.YIPIAO_MYSQL_URL + " must name a host and a user");
    }
    return new MySqlAccess(
        uri.getHost(),
        uri.getPort() < 0 ? 3306 : uri.getPort(),
        user,
        parameters.getOrDefault("password", ""));
  }

  /** JDBC URL of a database, without credentials. */
  public String jdbcUrl(String database) {
    return "jdbc:mysql://" + host + ":" + port + "/" + database + OPTIONS;
  }

  /** Access to a database by its own account. */
  public DatabaseAccess access(DatabaseAccount account) {
    return new DatabaseAccess(jdbcUrl(account.name()), account.name(), account.password());
  }

  /** Makes the database and its account if missing, sets the password, and gives the access. */
  public DatabaseAccess create(DatabaseAccount account) {
    return create(account, ANSWER);
  }

  /**
   * @param answer how long each answer is waited for
   */
  DatabaseAccess create(DatabaseAccount account, Duration answer) {
    execute("make", account, statementsFor(account, usersHost()), answer);
    return access(account);
  }

  /** Removes the database with all that is in it, and its account. */
  public void drop(DatabaseAccount account) {
    execute(
        "remove",
        account,
        List.of(
            "DROP DATABASE IF EXISTS `%s`".formatted(account.name()),
            "DROP USER IF EXISTS '%s'@'%s'".formatted(account.name(), usersHost())),
        ANSWER);
  }

  private void execute(
      String what, DatabaseAccount account, List<String> statements, Duration answer) {
    try (Connection connection = connect(answer);
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(
          "cannot %s the database %s at %s:%d: %s"
              .formatted(what, account.name(), host, port, firstLine(failure)),
          failure);
    }
  }

  private String usersHost() {
    return isLoopback() ? "127.0.0.1" : "%";
  }

  /** A connection of the administrator, to no database. */
  public Connection connect() throws SQLException {
    return connect(ANSWER);
  }

  private Connection connect(Duration answer) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", administrator);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", CONNECT_MILLIS);
    // A server that accepts the connection and then says nothing would be waited for without end.
    properties.setProperty("socketTimeout", Long.toString(answer.toMillis()));
    return DriverManager.getConnection(jdbcUrl(""), properties);
  }

  boolean answers() {
    if (isLoopback() && !Ports.accepts(port)) {
      return false;
    }
    try (Connection connection = connect()) {
      return connection.isValid(2);
    } catch (SQLException notYet) {
      return false;
    }
  }

  static List<String> statementsFor(DatabaseAccount account, String from) {
    String name = account.name();
    String user = "'%s'@'%s'".formatted(name, from);
    return List.of(
        "CREATE DATABASE IF NOT EXISTS `%s` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
            .formatted(name),
        "CREATE USER IF NOT EXISTS " + user,
        "ALTER USER %s IDENTIFIED BY '%s'".formatted(user, account.password()),
        "GRANT ALL PRIVILEGES ON `%s`.* TO %s".formatted(name.replace("_", "\\_"), user));
  }

  /** The driver's message goes on with advice and an empty cause. */
  private static String firstLine(SQLException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
  }

  private boolean isLoopback() {
    return host.equals("127.0.0.1");
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return administrator + " at " + host + ":" + port;
  }
}
