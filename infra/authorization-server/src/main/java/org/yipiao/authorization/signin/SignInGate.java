package org.yipiao.authorization.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.web.filter.OncePerRequestFilter;
import org.yipiao.authorization.grant.PersonAuthorizations;

/**
 * Stands before the authorization endpoint. It lets through a browser that has signed in for
 * exactly the request it shows; another one that shows a pushed request takes it over and signs in.
 * All else meets a page and is sent nowhere.
 */
final class SignInGate extends OncePerRequestFilter {

  private final PersonAuthorizations authorizations;
  private final SignInPages pages;
  private final Duration sessionLife;

  SignInGate(PersonAuthorizations authorizations, SignInPages pages, Duration sessionLife) {
    this.authorizations = authorizations;
    this.pages = pages;
    this.sessionLife = sessionLife;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var client = only(request, OAuth2ParameterNames.CLIENT_ID);
    var requestUri = only(request, OAuth2ParameterNames.REQUEST_URI);
    if (!"GET".equals(request.getMethod()) || client == null || requestUri == null) {
      refuse(request, response);
    } else {
      direct(request, response, chain, client, requestUri);
    }
  }

  private void direct(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      String client,
      String requestUri)
      throws ServletException, IOException {
    var session = SignInSession.of(request);
    var subject =
        session.filter(each -> each.isFor(client, requestUri)).flatMap(SignInSession::subject);
    if (subject.isPresent()) {
      letThrough(subject.get(), request, response, chain);
    } else if (session.filter(each -> each.beganWith(client, requestUri)).isPresent()) {
      toSignIn(response);
    } else {
      begin(request, response, client, requestUri);
    }
  }

  private void letThrough(
      Subject subject, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    SecurityContextHolder.setContext(
        new SecurityContextImpl(
            UsernamePasswordAuthenticationToken.authenticated(subject.text(), null, List.of())));
    chain.doFilter(request, response);
  }

  private void begin(
      HttpServletRequest request, HttpServletResponse response, String client, String requestUri)
      throws IOException {
    var taken = authorizations.takeOver(requestUri, client, sessionLife);
    if (taken.isEmpty()) {
      refuse(request, response);
      return;
    }
    SignInSession.begin(request, client, requestUri, taken.get());
    toSignIn(response);
  }

  private static void toSignIn(HttpServletResponse response) {
    response.setStatus(HttpStatus.SEE_OTHER.value());
    response.setHeader(HttpHeaders.LOCATION, SignInPages.SIGN_IN);
  }

  /** Tells the browser, and it alone, that the request is not one that can be continued. */
  void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var language = SignInTexts.language(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    pages.notice(HttpStatus.BAD_REQUEST.value(), language, "over").write(response);
  }

  private static @Nullable String only(HttpServletRequest request, String name) {
    var values = request.getParameterValues(name);
    return values != null && values.length == 1 ? values[0] : null;
  }
}
