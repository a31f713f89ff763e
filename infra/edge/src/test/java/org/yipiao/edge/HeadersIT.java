package org.yipiao.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which headers stay at the door, and which it makes itself. */
class HeadersIT {

  private final RunningEdge edge = RunningEdge.shared();

  @Test
  void saysItselfWhereARequestComesFrom() throws Exception {
    edge.raw(
        "GET /api/session HTTP/1.1",
        "Host: evil.invalid",
        "X-Forwarded-For: 1.2.3.4",
        "X-Forwarded-Host: evil.invalid",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Prefix: /evil",
        "X_Forwarded_For: 1.2.3.4",
        "Forwarded: for=1.2.3.4",
        "X-Real-IP: 1.2.3.4",
        "X-Original-URL: /actuator",
        "X-HTTP-Method-Override: DELETE",
        "X-Yipiao-Person: 1",
        "Via: 1.1 evil",
        "Keep-Alive: timeout=1",
        "Proxy-Authorization: Basic eA==",
        "TE: trailers",
        "Upgrade: websocket",
        "Expect: 100-continue",
        "X-Of-This-Hop: 1",
        "Connection: X-Of-This-Hop, X-Forwarded-For",
        "traceparent: 00-11111111111111111111111111111111-2222222222222222-01",
        "tracestate: evil=1",
        "DPoP: proof",
        "Accept-Language: zh-CN");

    var headers = new HashMap<>(edge.bff.latest().headers());
    assertThat(String.valueOf(headers.remove("traceparent")))
        .startsWith("[00-11111111111111111111111111111111-")
        .doesNotContain("2222222222222222");
    assertThat(headers)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "host", List.of("127.0.0.1:" + edge.bff.port()),
                "connection", List.of("keep-alive"),
                "x-forwarded-for", List.of(edge.address()),
                "x-forwarded-proto", List.of("http"),
                "x-forwarded-host", List.of("127.0.0.1:8080"),
                "x-forwarded-port", List.of("8080"),
                "dpop", List.of("proof"),
                "accept-language", List.of("zh-CN")));
  }

  @Test
  void showsCookiesToNobodyWithoutSessions() throws Exception {
    for (String target : List.of("/payers-api/v1/claims", "/hospitals/hospital-a/v1/status")) {
      edge.send(edge.to(target).header("Cookie", "yipiao_session=secret"));
    }
    edge.send(
        edge.to("/verify/api/verifications")
            .header("Cookie", "yipiao_session=secret")
            .POST(BodyPublishers.ofString("{}")));
    for (TestUpstream server : List.of(edge.claims, edge.hospital, edge.invoices)) {
      assertThat(server.latest().header("cookie")).isEmpty();
    }
  }

  @Test
  void keepsToItselfWhatIsNobodysBusiness() throws Exception {
    edge.bff.answers(exchange -> {
      var headers = exchange.getResponseHeaders();
      headers.set("Server", "secret/1.0");
      headers.set("X-Powered-By", "secret");
      headers.set("Connection", "X-Of-This-Hop");
      headers.set("X-Of-This-Hop", "1");
      headers.set("Trace-Id", "its-own");
      headers.set("Keep-Alive", "timeout=1");
      TestUpstream.answer(exchange, 200, "application/json", "{}");
    });
    var headers = edge.get("/api/trust").headers();
    assertThat(headers.map().keySet())
        .doesNotContainAnyElementsOf(
            List.of("server", "x-powered-by", "x-of-this-hop", "keep-alive", "connection"));
    assertThat(headers.allValues("Trace-Id")).singleElement().asString().matches("[0-9a-f]{32}");
  }
}
