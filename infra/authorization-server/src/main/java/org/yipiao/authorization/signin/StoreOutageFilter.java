package org.yipiao.authorization.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.yipiao.authorization.store.StoreUnavailableException;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.Problems;

/** While Redis is away this is told as what it is, a page to browsers, a problem to clients. */
final class StoreOutageFilter extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(StoreOutageFilter.class);

  private final Problems problems;
  private final SignInPages pages;

  StoreOutageFilter(Problems problems, SignInPages pages) {
    this.problems = problems;
    this.pages = pages;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (StoreUnavailableException | DataAccessException e) {
      LOG.warn("the store of sign-ins cannot be used: {}", e.getClass().getSimpleName());
      if (response.isCommitted()) {
        return;
      }
      response.reset();
      if (isForBrowsers(request.getRequestURI())) {
        var language = SignInTexts.language(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        pages
            .notice(HttpStatus.SERVICE_UNAVAILABLE.value(), language, "unavailable")
            .write(response);
      } else {
        problems.write(request, response, PlatformProblem.UNAVAILABLE, List.of());
      }
    }
  }

  private static boolean isForBrowsers(String path) {
    return path.startsWith(SignInPages.SIGN_IN) || path.equals(SignInConfiguration.AUTHORIZE);
  }
}
