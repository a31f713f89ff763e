package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.platform.testing.EndpointAccessContract;

/** Every endpoint, and whom it gives nothing. */
class RegisterEndpointsIT extends RunningRegister {

  private static final String FOR_A_CLAIM = "claim=" + "c1".repeat(16);

  private static String consent(String consentId, long invoiceId) {
    return JSON.writeValueAsString(
        Map.of(
            "consentId",
            consentId,
            "invoiceId",
            Long.toString(invoiceId),
            "payer",
            "agency",
            "purpose",
            "REIMBURSEMENT",
            "fields",
            List.of("ISSUER", "ENCOUNTER", "MONEY", "LINES"),
            "expiresAt",
            Instant.now().plus(Duration.ofDays(30)).toString()));
  }

  /** Right elements of an invoice, for whoever may link. */
  private static String paper(long invoiceId) {
    String number = Long.toString(invoiceId).substring(CODE.length());
    return JSON.writeValueAsString(Map.of("code", CODE, "number", number, "checkCode", "a1b2c3"));
  }

  @Test
  void describesItsApiToAnyone() throws Exception {
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v3/api-docs"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).path("paths").propertyNames())
        .contains(
            "/v1/batches",
            "/v1/batches/{batchId}",
            "/v1/invoices/{invoiceId}/bundle",
            "/v1/persons/resolve",
            "/v1/persons/{personId}/invoice-summaries",
            "/v1/persons/{personId}/consents",
            "/v1/consents",
            "/v1/consents/{consentId}/revocation",
            "/v1/consents/{consentId}/bundle",
            "/v1/consent-keys",
            "/v1/links",
            "/v1/allocations",
            "/v1/verifications");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"stranger", "hospital-two"})
  void givesNothingToCallersWithoutTheRight(String tenant) throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "H-" + nextId));
    String batchId = newId();
    call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(issued), issued));
    call(hospital(), "GET", "/v1/batches/" + batchId, null);
    Map<String, String> person = Map.of("personId", personOf(nextId));
    String consentId = newId();
    String consent = consent(consentId, nextId);
    Reply granted = call(signedIn(personOf(nextId)), "POST", "/v1/consents", consent);
    assertThat(granted.status()).as(granted.body()).isEqualTo(201);
    Map<String, String> given = Map.of("consentId", consentId);
    Map<String, String> invoice = Map.of("invoiceId", Long.toString(nextId));
    var contract = EndpointAccessContract.of(context, port, TOKENS).stranger(tenant);
    if (tenant.startsWith("hospital")) {
      contract.sharedByTenants("GET /v1/allocations", "a hospital sees its own alone");
    }
    contract
        .sample("POST /v1/batches", Map.of(), batch(newId(), HOSPITAL.sign(issued), issued))
        .sample("GET /v1/batches/{batchId}", Map.of("batchId", batchId), "")
        .sample("GET /v1/invoices/{invoiceId:[0-9]{18}}", invoice, "")
        .sample("GET /v1/invoices/{invoiceId:[0-9]{18}}/document", invoice, "")
        .sample("GET /v1/invoices/{invoiceId:[0-9]{18}}/bundle", invoice, "")
        .sample("GET /v1/persons/{personId:[0-9a-f]{64}}/invoices", person, "")
        .sample("GET /v1/persons/{personId:[0-9a-f]{64}}/invoice-summaries", person, "")
        .sample("GET /v1/persons/{personId:[0-9a-f]{64}}/consents", person, "")
        .sample("POST /v1/consents", Map.of(), consent(newId(), nextId))
        .sample("POST /v1/consents/{consentId:[0-9a-f]{32}}/revocation", given, "")
        .sample("GET /v1/consents/{consentId:[0-9a-f]{32}}/invoice", given, FOR_A_CLAIM, "", "")
        .sample("GET /v1/consents/{consentId:[0-9a-f]{32}}/bundle", given, FOR_A_CLAIM, "", "")
        .sample("POST /v1/links", Map.of(), paper(nextId))
        .forPeople("invoices.read.person", "consents.write", "invoices.link")
        .sample(
            "POST /v1/persons/resolve",
            Map.of(),
            "{\"documentType\":\"RESIDENT_ID\",\"documentNumber\":\"110101199003070011\"}")
        .sample(
            "POST /v1/allocations",
            Map.of(),
            "{\"hospital\":\"hospital-one\",\"gatewayInstance\":\"x\",\"code\":\"11060126\","
                + "\"count\":1}")
        .sample("GET /v1/allocations", Map.of(), "instance=hospital-one-1", "", "")
        .sample("GET /v1/allocations/{allocationId}", Map.of("allocationId", allocationId), "")
        .verify();
  }
}
