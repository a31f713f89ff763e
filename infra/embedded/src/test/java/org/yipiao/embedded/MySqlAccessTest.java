package org.yipiao.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MySqlAccessTest {

  @Test
  void readsTheAddressOfAServerOfTheUsers() {
    var external =
        ExternalServers.of(
            Map.of(
                "YIPIAO_MYSQL_URL", "jdbc:mysql://db.invalid:3307/?user=root&password=s3cret",
                "YIPIAO_REDIS_URL", "redis://cache.invalid:6379",
                "YIPIAO_KAFKA_BOOTSTRAP", " "));
    assertThat(external.mysql()).contains(new MySqlAccess("db.invalid", 3307, "root", "s3cret"));
    assertThat(external.redisUrl()).contains("redis://cache.invalid:6379");
    assertThat(external.kafkaBootstrapServers()).isEqualTo(Optional.empty());
  }

  @Test
  void refusesAnAddressWithoutUserAndKeepsThePasswordOutOfTexts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MySqlAccess.parse("jdbc:mysql://db.invalid/"));
    assertThatIllegalArgumentException().isThrownBy(() -> MySqlAccess.parse("db.invalid:3306"));
    assertThat(new MySqlAccess("db.invalid", 3306, "root", "s3cret").toString())
        .doesNotContain("s3cret");
  }
}
