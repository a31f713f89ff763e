package org.yipiao.platform.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.yipiao.platform.security.PublicEndpoint;

/** The container's own errors, as problems: what no handler and no filter has answered. */
@Controller
public final class ProblemErrorController implements ErrorController {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemErrorController.class);

  private final Problems problems;

  ProblemErrorController(Problems problems) {
    this.problems = problems;
  }

  @RequestMapping("/error")
  @PublicEndpoint("the container dispatches here; it shows a status and nothing else")
  void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var status = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    var cause = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    if (cause != null) {
      LOG.error("a filter or the container failed", cause);
    }
    var code =
        status == null
            ? PlatformProblem.NOT_FOUND
            : ProblemAdvice.forStatus(HttpStatusCode.valueOf(status));
    problems.write(request, response, code, List.of());
  }
}
