package org.yipiao.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every documented way through the door, and that there is no other. */
class RouteTableIT {

  private final RunningEdge edge = RunningEdge.shared();

  @BeforeEach
  void forget() {
    edge.all().forEach(TestUpstream::answersPlainly);
  }

  private TestUpstream server(String name) {
    return switch (name) {
      case "bff" -> edge.bff;
      case "authorization" -> edge.authorization;
      case "invoices" -> edge.invoices;
      case "claims" -> edge.claims;
      case "hospital" -> edge.hospital;
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, bff, /",
    "GET, /index.html, bff, /index.html",
    "GET, /assets/main-1a2b.js, bff, /assets/main-1a2b.js",
    "GET, /fonts/a/b.woff2, bff, /fonts/a/b.woff2",
    "GET, /sw.js, bff, /sw.js",
    "GET, /manifest.webmanifest, bff, /manifest.webmanifest",
    "GET, /icons/192.png, bff, /icons/192.png",
    "GET, /invoices, bff, /invoices",
    "GET, /invoices/110105260000000017, bff, /invoices/110105260000000017",
    "GET, /claims/00112233445566778899aabbccddeeff, bff, /claims/00112233445566778899aabbccddeeff",
    "GET, /consents, bff, /consents",
    "GET, /link, bff, /link",
    "GET, /api/session, bff, /api/session",
    "GET, /api/home?q=%E5%8C%97&limit=50, bff, /api/home?q=%E5%8C%97&limit=50",
    "POST, /api/sign-in, bff, /api/sign-in",
    "POST, /api/claims, bff, /api/claims",
    "GET, /login/callback?code=c&state=s&iss=i, bff, /login/callback?code=c&state=s&iss=i",
    "GET, /payers, bff, /payers",
    "GET, /payers/queue, bff, /payers/queue",
    "POST, /payers/api/sign-in, bff, /payers/api/sign-in",
    "GET, /payers/login/callback?code=c, bff, /payers/login/callback?code=c",
    "POST, /payers/api/claims/1/decisions, bff, /payers/api/claims/1/decisions",
    "GET, /verify, bff, /verify",
    "GET, /verify/assets/verify.js, bff, /verify/assets/verify.js",
    "GET, /verify/api/trust, bff, /api/trust",
    "GET, /verify/api/trust/epochs?from=2, bff, /api/trust/epochs?from=2",
    "POST, /verify/api/verifications, invoices, /v1/verifications",
    "GET, /oauth2/authorize?client_id=a&request_uri=urn%3Ab, authorization, /oauth2/authorize?client_id=a&request_uri=urn%3Ab",
    "POST, /oauth2/token, authorization, /oauth2/token",
    "POST, /oauth2/par, authorization, /oauth2/par",
    "GET, /oauth2/jwks, authorization, /oauth2/jwks",
    "GET, /sign-in, authorization, /sign-in",
    "GET, /sign-in/style.css, authorization, /sign-in/style.css",
    "POST, /sign-in/code, authorization, /sign-in/code",
    "GET, /.well-known/openid-configuration, authorization, /.well-known/openid-configuration",
    "POST, /hospitals/hospital-a/v1/charges, hospital, /v1/charges",
    "GET, /hospitals/hospital-a/v1/charges?state=FINAL, hospital, /v1/charges?state=FINAL",
    "GET, /hospitals/hospital-a/v1/charges/%E5%8F%B7%2B1, hospital, /v1/charges/%E5%8F%B7%2B1",
    "GET, /payers-api/v1/claims?after=3, claims, /v1/claims?after=3",
    "PUT, /payers-api/v1/coverages, claims, /v1/coverages"
  })
  void leadsWhereItIsDocumented(String method, String target, String server, String there)
      throws Exception {
    var answer =
        edge.send(
            edge.to(target)
                .method(
                    method,
                    method.equals("GET")
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString("{}")));

    assertThat(answer.statusCode()).isEqualTo(200);
    var received = server(server).latest();
    assertThat(received.method()).isEqualTo(method);
    assertThat(received.target()).isEqualTo(there);
    assertThat(edge.all().stream().mapToInt(TestUpstream::count).sum()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/Index.html",
        "/favicon.ico",
        "/consents/1",
        "/link/1",
        "/sw.js/",
        "/verify/",
        "/verify/api",
        "/verify/api/verifications/1",
        "/verify/api/trust/1",
        "/v1/invoices/110105260000000017",
        "/v1/claims",
        "/hospitals",
        "/hospitals/hospital-a",
        "/hospitals/hospital-a/actuator/health",
        "/hospitals/hospital-b/v1/charges",
        "/hospitals/hospital-a/v2/charges",
        "/payers-api/actuator/health",
        "/payers-api/v2/claims",
        "/v3/api-docs",
        "/error"
      })
  void leadsNowhereElse(String target) throws Exception {
    var answer = edge.get(target);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"NOT_FOUND\"").contains("\"traceId\":\"");
    assertThat(edge.all()).allMatch(server -> server.count() == 0);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /, 'GET, HEAD'",
    "PUT, /api/claims, 'GET, HEAD, POST'",
    "GET, /verify/api/verifications, POST",
    "POST, /verify/api/trust, 'GET, HEAD'",
    "GET, /api/sign-in, POST",
    "POST, /oauth2/authorize, 'GET, HEAD'",
    "PUT, /hospitals/hospital-a/v1/charges, 'GET, HEAD, POST'",
    "DELETE, /payers-api/v1/claims/1, 'GET, HEAD, POST, PUT'",
    "PATCH, /api/claims, 'GET, HEAD, POST, PUT'"
  })
  void takesNoMethodButThoseOfARoute(String method, String target, String allowed)
      throws Exception {
    var answer = edge.send(edge.to(target).method(method, BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains(allowed);
    assertThat(answer.body()).contains("\"code\":\"METHOD_NOT_ALLOWED\"");
    assertThat(edge.all()).allMatch(server -> server.count() == 0);
  }

  @Test
  void sharesWithNoOtherOrigin() throws Exception {
    edge.bff.answers(exchange -> {
      exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
      TestUpstream.answer(exchange, 200, "application/json", "{}");
    });
    var read = edge.send(edge.to("/api/trust").header("Origin", "https://other.invalid"));
    assertThat(read.statusCode()).isEqualTo(200);
    var asked =
        edge.raw(
            "OPTIONS /api/claims HTTP/1.1",
            "Host: a",
            "Origin: https://other.invalid",
            "Access-Control-Request-Method: POST");
    assertThat(asked).startsWith("HTTP/1.1 405 ");
    for (String headers : List.of(read.headers().map().toString(), asked)) {
      assertThat(headers).doesNotContainIgnoringCase("access-control");
    }
  }
}
