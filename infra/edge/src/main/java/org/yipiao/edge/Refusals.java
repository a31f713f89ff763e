package org.yipiao.edge;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.ProblemCode;
import org.yipiao.platform.problem.Problems;

/** Makes the answers of routes that refuse, as problems (RFC 9457), and counts them. */
public final class Refusals {

  private final Problems problems;
  private final MeterRegistry metrics;

  public Refusals(Problems problems, MeterRegistry metrics) {
    this.problems = problems;
    this.metrics = metrics;
  }

  /** A refusal whose detail has these arguments. */
  public ServerResponse of(
      String route, ProblemCode code, List<FieldFault> fields, Object... arguments) {
    count(route, code);
    return new Refusal(problems, code, fields, arguments);
  }

  /** A refusal that tells when to come again, in whole seconds, at least one. */
  public ServerResponse retryAfter(String route, ProblemCode code, Duration delay) {
    count(route, code);
    var refusal = new Refusal(problems, code, List.of());
    long seconds = Math.max(1, (delay.toMillis() + 999) / 1000);
    refusal.headers().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    return refusal;
  }

  private void count(String route, ProblemCode code) {
    metrics.counter("yipiao.edge.refused", "route", route, "code", code.name()).increment();
  }

  private static final class Refusal implements ServerResponse {

    private final Problems problems;
    private final ProblemCode code;
    private final List<FieldFault> fields;
    private final Object[] arguments;
    private final HttpHeaders headers = new HttpHeaders();

    Refusal(Problems problems, ProblemCode code, List<FieldFault> fields, Object... arguments) {
      this.problems = problems;
      this.code = code;
      this.fields = fields;
      this.arguments = arguments;
    }

    @Override
    public HttpStatusCode statusCode() {
      return code.status();
    }

    @Override
    public HttpHeaders headers() {
      return headers;
    }

    @Override
    public MultiValueMap<String, Cookie> cookies() {
      return new LinkedMultiValueMap<>();
    }

    @Override
    public @Nullable ModelAndView writeTo(
        HttpServletRequest request, HttpServletResponse response, Context context)
        throws IOException {
      headers.forEach((name, values) -> response.setHeader(name, values.getFirst()));
      problems.write(request, response, code, fields, arguments);
      return null;
    }
  }
}
