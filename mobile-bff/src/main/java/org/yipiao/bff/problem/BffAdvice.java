package org.yipiao.bff.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.yipiao.bff.store.StoreUnavailableException;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.Problem;
import org.yipiao.platform.problem.Problems;

/** Trouble of this service's own that is nobody's fault. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class BffAdvice {

  private final Problems problems;

  BffAdvice(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  ResponseEntity<Problem> storeUnavailable(
      StoreUnavailableException e, HttpServletRequest request) {
    return ResponseEntity.status(PlatformProblem.UNAVAILABLE.status())
        .header(HttpHeaders.RETRY_AFTER, "1")
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problems.of(request, PlatformProblem.UNAVAILABLE, List.of()));
  }
}
