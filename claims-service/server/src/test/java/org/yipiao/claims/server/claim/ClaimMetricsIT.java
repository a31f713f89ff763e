package org.yipiao.claims.server.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.workflow.ClaimResolution;
import org.yipiao.platform.id.ClaimId;

/** The figures that wake an operator, as Prometheus reads them over HTTP. */
class ClaimMetricsIT extends RunningClaims {

  private static final String OVERDUE = "yipiao_claims_overdue_seconds";
  private static final double HOUR = 3_600;

  /** No other test has a claim of this payer wait for a person. */
  private static final String PAYER = "insurer-two";

  /** In the table of the documents: a name, and in braces the names of its tags. */
  private static final Pattern DOCUMENTED =
      Pattern.compile("`(yipiao_claims_[a-z_]+)(\\{[a-z_,]+})?`");

  /** A line of Prometheus' text format: a name, in braces its tags with their values, a value. */
  private static final Pattern SAMPLE =
      Pattern.compile("(yipiao_claims_[a-z_]+(?:\\{[^}]*})?) (\\S+)");

  private final HttpClient http = HttpClient.newHttpClient();

  /** Values by name and tags. */
  private Map<String, Double> samples() throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
    HttpResponse<String> answer =
        http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Map<String, Double> samples = new TreeMap<>();
    for (String line : answer.body().lines().toList()) {
      Matcher sample = SAMPLE.matcher(line);
      if (sample.matches()) {
        samples.put(sample.group(1), Double.valueOf(sample.group(2)));
      }
    }
    return samples;
  }

  private double overdueSeconds() throws IOException, InterruptedException {
    Map<String, Double> samples = samples();
    assertThat(samples).containsKey(OVERDUE);
    return samples.getOrDefault(OVERDUE, Double.NaN);
  }

  private static String review(String payer) {
    return "yipiao_claims_review{payer=\"" + payer + "\"}";
  }

  /** How many claims wait for a person, by name and tags. */
  private Map<String, Double> waiting() throws IOException, InterruptedException {
    Map<String, Double> samples = samples();
    samples.remove(OVERDUE);
    return samples;
  }

  @Test
  void hasTheNamesAndTagsThatTheAlarmsOfTheDocumentsGoBy() throws Exception {
    Path page = Path.of(System.getProperty("yipiao.root", "../.."), "infra/docs/operations.md");
    Set<String> documented = new TreeSet<>();
    DOCUMENTED
        .matcher(Files.readString(page))
        .results()
        .forEach(found -> documented.add(found.group().replace("`", "")));
    Set<String> told = new TreeSet<>();
    samples().keySet().forEach(sample -> told.add(sample.replaceAll("=\"[^\"]*\"", "")));

    assertThat(documented).containsExactlyInAnyOrder(OVERDUE, "yipiao_claims_review{payer}");
    assertThat(told).isEqualTo(documented);
    assertThat(waiting()).containsOnlyKeys(review("agency"), review("insurer"), review(PAYER));
  }

  @Test
  void countsAClaimThatWaitsForAPersonForItsPayerAlone() throws Exception {
    Map<String, Double> before = waiting();
    assertThat(before).containsEntry(review(PAYER), 0.0);
    String person = fresh(32);
    insure(PAYER, person, "commercial-p", 0);
    ClaimId id = submit(PAYER, person, simple(10_000));
    LEDGER.refuse("BAD_SIGNATURE");

    Claim claim = drive(id);
    LEDGER.refuse(null);

    assertThat(claim.state()).isEqualTo(ClaimState.REVIEW);
    Map<String, Double> now = new TreeMap<>(before);
    now.put(review(PAYER), 1.0);
    assertThat(waiting()).isEqualTo(now);
    assertThat(resolution.resume(claim, "operator", "LOOKED_INTO"))
        .isEqualTo(ClaimResolution.Outcome.DONE);
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAID);
    assertThat(waiting()).isEqualTo(before);
  }

  @Test
  void tellsForHowLongAClaimShouldHaveBeenDrivenOn() throws Exception {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    ClaimId id = submit("agency", person, simple(10_000));
    assertThat(overdueSeconds()).isBetween(0.0, HOUR);

    // As if nobody had driven it on since an hour before it was submitted.
    jdbc.sql(
            """
            UPDATE claim SET next_attempt_at = TIMESTAMPADD(HOUR, -1, next_attempt_at)
            WHERE claim_id = ?
            """)
        .param(id.value())
        .update();

    assertThat(overdueSeconds()).isBetween(HOUR, 2 * HOUR);
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAID);
    assertThat(overdueSeconds()).isBetween(0.0, HOUR);
  }
}
