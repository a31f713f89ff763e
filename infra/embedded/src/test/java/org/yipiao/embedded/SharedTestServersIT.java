package org.yipiao.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.yipiao.embedded.shared.SharedTestServers;

class SharedTestServersIT {

  @Test
  void givesEachCallerADatabaseOfItsOwnThatNoOtherAccountCanRead() throws SQLException {
    SharedTestServers servers = SharedTestServers.get();
    DatabaseAccess first = servers.freshDatabase("first");
    DatabaseAccess second = servers.freshDatabase("second");

    try (var connection =
            DriverManager.getConnection(first.jdbcUrl(), first.user(), first.password());
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (x INT)");
      assertThat(statement.executeUpdate("INSERT INTO t VALUES (1), (2)")).isEqualTo(2);
    }
    assertThatThrownBy(
            () -> DriverManager.getConnection(first.jdbcUrl(), second.user(), second.password()))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("denied");
  }

  @Test
  void isTheSameForEveryCaller() {
    assertThat(SharedTestServers.get()).isSameAs(SharedTestServers.get());
  }
}
