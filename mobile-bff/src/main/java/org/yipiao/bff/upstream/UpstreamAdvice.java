package org.yipiao.bff.upstream;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.yipiao.bff.problem.BffProblem;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.Problem;
import org.yipiao.platform.problem.Problems;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Passes on what services behind refuse with, and says so when one does not answer. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class UpstreamAdvice {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Problems problems;

  UpstreamAdvice(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  ResponseEntity<?> refused(UpstreamRefusedException e, HttpServletRequest request) {
    var answer = ResponseEntity.status(e.status());
    e.retryAfter().ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, seconds));
    return answer
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(passedOn(e, request));
  }

  /** Under the address that was called here: the one behind is nobody's to know. */
  private Object passedOn(UpstreamRefusedException e, HttpServletRequest request) {
    try {
      if (JSON.readTree(e.problem()) instanceof ObjectNode problem
          && problem.path("code").isString()) {
        problem.put("instance", request.getRequestURI());
        if (problem.path("fields").isArray() && !problem.path("fields").isEmpty()) {
          problem.set("errors", errors(problem.path("fields")));
        }
        return JSON.writeValueAsBytes(problem);
      }
    } catch (JacksonException notJson) {
      // Not one of ours: what follows says as much.
    }
    return problems.of(request, PlatformProblem.REQUEST_INVALID, List.of());
  }

  private static JsonNode errors(JsonNode fields) {
    var errors = JSON.createArrayNode();
    for (var field : fields) {
      errors
          .addObject()
          .put("pointer", field.path("pointer").asString(""))
          .put("reason", field.path("reason").asString(""));
    }
    return errors;
  }

  @ExceptionHandler
  ResponseEntity<Problem> unavailable(UpstreamUnavailableException e, HttpServletRequest request) {
    return ResponseEntity.status(PlatformProblem.UNAVAILABLE.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .header(HttpHeaders.RETRY_AFTER, "2")
        .body(problems.of(request, PlatformProblem.UNAVAILABLE, List.of()));
  }

  @ExceptionHandler
  ResponseEntity<Problem> tooLarge(AnswerTooLargeException e, HttpServletRequest request) {
    return ResponseEntity.status(BffProblem.ANSWER_TOO_LARGE.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(
            problems.of(
                request, BffProblem.ANSWER_TOO_LARGE, List.of(), Integer.toString(e.mostBytes())));
  }

  @ExceptionHandler
  ResponseEntity<Problem> full(AnswersFullException e, HttpServletRequest request) {
    return ResponseEntity.status(PlatformProblem.UNAVAILABLE.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .header(HttpHeaders.RETRY_AFTER, "1")
        .body(problems.of(request, PlatformProblem.UNAVAILABLE, List.of()));
  }
}
