package org.yipiao.sandbox.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.EndpointAccessContract;
import tools.jackson.databind.json.JsonMapper;

/** Each customer debits and sees its own alone. */
class BankCustomersIT extends RunningBank {

  private static final String NOTHING = "{\"transfers\":[]}";

  @Test
  void refusesToDebitAnAccountThatTheCustomerDoesNotHoldAndBooksNothing() throws Exception {
    var before = book();
    var message = id();
    var transfer = id();
    for (var account : List.of(INSURERS_ACCOUNT, "6200-9")) {
      var answer = order(messageFrom(account, message, transfer, "5.00"));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
      var problem = JsonMapper.shared().readTree(answer.body());
      assertThat(problem.path("code").asString("")).isEqualTo("DEBTOR_ACCOUNT_FORBIDDEN");
      assertThat(problem.path("retryable").asBoolean(true)).isFalse();
      assertThat(problem.at("/fields/0/pointer").asString(""))
          .isEqualTo("/Document/CstmrCdtTrfInitn/PmtInf/DbtrAcct/Id");
      assertThat(answer.body()).doesNotContain(account, "insurer");
    }
    assertThat(report(message).statusCode()).isEqualTo(404);
    assertThat(book()).isEqualTo(before);
    sandbox.close();
    sandbox = run();
    assertThat(book()).isEqualTo(before);

    assertThat(order(message(message, transfer, "5.00")).statusCode()).isEqualTo(202);
    assertThat(book()).containsOnlyOnce(transfer);
  }

  @Test
  void tellsEachCustomerOfItsOwnPaymentsAlone() throws Exception {
    var message = id();
    order(message(message, message, "5.01"));
    assertThat(reportTo("insurer", message).body()).contains("MESSAGE_UNKNOWN");
    assertThat(bookOf("insurer")).isEqualTo(NOTHING);

    var own = messageFrom(INSURERS_ACCOUNT, message, message, "7.00");
    assertThat(orderAs("insurer", own).statusCode()).isEqualTo(202);
    assertThat(bookOf("insurer")).contains("\"amountFen\":700").doesNotContain("agency");
    assertThat(bookOf("agency")).contains("\"amountFen\":501").doesNotContain("insurer");
    assertThat(book()).contains("\"amountFen\":501", "\"amountFen\":700");
  }

  @Test
  void everyEndpointKeepsTheAccessContract() throws Exception {
    var message = id();
    order(message(message, message, "5.00"));
    EndpointAccessContract.of(sandbox, port(), tokens)
        .sample("GET /v1/payments/{messageId}", Map.of("messageId", message), "")
        .sample("POST /v1/payments", Map.of(), "", "application/xml", message(id(), id(), "5.00"))
        .sharedByTenants("GET /v1/book", "each customer sees its own transfers")
        .sharedByTenants(
            "PUT /v1/behaviour", "the scope is for the whole sandbox, whoever's; tested below")
        .sharedByTenants("POST /v1/messages", "the gateway for messages is nobody's")
        .sharedByTenants("GET /v1/messages", "whoever has the scope reads for all")
        .sharedByTenants("GET /v1/incoming-messages", "the gateway for messages is nobody's")
        .sharedByTenants("POST /v1/identities/lookup", "the directory is nobody's")
        .sharedByTenants("PUT /v1/identities", "the directory is nobody's")
        .verify();
    assertThat(bookOf("stranger")).isEqualTo(NOTHING);
  }

  @Test
  void whoeverInstructsTheSandboxLearnsNothingOfACustomerByItAndDebitsNothing() throws Exception {
    var message = id();
    order(message(message, message, "5.00"));
    for (var transfer : List.of(message, id())) {
      var instruction = "{\"mode\":\"SILENT\",\"endToEndId\":\"" + transfer + "\"}";
      var answer = control("PUT", "/v1/behaviour", "application/json", instruction);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
      assertThat(answer.body()).isEmpty();
    }
    for (var answer :
        List.of(
            control("GET", "/v1/book", "text/plain", ""),
            control("GET", "/v1/payments/" + message, "application/xml", ""),
            control("POST", "/v1/payments", "application/xml", message(id(), id(), "5.00")))) {
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("INSUFFICIENT_SCOPE");
    }
  }

  private HttpResponse<String> control(String method, String path, String type, String body)
      throws Exception {
    return send(method, path, type, body, "stranger", "bank.control");
  }

  @Test
  void describesEveryEndpointWithItsScopeAndProblemsToAnyone() throws Exception {
    var scopes =
        Map.of(
            "POST /v1/payments", "bank.pay",
            "GET /v1/payments/{messageId}", "bank.pay",
            "GET /v1/book", "bank.read",
            "PUT /v1/behaviour", "bank.control",
            "POST /v1/messages", "messages.send",
            "GET /v1/messages", "messages.read",
            "GET /v1/incoming-messages", "messages.receive",
            "POST /v1/identities/lookup", "identities.read",
            "PUT /v1/identities", "identities.write");
    assertThat(EndpointAccessContract.of(sandbox, port(), tokens).routes())
        .filteredOn(route -> route.contains(" /v1/"))
        .containsExactlyInAnyOrderElementsOf(scopes.keySet());
    var answer = get("/v3/api-docs");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var paths = JsonMapper.shared().readTree(answer.body()).path("paths");
    for (var each : scopes.entrySet()) {
      var route = each.getKey().split(" ", -1);
      var operation = paths.path(route[1]).path(route[0].toLowerCase(Locale.ROOT));
      assertThat(operation.at("/security/0/token/0").asString(""))
          .as(each.getKey())
          .isEqualTo(each.getValue());
      for (var range : List.of("4XX", "5XX")) {
        assertThat(
                operation
                    .at("/responses/" + range + "/content/application~1problem+json/schema/$ref")
                    .asString(""))
            .as("%s %s", each.getKey(), range)
            .isEqualTo("#/components/schemas/Problem");
      }
    }
  }
}
