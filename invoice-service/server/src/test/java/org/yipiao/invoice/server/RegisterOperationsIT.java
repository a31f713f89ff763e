package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What an operator of the register sees of it, by the names that the guide gives. */
class RegisterOperationsIT extends RunningRegister {

  private static final Path GUIDE =
      Path.of(System.getProperty("yipiao.root", "../.."), "infra/docs/operations.md");
  private static final Pattern DOCUMENTED = Pattern.compile("`(yipiao_register_[a-z_]+)");
  private static final Pattern EXPOSED =
      Pattern.compile("^# TYPE (yipiao_register_[a-z_]+) ", Pattern.MULTILINE);
  private static final Pattern OVERDUE =
      Pattern.compile("^yipiao_register_overdue_seconds (\\S+)$", Pattern.MULTILINE);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Autowired private TransactionTemplate rows;

  /** Asks on the register's own machine, without a token. */
  private HttpResponse<String> look(String path) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private double overdueSeconds() throws IOException, InterruptedException {
    String metrics = look("/actuator/prometheus").body();
    var line = OVERDUE.matcher(metrics);
    assertThat(line.find()).as(metrics).isTrue();
    return Double.parseDouble(line.group(1));
  }

  private static List<String> names(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).distinct().toList();
  }

  @Test
  void exposesExactlyTheMetricsThatTheGuideNames() throws Exception {
    List<String> documented = names(DOCUMENTED, Files.readString(GUIDE));
    assertThat(documented).contains("yipiao_register_overdue_seconds");

    var metrics = look("/actuator/prometheus");
    assertThat(metrics.statusCode()).as(metrics.body()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(names(EXPOSED, metrics.body())).containsExactlyInAnyOrderElementsOf(documented);
    assertThat(metrics.body()).contains("# TYPE yipiao_register_overdue_seconds gauge\n");
  }

  @Test
  void saysToALoadBalancerThatItIsUp() throws Exception {
    var health = look("/actuator/health");

    assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
    assertThat(JSON.readTree(health.body()).path("status").asString("")).isEqualTo("UP");
  }

  @Test
  void alarmsWhileNobodyFollowsABatchAndNoLongerOnceItIsFinal() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "M-" + nextId));
    String batchId = newId();
    LEDGER.closed(true); // so that it stays with the register
    try {
      call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(issued), issued));
      long id =
          jdbc.sql(
                  """
                  SELECT id FROM ledger_transaction
                  WHERE kind = 'BATCH' AND tenant = 'hospital-one' AND subject = ?
                  """)
              .param(batchId)
              .query(Long.class)
              .single();
      await().until(() -> Boolean.TRUE.equals(rows.execute(_ -> alarmsWhileHeld(id))));
    } finally {
      LEDGER.closed(false);
    }

    assertThat(
            call(hospital(), "GET", "/v1/batches/" + batchId, null).json().path("state").asString())
        .isEqualTo("FINAL");
    await().until(() -> overdueSeconds() <= 0);
  }

  /**
   * Holds the row, so that the relay passes it over as if there were none, and waits for the alarm.
   *
   * @return false when the relay was at it just then: its lease is too long to wait for
   */
  private boolean alarmsWhileHeld(long id) {
    long due =
        jdbc.sql("SELECT due_micros FROM ledger_transaction WHERE id = ? FOR UPDATE")
            .param(id)
            .query(Long.class)
            .single();
    if (due > Micros.of(Instant.now().plusSeconds(1))) {
      return false;
    }
    await().until(() -> alarmsFor(due));
    return true;
  }

  /** Whether this one is overdue and the alarm says so; another may be overdue for longer. */
  private boolean alarmsFor(long due) throws IOException, InterruptedException {
    double seconds = (Micros.of(Instant.now()) - due) / 1_000_000.0;
    return seconds > 0 && overdueSeconds() >= seconds;
  }
}
