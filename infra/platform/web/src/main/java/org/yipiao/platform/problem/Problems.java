package org.yipiao.platform.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.yipiao.platform.telemetry.TraceContext;
import tools.jackson.databind.json.JsonMapper;

/** Makes problem bodies and, for filters, writes them. */
public final class Problems {

  /** Request attribute that says whether the answer given is worth another try. */
  public static final String RETRYABLE_ATTRIBUTE = Problems.class.getName() + ".retryable";

  static final String RETRY_SOON = "1";

  private final ProblemTexts texts;
  private final JsonMapper json;

  public Problems(ProblemTexts texts, JsonMapper json) {
    this.texts = texts;
    this.json = json;
  }

  /** The body for a refusal of {@code request}, in its language. */
  public Problem of(
      HttpServletRequest request, ProblemCode code, List<FieldFault> fields, Object... args) {
    var language = language(request);
    request.setAttribute(RETRYABLE_ATTRIBUTE, code.retryable());
    return new Problem(
        URI.create("urn:yipiao:problem:" + code.name().toLowerCase(Locale.ROOT).replace('_', '-')),
        texts.title(code, language),
        code.status().value(),
        texts.detail(code, language, args),
        request.getRequestURI(),
        code.name(),
        code.retryable(),
        fields.stream().map(fault -> fault.in(language)).toList(),
        TraceContext.current().map(TraceContext::traceId).orElse(null));
  }

  /** Answers with the problem; does nothing when an answer is already on its way. */
  public void write(
      HttpServletRequest request,
      HttpServletResponse response,
      ProblemCode code,
      List<FieldFault> fields,
      Object... args)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    byte[] body = json.writeValueAsBytes(of(request, code, fields, args));
    response.setStatus(code.status().value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language(request).toLanguageTag());
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (lacksRetryAfter(code, response.containsHeader(HttpHeaders.RETRY_AFTER))) {
      response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SOON);
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }

  /**
   * Whether an answer lacks the time after which another try is worth it: every service that cannot
   * answer now says so. Where nobody knows better it is a second.
   */
  static boolean lacksRetryAfter(ProblemCode code, boolean said) {
    return !said && code.retryable() && code.status() == HttpStatus.SERVICE_UNAVAILABLE;
  }

  /** What {@link PlatformProblem#BODY_TOO_LARGE} says of the body as a whole. */
  public static List<FieldFault> bodyOver(long limitBytes) {
    return List.of(FieldFault.of("", PlatformReason.TOO_LARGE, limitBytes));
  }

  Locale language(HttpServletRequest request) {
    return ProblemTexts.language(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
  }
}
