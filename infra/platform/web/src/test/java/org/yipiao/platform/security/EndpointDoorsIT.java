package org.yipiao.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.platform.testing.EndpointAccessContract;

/** Which addresses are open to whom. */
class EndpointDoorsIT extends RunningService {

  @Test
  void everyEndpointKeepsTheAccessContract() throws Exception {
    var contract =
        EndpointAccessContract.of(SERVICE, SampleService.port(SERVICE), TOKENS)
            .sample("GET /v1/things/{id}", Map.of("id", "7"), "")
            .sample("POST /v1/charges", Map.of(), "{\"name\":\"a\",\"lines\":[]}")
            .sharedByTenants("GET /v1/things", "shows a number only")
            .sharedByTenants("GET /v1/shelves/{shelf}", "a shelf is nobody's")
            .sharedByTenants("POST /v1/shelves/{shelf}", "a shelf is nobody's")
            .sharedByTenants("GET /v1/teapot", "always empty")
            .sharedByTenants("GET /v1/bug", "always fails");
    contract.verify();
    assertThat(contract.routes()).contains("GET /v1/open", "POST /v1/charges");
  }

  @Test
  void findsARouteThatServesAnotherPerson() {
    var contract =
        EndpointAccessContract.of(SERVICE, SampleService.port(SERVICE), TOKENS)
            .sample("GET /v1/things/{id}", Map.of("id", "7"), "")
            .sample("POST /v1/charges", Map.of(), "{\"name\":\"a\",\"lines\":[]}")
            .sharedByTenants("GET /v1/things", "shows a number only")
            .sharedByTenants("GET /v1/shelves/{shelf}", "a shelf is nobody's")
            .sharedByTenants("POST /v1/shelves/{shelf}", "a shelf is nobody's")
            .sharedByTenants("GET /v1/teapot", "always empty")
            .sharedByTenants("GET /v1/bug", "always fails")
            .forPeople("things.list");
    assertThatThrownBy(contract::verify)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("GET /v1/things with another person's token of scope things.list");
  }

  @Test
  void theActuatorAnswersLocallyButNotThroughAProxy() throws Exception {
    assertThat(send(to("/actuator/health")).statusCode()).isEqualTo(200);
    assertThat(send(to("/actuator/prometheus")).body()).contains("jvm_memory");
    for (var header : new String[] {"X-Forwarded-For", "Forwarded", "X-Forwarded-Proto"}) {
      assertThat(send(to("/actuator/health").header(header, "127.0.0.1")).statusCode())
          .as(header)
          .isEqualTo(401);
    }
    assertThat(send(to("/actuator/env")).statusCode()).isEqualTo(401);
  }

  /** The launcher and the edge stand on one machine; the edge says of each request whose it is. */
  @Test
  void aTrustedProxyOnThisMachineDoesNotMakeItsClientsLocal() throws Exception {
    try (var service =
        SampleService.start(
            TOKENS,
            List.of(SampleService.WithoutStores.class),
            "yipiao.http.trusted-proxies=127.0.0.1")) {
      var health =
          URI.create("http://127.0.0.1:" + SampleService.port(service) + "/actuator/health");
      assertThat(send(HttpRequest.newBuilder(health)).statusCode()).isEqualTo(200);
      for (var client : new String[] {"203.0.113.9", "127.0.0.1", "not an address"}) {
        assertThat(
                send(HttpRequest.newBuilder(health).header("X-Forwarded-For", client)).statusCode())
            .as(client)
            .isEqualTo(401);
      }
    }
  }

  @Test
  void nothingThatNobodyOpenedCanBeReached() throws Exception {
    assertThat(send(to("/v1/open")).statusCode()).isEqualTo(200);
    assertThat(send(to("/nowhere")).statusCode()).isEqualTo(401);
    assertThat(get("/nowhere", es256(_ -> {})).statusCode()).isEqualTo(404);
    assertThat(get("/nowhere", es256(_ -> {})).body()).contains("\"code\":\"NOT_FOUND\"");
  }

  @Test
  void doesNotStartWithAHandlerThatDeclaresNoAccess() {
    assertThatThrownBy(() ->
            SampleService.start(
                    TOKENS, List.of(SampleService.WithoutStores.class, Undeclared.class))
                .close())
        .hasMessageContaining("/v1/forgotten")
        .hasMessageContaining("@RequiresScope");
  }

  @RestController
  static class Undeclared {
    @GetMapping("/v1/forgotten")
    String forgotten() {
      return "";
    }
  }
}
