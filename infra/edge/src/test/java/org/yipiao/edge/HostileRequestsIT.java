package org.yipiao.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no browser and no program of good will sends. */
class HostileRequestsIT {

  private final RunningEdge edge = RunningEdge.shared();

  private void assertRefused(String answer, int status, String code) {
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer)
        .contains("application/problem+json")
        .contains("\"code\":\"" + code + "\"")
        .contains("\"traceId\":\"")
        .contains("X-Content-Type-Options: nosniff");
    assertThat(edge.all()).allMatch(server -> server.count() == 0);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/../actuator/health, DOT_SEGMENT",
    "/hospitals/hospital-a/v1/../../claims, DOT_SEGMENT",
    "/assets/./main.js, DOT_SEGMENT",
    "/assets/..%2fmain.js, ENCODED_DELIMITER",
    "/assets/%2e%2e/main.js, ENCODED_DELIMITER",
    "/assets/.%2E/main.js, ENCODED_DELIMITER",
    "/api//claims, EMPTY_SEGMENT",
    "//evil.invalid/api, EMPTY_SEGMENT",
    "/verify/api/verifications%2f, ENCODED_DELIMITER",
    "/hospitals/hospital-a%2Fv1/charges, ENCODED_DELIMITER",
    "/hospitals/hospital-a/v1/charges/a%5Cb, ENCODED_DELIMITER",
    "/payers-api/v1/claims;a=b, PATH_PARAMETER",
    "/payers-api/v1/claims/..;/x, PATH_PARAMETER",
    "/payers-api/v1/claims%3ba=b, ENCODED_DELIMITER",
    "/payers-api/v1/claims%252f, ENCODED_DELIMITER",
    "/payers-api/v1/claims%0d%0aX:1, ENCODED_DELIMITER",
    "/payers-api/v1/claims%7f, ENCODED_DELIMITER",
    "/api/claims?a=%zz, NOT_AN_ADDRESS",
    "/api/claims?a=%f, NOT_AN_ADDRESS"
  })
  void refusesAddressesThatCanBeReadInTwoWays(String target, String reason) throws Exception {
    var answer = edge.raw("GET " + target + " HTTP/1.1", "Host: a");

    assertRefused(answer, 400, "ADDRESS_REFUSED");
    assertThat(answer).contains("\"code\":\"" + reason + "\"");
  }

  /** Those that Tomcat refuses itself, before anything of ours can speak. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /../../etc/passwd HTTP/1.1",
        "GET /a\\b HTTP/1.1",
        "GET /a|b HTTP/1.1",
        "GET /api?a=<b> HTTP/1.1",
        "GET /a%zz HTTP/1.1",
        "GET /a\u00e4 HTTP/1.1",
        "GET /api HTTP/1.1 x",
        "G(T /api HTTP/1.1"
      })
  void refusesWhatIsNoRequest(String line) throws Exception {
    assertThat(edge.raw(line, "Host: a")).startsWith("HTTP/1.1 400 ").doesNotContain("Tomcat");
    assertThat(edge.all()).allMatch(server -> server.count() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/payers-api/v1/claims%00", "/../../etc/passwd", "/a/%2e%2e/%2e%2e/b"})
  void saysOfWhatTheContainerRefusesToo(String target) throws Exception {
    assertThat(edge.raw("GET " + target + " HTTP/1.1", "Host: a"))
        .startsWith("HTTP/1.1 400 ")
        .contains("X-Content-Type-Options: nosniff")
        .contains("application/problem+json")
        .contains("\"code\":\"REQUEST_INVALID\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 1\r\nContent-Length: 2",
        "Content-Length: -1",
        "Transfer-Encoding: gzip, identity",
        "Transfer-Encoding : chunked",
        " folded: header",
        "No-Colon",
        "Host: b"
      })
  void refusesHeadersThatSmuggle(String header) throws Exception {
    var answer = edge.raw("POST /api/claims HTTP/1.1", "Host: a", header);
    assertThat(answer).matches("(?s)HTTP/1\\.1 (400|501) .*").doesNotContain("Tomcat");
    assertThat(edge.all()).allMatch(server -> server.count() == 0);
  }

  /** By RFC 9112, section 6.3 the length counts for nothing, and the connection ends. */
  @Test
  void letsNobodyHideARequestBehindTwoLengths() throws Exception {
    var answer =
        edge.raw(
            "POST /api/claims HTTP/1.1",
            "Host: a",
            "Content-Length: 6",
            "Transfer-Encoding: chunked",
            "",
            "0",
            "",
            "GET /api/smuggled HTTP/1.1",
            "Host: a");
    assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
    assertThat(edge.bff.count()).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 5", "Transfer-Encoding: chunked"})
  void refusesABodyWhereNoneIsExpected(String header) throws Exception {
    assertRefused(
        edge.raw("GET /api/claims HTTP/1.1", "Host: a", header, "", "5"), 400, "REQUEST_INVALID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Authorization: Bearer", "DPoP:", "Idempotency-Key:", "Content-Type: a/b;"})
  void refusesHeadersOfWhichThereMayBeOne(String header) throws Exception {
    var answer = edge.raw("GET /api/claims HTTP/1.1", "Host: a", header + " a=1", header + " a=2");
    assertRefused(answer, 400, "REQUEST_INVALID");
    assertThat(answer).contains("\"code\":\"REPEATED\"").doesNotContain("a=1");
  }

  @Test
  void refusesAnAddressThatIsTooLong() throws Exception {
    assertThat(edge.get("/api/home?q=" + "a".repeat(4000)).statusCode()).isEqualTo(200);
    edge.bff.answersPlainly();
    assertRefused(
        edge.raw("GET /api/home?q=" + "a".repeat(4100) + " HTTP/1.1", "Host: a"),
        414,
        "ADDRESS_TOO_LONG");
  }

  @Test
  void refusesHeadersThatAreTooLargeOrTooMany() throws Exception {
    assertRefused(
        edge.raw("GET /api/home HTTP/1.1", "Host: a", "Cookie: " + "a".repeat(13_000)),
        431,
        "HEADERS_TOO_LARGE");
    var lines = new String[72];
    lines[0] = "GET /api/home HTTP/1.1";
    lines[1] = "Host: a";
    for (int i = 2; i < lines.length; i++) {
      lines[i] = "A" + i + ": 1";
    }
    assertRefused(edge.raw(lines), 431, "HEADERS_TOO_LARGE");
    assertThat(edge.raw("GET /api/home HTTP/1.1", "Host: a", "Cookie: " + "a".repeat(40_000)))
        .startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @CsvSource({
    "/verify/api/verifications, 4096",
    "/api/claims, 65536",
    "/api/sign-in, 16384",
    "/payers/api/claims/1/decisions, 65536",
    "/oauth2/token, 16384",
    "/sign-in/code, 16384",
    "/payers-api/v1/claims, 1048576",
    "/hospitals/hospital-a/v1/charges, 8388608"
  })
  void refusesBodiesThatAreLargerThanTheRouteTakes(String target, int most) throws Exception {
    var fits = edge.send(edge.to(target).POST(BodyPublishers.ofByteArray(new byte[most])));
    assertThat(fits.statusCode()).isEqualTo(200);
    edge.all().forEach(TestUpstream::answersPlainly);

    assertRefused(
        edge.raw("POST " + target + " HTTP/1.1", "Host: a", "Content-Length: " + (most + 1)),
        413,
        "BODY_TOO_LARGE");

    var unannounced =
        edge.send(
            edge.to(target)
                .POST(
                    BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[most + 1]))));
    assertThat(unannounced.statusCode()).isEqualTo(413);
    assertThat(unannounced.body())
        .contains("\"code\":\"BODY_TOO_LARGE\"")
        .contains(Integer.toString(most));
    assertThat(edge.all()).allMatch(server -> server.count() == 0);
  }

  @Test
  void speaksTheLanguageOfWhoeverAsks() throws Exception {
    assertThat(edge.raw("GET /a//b HTTP/1.1", "Host: a", "Accept-Language: zh-CN"))
        .contains("地址被拒绝")
        .contains("含有空的路径段");
  }
}
