package org.yipiao.ledger.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.platform.problem.ProblemException;

/** A node that diverged serves nothing of its ledger any more. */
@Component
class DivergedInterceptor implements HandlerInterceptor, WebMvcConfigurer {

  private final LedgerNode node;

  DivergedInterceptor(LedgerNode node) {
    this.node = node;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(this)
        .addPathPatterns(
            "/v1/**",
            "/checkpoint",
            "/tile/**",
            "/explorer/api/checkpoints/**",
            "/explorer/api/operations/**",
            "/explorer/api/invoices/**");
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
