package org.yipiao.authorization.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.yipiao.authorization.grant.OAuthErrors;
import org.yipiao.authorization.store.StoreUnavailableException;

/** While Redis is away this is told as what it is: a page to browsers, OAuth's error to clients. */
final class StoreOutageFilter extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(StoreOutageFilter.class);

  private final SignInPages pages;

  StoreOutageFilter(SignInPages pages) {
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
        OAuthErrors.writeUnavailable(response);
      }
    }
  }

  private static boolean isForBrowsers(String path) {
    return path.startsWith(SignInPages.SIGN_IN) || path.equals(SignInConfiguration.AUTHORIZE);
  }
}
