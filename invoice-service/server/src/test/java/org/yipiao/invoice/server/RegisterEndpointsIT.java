package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.platform.testing.EndpointAccessContract;

/** Every endpoint, and whom it gives nothing. */
class RegisterEndpointsIT extends RunningRegister {

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
            "/v1/allocations",
            "/v1/verifications");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"stranger", "hospital-two"})
  void givesNothingToCallersWithoutTheRight(String tenant) throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "H-" + nextId));
    String batchId = newId();
    call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(issued), issued));
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
        .sample(
            "GET /v1/persons/{personId:[0-9a-f]{64}}/invoices",
            Map.of("personId", "a".repeat(64)),
            "")
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
