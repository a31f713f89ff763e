package org.yipiao.acceptance.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.embedded.shared.SharedTestServers;
import org.yipiao.quickstart.instance.Instance;
import org.yipiao.quickstart.instance.InstanceDescription;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two demos, one after the other, on MySQL, Redis and Kafka that somebody else runs. */
@Tag("long")
class ExternalServersIT {

  private static final String ITEMS =
      """
      code,name,category,unitPrice,class
      OWN-1,Own item,LABORATORY,4.11,A
      """;

  @TempDir private Path folder;

  @Test
  void keepsEveryPromiseAndBeginsAnewEachTime() throws Exception {
    try (BuiltClone clone = BuiltClone.in(folder.resolve("clone"), external())) {
      JsonNode thread = demo(clone, "--load", "20");
      assertThat(thread.path("invoices").path("final").asInt()).isGreaterThan(20);
      assertThat(thread.path("claims").size()).isEqualTo(2);
      assertOnlyOurPartsRan(clone);

      JsonNode messages = demo(clone, "--hl7", messages(), "--items", items()).path("messages");
      assertThat(messages.path(0).path("ack").asString()).as(messages.toString()).isEqualTo("AA");
      assertThat(messages.path(0).path("amountFen").asLong()).isEqualTo(3 * 411);
      assertThat(messages.path(1).path("field").asString())
          .as("a code of the table that was replaced: %s", messages)
          .isEqualTo("FT1-7");
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

  /** Its report, if it ended with exit code 0. */
  private JsonNode demo(BuiltClone clone, String... options) throws Exception {
    Path report = folder.resolve("report.json");
    var words = new ArrayList<>(List.of("demo", "--exit", "--json"));
    words.add(report.toString());
    words.addAll(List.of(options));
    BuiltClone.Said said = clone.run(words.toArray(String[]::new));
    assertThat(said.exit()).as(said.text()).isZero();
    return JsonMapper.shared().readTree(Files.readString(report));
  }

  private static void assertOnlyOurPartsRan(BuiltClone clone) {
    Path data = Instance.directory(clone.root(), "demo");
    assertThat(InstanceDescription.read(data).orElseThrow().parts())
        .extracting(InstanceDescription.PartDescription::name)
        .contains("claims-service")
        .doesNotContain("mariadb", "redis", "kafka");
  }

  private String items() throws IOException {
    return Files.writeString(folder.resolve("items.csv"), ITEMS).toString();
  }

  private String messages() throws IOException {
    Path messages = Files.createDirectories(folder.resolve("messages"));
    message(messages.resolve("1.hl7"), "OWN-1");
    message(messages.resolve("2.hl7"), "LAB-BLOOD-PANEL");
    return messages.toString();
  }

  private static void message(Path file, String code) throws IOException {
    Files.writeString(
        file,
        String.join(
            "\r",
            "MSH|^~\\&|HIS|TEST|YIPIAO|GATEWAY|20260301100000||DFT^P03|%s|P|2.5"
                .formatted(file.getFileName()),
            "PID|1||R-1^^^HIS^MR||MADE^UP",
            "PV1|1|O",
            "FT1|1|||20260301||CG|%s|||3".formatted(code),
            ""));
  }
}
