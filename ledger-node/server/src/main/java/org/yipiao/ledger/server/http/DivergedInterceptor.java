package org.yipiao.ledger.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.platform.problem.ProblemException;

/** A node that diverged serves nothing of its ledger any more: it says that, and why. */
@Component
class DivergedInterceptor implements HandlerInterceptor, WebMvcConfigurer {

  /** What says how the node is, and how its addresses are called; all else is refused. */
  static final List<String> STILL_SERVED =
      List.of(
          "/error",
          "/actuator/**",
          "/v3/api-docs/**",
          "/v3/api-docs.yaml",
          "/explorer",
          "/explorer/",
          "/explorer/assets/**",
          "/explorer/api/overview");

  private final LedgerNode node;

  DivergedInterceptor(LedgerNode node) {
    this.node = node;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).excludePathPatterns(STILL_SERVED);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (node.divergence().declared()) {
      throw new ProblemException(NodeProblem.DIVERGED);
    }
    return true;
  }
}
