package org.yipiao.bff.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.yipiao.bff.problem.BffProblem;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.Problems;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the gate says to those it does not let through. */
final class GateAnswers {

  private final Problems problems;
  private final JsonMapper json;
  private final InstantSource time;

  GateAnswers(Problems problems, JsonMapper json, InstantSource time) {
    this.problems = problems;
    this.json = json;
    this.time = time;
  }

  void notFound(HttpServletRequest request, HttpServletResponse response) throws IOException {
    problems.write(request, response, PlatformProblem.NOT_FOUND, List.of());
  }

  void crossSite(HttpServletRequest request, HttpServletResponse response) throws IOException {
    problems.write(request, response, BffProblem.CROSS_SITE, List.of());
  }

  void signInNeeded(HttpServletRequest request, HttpServletResponse response) throws IOException {
    challenge(response);
    problems.write(request, response, BffProblem.SIGN_IN_NEEDED, List.of());
  }

  void bindingNeeded(HttpServletRequest request, HttpServletResponse response) throws IOException {
    challenge(response);
    problems.write(request, response, BffProblem.BINDING_NEEDED, List.of());
  }

  void unavailable(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, "1");
    problems.write(request, response, PlatformProblem.UNAVAILABLE, List.of());
  }

  /** Names this service's time, so that a page whose clock is wrong can try once more. */
  void bindingRefused(HttpServletRequest request, HttpServletResponse response) throws IOException {
    ObjectNode body = json.valueToTree(problems.of(request, BffProblem.BINDING_REFUSED, List.of()));
    body.put("serverTime", time.instant().getEpochSecond());
    challenge(response);
    response.setStatus(BffProblem.BINDING_REFUSED.status().value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    byte[] bytes = json.writeValueAsBytes(body);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** RFC 9449, section 7.1. */
  private static void challenge(HttpServletResponse response) {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "DPoP algs=\"ES256\"");
  }
}
