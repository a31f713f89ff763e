package org.yipiao.bff.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import org.yipiao.platform.problem.FieldProblem;
import org.yipiao.platform.problem.Problem;

/**
 * A problem as the app gets it: with {@code errors} as RFC 9457 (section 3) shows them, besides the
 * {@code fields} that all services have.
 */
record AppProblem(
    @JsonUnwrapped Problem problem,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Fault> errors) {

  /**
   * @param pointer as in {@link FieldProblem}
   */
  record Fault(String pointer, String reason) {}

  static AppProblem of(Problem problem) {
    return new AppProblem(
        problem,
        problem.fields().stream()
            .map(field -> new Fault(field.pointer(), field.reason()))
            .toList());
  }

  /** Gives every problem of a handler that shape. */
  @RestControllerAdvice
  static class Shape implements ResponseBodyAdvice<Object> {

    @Override
    public boolean supports(
        MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
      return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
        @Nullable Object body,
        MethodParameter returned,
        MediaType type,
        Class<? extends HttpMessageConverter<?>> converter,
        ServerHttpRequest request,
        ServerHttpResponse response) {
      return body instanceof Problem problem ? of(problem) : body;
    }
  }
}
