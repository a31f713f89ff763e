package org.yipiao.quickstart.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.embedded.DatabaseAccess;
import org.yipiao.embedded.DatabaseAccount;
import org.yipiao.embedded.ExternalServers;
import org.yipiao.embedded.MySqlAccess;
import org.yipiao.embedded.shared.SharedTestServers;

/** Two data directories on one MySQL server of somebody else's. */
class DatabasesIT {

  private final MySqlAccess mysql = SharedTestServers.get().mysql();
  private final ExternalServers external =
      new ExternalServers(Optional.of(mysql), Optional.empty(), Optional.empty());
  @TempDir private Path directory;

  @Test
  void keepsEachDataDirectorysDatabasesApartAndRemovesItsOwnAlone() throws SQLException {
    Path up = directory.resolve("up");
    Path demo = directory.resolve("demo");
    var ofUp = Databases.in(up, external);
    var ofDemo = Databases.in(demo, external);
    assertThat(ofDemo.keySet()).containsExactlyInAnyOrder("invoice", "claims");
    assertThat(ofDemo.values()).doesNotContainAnyElementsOf(ofUp.values());
    assertThat(Databases.in(up, external)).as("at its next start").isEqualTo(ofUp);
    try {
      ofUp.values().forEach(mysql::create);
      ofDemo.values().forEach(mysql::create);

      Databases.drop(demo, external);

      for (DatabaseAccount kept : ofUp.values()) {
        connect(mysql.access(kept));
      }
      for (DatabaseAccount removed : ofDemo.values()) {
        assertThatThrownBy(() -> connect(mysql.access(removed))).isInstanceOf(SQLException.class);
      }
    } finally {
      Databases.drop(up, external);
    }
  }

  @Test
  void namesThemPlainlyOnTheServerThatItStarts() {
    assertThat(Databases.in(directory, ExternalServers.none()).values())
        .extracting(DatabaseAccount::name)
        .containsExactlyInAnyOrder("invoice", "claims");
  }

  private static void connect(DatabaseAccess access) throws SQLException {
    DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password()).close();
  }
}
