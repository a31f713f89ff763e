package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.yipiao.platform.id.InvoiceId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** With {@code logging.structured.format.console=ecs} a node writes one JSON object a line. */
class StructuredLogsIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int OFFSET = 77;

  @TempDir Path directory;
  private final PrintStream before = System.out;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveBack() {
    System.setOut(before);
  }

  private List<JsonNode> lines() {
    String whole = written.toString(StandardCharsets.UTF_8);
    return whole
        .substring(0, whole.lastIndexOf('\n') + 1)
        .lines()
        .dropWhile(line -> !line.startsWith("{"))
        .map(JSON::readTree)
        .toList();
  }

  private List<JsonNode> with(String text) {
    return lines().stream()
        .filter(line -> line.path("message").asString("").contains(text))
        .toList();
  }

  @Test
  void eachLineIsAnObjectWithFieldsAndHoldsNothingOfWhatIsBilled() throws Exception {
    var consortium = SimulatedConsortium.withBlocks(directory, 1);
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    try (var served =
        ServedNode.of(
            consortium,
            1,
            // In place of the file that tests have.
            "logging.config=classpath:structured-logs.xml",
            "logging.structured.format.console=ecs",
            "yipiao.ledger.member=1")) {
      var transaction = consortium.invoice(OFFSET);
      String id = transaction.header().transactionId().value();
      var answer = served.post(transaction, "00-" + trace + "-00f067aa0ba902b7-01");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            consortium.run(Duration.ofMillis(400));
            return with("is in block").stream().anyMatch(line -> line.toString().contains(id));
          });
      LoggerFactory.getLogger(getClass())
          .error("two\nlines and \"quotes\"", new IllegalStateException("a cause\nof two lines"));

      JsonNode accepted = with(id + " of member 4 with 1 operations is accepted").getFirst();
      assertThat(accepted.at("/ledger/member").asInt()).isEqualTo(4);
      assertThat(accepted.at("/ledger/transaction").asString()).isEqualTo(id);
      assertThat(accepted.path("traceId").asString()).isEqualTo(trace);
      assertThat(accepted.at("/service/name").asString()).isEqualTo("ledger-node");
      assertThat(accepted.at("/service/node/name").asString()).as("this node").isEqualTo("1");
      assertThat(accepted.at("/log/level").asString()).isEqualTo("INFO");
      JsonNode placed = with(id + " of member 4 is in block").getFirst();
      assertThat(placed.at("/ledger/height").asLong()).isPositive();
      assertThat(placed.at("/ledger/transaction").asString()).isEqualTo(id);
      JsonNode failed = with("two\nlines").getFirst();
      assertThat(failed.at("/error/message").asString()).isEqualTo("a cause\nof two lines");

      assertThat(lines()).hasSizeGreaterThan(3).allMatch(JsonNode::isObject);
      assertThat(written.toString(StandardCharsets.UTF_8))
          .doesNotContain(
              new InvoiceId(SimulatedConsortium.FIRST + OFFSET).toString(),
              "Bearer",
              "ledger.submit");
    }
  }
}
