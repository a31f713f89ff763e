package org.yipiao.platform.telemetry;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Binds the caller's trace, or a new one, to the request and names it in the answer. */
final class TraceFilter extends OncePerRequestFilter {

  /** What a user quotes when asking for help. */
  static final String ANSWER_HEADER = "Trace-Id";

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var dispatchedBefore = (String) request.getAttribute(TraceContext.HEADER);
    var received =
        dispatchedBefore == null ? request.getHeader(TraceContext.HEADER) : dispatchedBefore;
    try (var _ = TraceContext.resume(received)) {
      var context = TraceContext.currentOrNew();
      request.setAttribute(TraceContext.HEADER, context.traceparent());
      response.setHeader(ANSWER_HEADER, context.traceId());
      chain.doFilter(request, response);
    }
  }
}
