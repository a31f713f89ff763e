package org.yipiao.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often one address may ask. */
class RequestLimitsIT {

  private static final String VERIFICATION = "/verify/api/verifications";

  @Test
  void countsEachAddressAndEachKindForItself() throws Exception {
    try (var edge =
        RunningEdge.start(
            "yipiao.edge.requests-per-minute.verification=2",
            "yipiao.edge.requests-per-minute.sign-in=3",
            "yipiao.edge.requests-per-minute.everything-else=5")) {
      for (int i = 0; i < 2; i++) {
        assertThat(edge.post(VERIFICATION, "{}").statusCode()).isEqualTo(200);
      }
      assertOver(edge.post(VERIFICATION, "{}"));
      assertThat(edge.invoices.count()).isEqualTo(2);

      for (String target : new String[] {"/sign-in", "/oauth2/authorize", "/login/callback"}) {
        assertThat(edge.get(target).statusCode()).isEqualTo(200);
      }
      assertOver(edge.post("/api/sign-in", "{}"));

      for (int i = 0; i < 5; i++) {
        assertThat(edge.get("/api/session").statusCode()).isEqualTo(200);
      }
      assertOver(edge.get("/payers-api/v1/claims"));

      try (var other = HttpClient.newBuilder().localAddress(RunningEdge.anAddress()).build()) {
        var request = edge.to(VERIFICATION).POST(BodyPublishers.ofString("{}")).build();
        assertThat(other.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
            .isEqualTo(200);
      }
    }
  }

  /** Else one of all who come through it would use up what there is for everybody. */
  @Test
  void countsWhoIsBehindATrustedProxyAndBelievesNobodyElseThatThereIsOne() throws Exception {
    String own = RunningEdge.anAddress().getHostAddress();
    try (var edge =
        RunningEdge.start(
            "yipiao.http.trusted-proxies=127.0.0.1", "yipiao.edge.requests-per-minute.sign-in=1")) {
      for (String client : List.of("203.0.113.1", "203.0.113.2")) {
        assertThat(signIn(edge, "127.0.0.1", client + ", 127.0.0.1")).isEqualTo(200);
        assertThat(edge.authorization.latest().header("x-forwarded-for")).contains(client);
        // What the client itself has written stands before what the proxy knows.
        assertThat(signIn(edge, "127.0.0.1", "198.51.100.7, " + client)).isEqualTo(429);
      }
      assertThat(signIn(edge, own, "203.0.113.3")).isEqualTo(200);
      assertThat(edge.authorization.latest().header("x-forwarded-for")).contains(own);
      assertThat(signIn(edge, own, "203.0.113.4")).isEqualTo(429);
    }
  }

  private static int signIn(RunningEdge edge, String from, String forwardedFor) throws Exception {
    var address = InetAddress.ofLiteral(from);
    try (var client = HttpClient.newBuilder().localAddress(address).build()) {
      var request = edge.to("/sign-in").header("X-Forwarded-For", forwardedFor).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  private static void assertOver(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body()).contains("\"code\":\"TOO_MANY_REQUESTS\"");
    assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1, 60);
  }

  @Test
  void staysOpenWithoutRedisForAllButTheVerification() throws Exception {
    try (var edge = RunningEdge.start("yipiao.edge.redis-url=redis://127.0.0.1:9")) {
      for (int i = 0; i < 3; i++) {
        for (String target :
            new String[] {
              "/", "/sign-in", "/payers-api/v1/claims", "/verify", "/verify/api/trust"
            }) {
          assertThat(edge.get(target).statusCode()).isEqualTo(200);
        }
        var verification = edge.post(VERIFICATION, "{}");
        assertThat(verification.statusCode()).isEqualTo(503);
        assertThat(verification.body()).contains("\"code\":\"COUNTING_UNAVAILABLE\"");
        assertThat(verification.headers().firstValue("Retry-After")).contains("1");
      }
      assertThat(edge.invoices.count()).isZero();
      assertThat(edge.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }
  }
}
