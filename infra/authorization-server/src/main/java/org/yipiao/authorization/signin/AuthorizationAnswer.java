package org.yipiao.authorization.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Sends the browser back with a code, state and {@code iss} (RFC 9207), and ends its sign-in: there
 * is no single sign-on, for the next one at a shared phone is somebody else.
 */
final class AuthorizationAnswer implements AuthenticationSuccessHandler {

  private final String issuer;

  AuthorizationAnswer(String issuer) {
    this.issuer = issuer;
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication granted) {
    var answer = (OAuth2AuthorizationCodeRequestAuthenticationToken) granted;
    var code = Objects.requireNonNull(answer.getAuthorizationCode());
    var address =
        UriComponentsBuilder.fromUriString(Objects.requireNonNull(answer.getRedirectUri()))
            .queryParam(OAuth2ParameterNames.CODE, code.getTokenValue());
    if (answer.getState() != null) {
      address.queryParam(OAuth2ParameterNames.STATE, encoded(answer.getState()));
    }
    address.queryParam("iss", encoded(issuer));
    SignInSession.of(request).ifPresent(SignInSession::end);
    response.setStatus(HttpStatus.FOUND.value());
    response.setHeader(HttpHeaders.LOCATION, address.build(true).toUriString());
  }

  private static String encoded(String text) {
    return UriUtils.encode(text, StandardCharsets.UTF_8);
  }
}
