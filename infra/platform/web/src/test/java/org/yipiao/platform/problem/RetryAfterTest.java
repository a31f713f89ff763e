package org.yipiao.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/** Whoever is told that a service cannot answer now is told when to ask again. */
class RetryAfterTest {

  private final Problems problems = new Problems(new ProblemTexts(), JsonMapper.shared());
  private final ProblemAdvice advice = new ProblemAdvice(problems);
  private final HttpServletRequest request = request();

  @Test
  void isASecondWhereTheRefusalNamesNone() throws Exception {
    var refusal = new ProblemException(PlatformProblem.UNAVAILABLE);
    assertThat(advice.refused(refusal, request).getHeaders().get(HttpHeaders.RETRY_AFTER))
        .containsExactly("1");

    Map<String, String> written = new HashMap<>();
    problems.write(request, response(written), PlatformProblem.UNAVAILABLE, List.of());
    assertThat(written).containsEntry(HttpHeaders.RETRY_AFTER, "1");
  }

  @Test
  void isThatOfTheRefusalWhereItNamesOne() {
    var refusal =
        new ProblemException(PlatformProblem.UNAVAILABLE).retryAfter(Duration.ofSeconds(7));
    assertThat(advice.refused(refusal, request).getHeaders().get(HttpHeaders.RETRY_AFTER))
        .containsExactly("7");
  }

  @Test
  void isNotSaidWhereAnotherTryIsWorthNothing() {
    var refusal = new ProblemException(PlatformProblem.NOT_FOUND);
    assertThat(advice.refused(refusal, request).getHeaders().get(HttpHeaders.RETRY_AFTER)).isNull();
  }

  private static HttpServletRequest request() {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            RetryAfterTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "getRequestURI" -> "/v1/things";
                  case "getMethod" -> "GET";
                  default -> null;
                });
  }

  private static HttpServletResponse response(Map<String, String> headers) {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            RetryAfterTest.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (_, method, arguments) ->
                switch (method.getName()) {
                  case "isCommitted" -> false;
                  case "containsHeader" -> headers.containsKey((String) arguments[0]);
                  case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                  case "getOutputStream" -> new Nowhere();
                  default -> null;
                });
  }

  private static final class Nowhere extends ServletOutputStream {

    @Override
    public void write(int value) {}

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}
  }
}
