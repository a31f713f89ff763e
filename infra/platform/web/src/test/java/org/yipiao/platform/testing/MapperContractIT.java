package org.yipiao.platform.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.yipiao.embedded.shared.SharedTestServers;

/** The contract finds what it is there to find. */
class MapperContractIT {

  private static DataSource database;

  @BeforeAll
  static void makeTable() {
    var access = SharedTestServers.get().freshDatabase("mappers");
    database = new DriverManagerDataSource(access.jdbcUrl(), access.user(), access.password());
    JdbcClient.create(database)
        .sql(
            """
            CREATE TABLE thing (
              id BIGINT NOT NULL PRIMARY KEY, owner VARCHAR(40) NOT NULL, name VARCHAR(40) NOT NULL,
              due DATETIME(6) NULL, seal BINARY(32) NOT NULL, open TINYINT NULL,
              KEY by_owner (owner), KEY by_due (due))
            """)
        .update();
  }

  private static void verify(Class<?> mapper) throws SQLException {
    contract(mapper).verify();
  }

  private static MapperContract contract(Class<?> mapper) {
    return MapperContract.of(List.of(mapper), database);
  }

  interface Sound {
    @Select("SELECT name FROM thing WHERE id = #{id}")
    String find(long id);

    @Select(
        """
        <script>
        SELECT name FROM thing WHERE owner = #{owner}
        <if test="name != null">AND name = #{name}</if>
        ORDER BY id LIMIT #{limit}
        </script>
        """)
    List<String> page(
        @Param("owner") String owner,
        @Param("name") @Nullable String name,
        @Param("limit") int limit);

    @Update(
        """
        <script>
        UPDATE thing SET name = 'x' WHERE id IN
        <foreach collection="ids" item="i" open="(" separator="," close=")">#{i}</foreach>
        </script>
        """)
    int rename(@Param("ids") List<Long> ids);
  }

  interface Scanning {
    @Select("SELECT id FROM thing WHERE name = #{name} LIMIT 10")
    List<Long> named(String name);
  }

  interface ScanningWithoutOwner {
    @Select(
        """
        <script>
        SELECT id FROM thing WHERE seal = #{seal}
        <if test="owner != null">AND owner = #{owner}</if>
        LIMIT 10
        </script>
        """)
    List<Long> sealed(@Param("seal") byte[] seal, @Param("owner") @Nullable String owner);
  }

  interface Unbounded {
    @Delete("DELETE FROM thing WHERE owner = #{owner}")
    int erase(String owner);
  }

  @Test
  void passesWhatIsIndexedAndBounded() throws Exception {
    verify(Sound.class);
  }

  @Test
  void findsAStatementThatReadsTheWholeTable() {
    assertThatThrownBy(() -> verify(Scanning.class))
        .hasMessageContaining("Scanning.named")
        .hasMessageContaining("reads all of thing");
  }

  @Test
  void looksAtTheStatementWithoutItsOptionalParts() {
    assertThatThrownBy(() -> verify(ScanningWithoutOwner.class))
        .hasMessageContaining("reads all of thing");
  }

  @Test
  void findsAStatementWithoutALimit() {
    assertThatThrownBy(() -> verify(Unbounded.class))
        .hasMessageContaining("Unbounded.erase")
        .hasMessageContaining("no limit and no unique key bound of thing");
  }

  @Test
  void letsOffOnlyWhatIsNamedAndOnlyWhenThereIsNeed() throws Exception {
    contract(Unbounded.class).boundedBy("Unbounded.erase", "an owner has at most 10").verify();
    assertThatThrownBy(() -> contract(Sound.class).mayScan("Sound.find", "no reason").verify())
        .hasMessageContaining("let off for nothing");
    assertThatThrownBy(() -> contract(Sound.class).mayScan("Sound.gone", "no reason").verify())
        .hasMessageContaining("Sound.gone");
  }
}
