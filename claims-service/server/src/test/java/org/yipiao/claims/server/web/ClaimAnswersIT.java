package org.yipiao.claims.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.claims.api.SubmitClaim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a submission and a resolution are told. */
class ClaimAnswersIT extends RunningClaims {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();

  private record Reply(int status, JsonNode json) {
    String field(String name) {
      return json.path("fields").path(0).path(name).asString("");
    }
  }

  private Reply call(String token, String method, String path, String body, String language)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + token)
            .header("Accept-Language", language)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    return new Reply(answer.statusCode(), JSON.readTree(answer.body()));
  }

  private static String submitter(SubmitClaim form) {
    return TOKENS.tokenOfPerson(form.personId(), "claims.submit", "claims.read");
  }

  private Reply submitted(SubmitClaim form, String language) throws Exception {
    return call(submitter(form), "POST", "/v1/claims", JSON.writeValueAsString(form), language);
  }

  private SubmitClaim form() {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    return request("agency", person, simple(10_000));
  }

  @Test
  void leaveTheTraceToWhoReadsTheClaim() throws Exception {
    SubmitClaim form = form();
    String path = "/v1/claims/" + form.claimId();
    assertThat(submitted(form, "en").status()).isEqualTo(202);
    assertThat(drive(new ClaimId(form.claimId())).state()).isEqualTo(ClaimState.PAID);

    Reply again = submitted(form, "en");
    Reply read = call(submitter(form), "GET", path, "", "en");

    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json().path("status").asString()).isEqualTo("PAID");
    assertThat(again.json().path("trace").isEmpty()).isTrue();
    assertThat(read.json().path("trace").isEmpty()).isFalse();
    assertThat(again.json().path("traceDigest").asString())
        .isEqualTo(read.json().path("traceDigest").asString());
  }

  @Test
  void nameTheDigestOfTheConsentThatTheReservationOnTheLedgerCarries() throws Exception {
    SubmitClaim form = form();
    SubmitClaim.Consent consent = form.consent();
    String canonical =
        """
        {"expiresAt":"%s","nonce":"%s","payer":"%s","presentationHash":"%s","purpose":"%s"}\
        """
            .formatted(
                consent.expiresAt(),
                consent.nonce(),
                consent.payer(),
                consent.presentationHash(),
                consent.purpose());
    Digest digest = Digest.sha256(canonical.getBytes(StandardCharsets.US_ASCII));
    assertThat(submitted(form, "en").status()).isEqualTo(202);
    ClaimId claim = new ClaimId(form.claimId());
    assertThat(drive(claim).state()).isEqualTo(ClaimState.PAID);

    Reply read = call(submitter(form), "GET", "/v1/claims/" + claim.value(), "", "en");

    assertThat(read.json().path("consentDigest").asString()).isEqualTo(digest.hex());
    assertThat(LEDGER.reservation(claim).orElseThrow().consentDigest()).isEqualTo(digest);
  }

  @Test
  void leaveTheTraceOutOfAResolutionToo() throws Exception {
    SubmitClaim form = form();
    assertThat(submitted(form, "en").status()).isEqualTo(202);
    LEDGER.refuse("BAD_SIGNATURE");
    assertThat(drive(new ClaimId(form.claimId())).state()).isEqualTo(ClaimState.REVIEW);
    LEDGER.refuse(null);

    Reply resumed =
        call(
            TOKENS.token("agency", "claims.resolve"),
            "POST",
            "/v1/claims/" + form.claimId() + "/resolutions",
            "{\"action\": \"RESUME\", \"cause\": \"LOOKED_INTO\"}",
            "en");

    assertThat(resumed.status()).isEqualTo(200);
    assertThat(resumed.json().path("amountFen").asLong()).isEqualTo(7_000);
    assertThat(resumed.json().path("trace").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"9999-12-31T23:59:59Z", "+12000-01-01T00:00:00Z"})
  void refuseAConsentThatWouldHoldForTooLong(String expiry) throws Exception {
    SubmitClaim form = form();
    SubmitClaim tooLong = endingAt(form, Instant.parse(expiry));
    Reply english = submitted(tooLong, "en");
    Reply chinese = submitted(tooLong, "zh-CN");

    assertThat(english.status()).isEqualTo(422);
    assertThat(english.field("pointer")).isEqualTo("/consent/expiresAt");
    assertThat(english.field("code")).isEqualTo("CONSENT_INVALID");
    assertThat(english.field("reason")).startsWith("lies after 2");
    assertThat(chinese.field("reason")).startsWith("晚于 2");
    assertThat(claims.find(new ClaimId(form.claimId()))).isEmpty();
  }

  @Test
  void takeAConsentOfNinetyDaysAndNoneOfADayMore() throws Exception {
    Instant latest = Instant.now().plus(Duration.ofDays(90)).minusSeconds(60);
    assertThat(submitted(endingAt(form(), latest), "en").status()).isEqualTo(202);
    Instant later = latest.plus(Duration.ofDays(1));
    assertThat(submitted(endingAt(form(), later), "en").status()).isEqualTo(422);
  }
}
