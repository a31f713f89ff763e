package org.yipiao.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClientAddressTest {

  private final ClientAddress clients =
      new ClientAddress(
          Stream.of("127.0.0.1", "::1", "10.0.0.0/8").map(AddressRange::parse).toList());

  private String peer = "127.0.0.1";
  private int port = 8082;
  private final Map<String, List<String>> headers = new LinkedHashMap<>();

  /** As the container shows it. */
  private HttpServletRequest request() {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (_, method, arguments) ->
                switch (method.getName()) {
                  case "getRemoteAddr" -> peer;
                  case "getScheme" -> "http";
                  case "getServerName" -> "own.invalid";
                  case "getServerPort" -> port;
                  case "getHeaders" ->
                      Collections.enumeration(
                          headers.getOrDefault((String) arguments[0], List.of()));
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private String behind(String... forwardedFor) {
    headers.put("X-Forwarded-For", List.of(forwardedFor));
    return clients.of(request());
  }

  @Test
  void isTheLastHopThatIsNoTrustedProxy() {
    assertThat(behind("203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(behind("198.51.100.1, 203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(behind("198.51.100.1, 203.0.113.9 ,10.0.0.3,10.0.0.4")).isEqualTo("203.0.113.9");
    assertThat(behind("198.51.100.1", "203.0.113.9", "10.0.0.3")).isEqualTo("203.0.113.9");
    assertThat(behind("2001:db8::7")).isEqualTo("2001:db8:0:0:0:0:0:7");
  }

  @Test
  void isTheFarthestOfTrustedHops() {
    assertThat(behind("127.0.0.1")).isEqualTo("127.0.0.1");
    assertThat(behind("10.0.0.2, 127.0.0.1")).isEqualTo("10.0.0.2");
  }

  @Test
  void isThePeerWhereNobodyTrustedSpeaksOrTheHopsCannotBeRead() {
    assertThat(clients.of(request())).isEqualTo("127.0.0.1");
    for (var text :
        new String[] {"", "unknown", "203.0.113.9, ", "evil.invalid, 10.0.0.3", "203.0.113.9:80"}) {
      assertThat(behind(text)).as(text).isEqualTo("127.0.0.1");
    }
    assertThat(behind("203.0.113.9," + "10.0.0.3,".repeat(20) + "10.0.0.3")).isEqualTo("127.0.0.1");
    assertThat(behind("evil.invalid, 203.0.113.9"))
        .as("behind the client")
        .isEqualTo("203.0.113.9");
    peer = "203.0.113.50";
    assertThat(behind("198.51.100.1")).isEqualTo("203.0.113.50");
  }

  @Test
  void trustsNobodyUnlessTold() {
    headers.put("X-Forwarded-For", List.of("203.0.113.9"));
    headers.put("X-Forwarded-Host", List.of("public.invalid"));
    var alone = new ClientAddress(List.of());
    assertThat(alone.of(request())).isEqualTo("127.0.0.1");
    assertThat(alone.origin(request())).isEqualTo("http://own.invalid:8082");
  }

  @Test
  void takesSchemeAndHostFromATrustedProxyAlone() {
    assertThat(clients.origin(request())).isEqualTo("http://own.invalid:8082");
    headers.put("X-Forwarded-Proto", List.of("https"));
    headers.put("X-Forwarded-Host", List.of("pay.example:443"));
    assertThat(clients.origin(request())).isEqualTo("https://pay.example");
    headers.put("X-Forwarded-Host", List.of("[2001:db8::1]:8443"));
    assertThat(clients.origin(request())).isEqualTo("https://[2001:db8::1]:8443");
    peer = "203.0.113.50";
    assertThat(clients.origin(request())).isEqualTo("http://own.invalid:8082");
    port = 80;
    assertThat(clients.origin(request())).isEqualTo("http://own.invalid");
  }

  @Test
  void takesNoSchemeAndNoHostThatAreNone() {
    headers.put("X-Forwarded-Proto", List.of("javascript"));
    for (var host : new String[] {"", "a b", "a/b", "user@host", "a".repeat(300), "h:123456"}) {
      headers.put("X-Forwarded-Host", List.of(host));
      assertThat(clients.origin(request())).as(host).isEqualTo("http://own.invalid:8082");
    }
  }
}
