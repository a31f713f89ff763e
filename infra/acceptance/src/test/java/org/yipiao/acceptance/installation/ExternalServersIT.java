package org.yipiao.acceptance.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.embedded.shared.SharedTestServers;
import org.yipiao.quickstart.instance.Instance;
import org.yipiao.quickstart.instance.InstanceDescription;
import tools.jackson.databind.JsonNode;

/** A demo on MySQL, Redis and Kafka that somebody else runs. */
@Tag("long")
class ExternalServersIT {

  @TempDir private Path folder;

  @Test
  void keepsEveryPromiseOnServersThatItDidNotStart() throws Exception {
    try (BuiltClone clone = BuiltClone.warm(folder.resolve("clone"), external())) {
      JsonNode report = clone.demo(folder.resolve("report.json"), "--load", "20");

      assertThat(report.path("invoices").path("final").asInt()).isGreaterThan(20);
      assertThat(report.path("claims").size()).isEqualTo(2);
      Path data = Instance.directory(clone.root(), "demo");
      assertThat(InstanceDescription.read(data).orElseThrow().parts())
          .extracting(InstanceDescription.PartDescription::name)
          .contains("claims-service")
          .doesNotContain("mariadb", "redis", "kafka");
    }
  }

  private static Map<String, String> external() {
    SharedTestServers servers = SharedTestServers.get();
    var mysql = servers.mysql();
    return Map.of(
        "YIPIAO_MYSQL_URL",
        "jdbc:mysql://%s:%d/?user=%s&password=%s"
            .formatted(mysql.host(), mysql.port(), mysql.administrator(), mysql.password()),
        "YIPIAO_REDIS_URL",
        servers.redisUrl(),
        "YIPIAO_KAFKA_BOOTSTRAP",
        servers.kafkaBootstrapServers());
  }
}
