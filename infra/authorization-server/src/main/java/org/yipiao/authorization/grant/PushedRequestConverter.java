package org.yipiao.authorization.grant;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeRequestAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads a pushed authorization request (RFC 9126) and is stricter with it than Spring: the redirect
 * address is one of the client's to the last character, on the loopback interface too; PKCE is
 * S256; scopes are named; the answer goes into the query. What is refused here is told to the
 * client that pushed it, so the browser that comes later meets no error that has to be redirected.
 */
public final class PushedRequestConverter implements AuthenticationConverter {

  private static final Pattern S256_CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final int LONGEST = 512;

  /** Of which the first would let a request name another one, the rest change the flow. */
  private static final Set<String> NOT_HERE = Set.of("request", "prompt", "claims");

  private final AuthenticationConverter reader =
      new OAuth2AuthorizationCodeRequestAuthenticationConverter();

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    var client = client();
    if (!client.getAuthorizationGrantTypes().contains(AuthorizationGrantType.AUTHORIZATION_CODE)) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT);
    }
    // The reader looks at the form alone.
    require(request.getQueryString() == null, "query");
    var redirect = once(request, OAuth2ParameterNames.REDIRECT_URI);
    require(
        redirect != null && client.getRedirectUris().contains(redirect),
        OAuth2ParameterNames.REDIRECT_URI);
    var challenge = once(request, PkceParameterNames.CODE_CHALLENGE);
    require(
        challenge != null && S256_CHALLENGE.matcher(challenge).matches(),
        PkceParameterNames.CODE_CHALLENGE);
    require(
        "S256".equals(once(request, PkceParameterNames.CODE_CHALLENGE_METHOD)),
        PkceParameterNames.CODE_CHALLENGE_METHOD);
    var mode = once(request, "response_mode");
    require(mode == null || mode.equals("query"), "response_mode");
    once(request, OAuth2ParameterNames.STATE);
    once(request, "nonce");
    once(request, GrantMapping.UI_LOCALES);
    for (var name : NOT_HERE) {
      require(request.getParameterValues(name) == null, name);
    }
    var scope = once(request, OAuth2ParameterNames.SCOPE);
    if (scope == null || scope.isBlank()) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_SCOPE);
    }
    return reader.convert(request);
  }

  private static RegisteredClient client() {
    var client =
        SecurityContextHolder.getContext().getAuthentication()
                instanceof OAuth2ClientAuthenticationToken token
            ? token.getRegisteredClient()
            : null;
    if (client == null) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    return client;
  }

  /** The only value of a parameter; null if there is none. */
  private static @Nullable String once(HttpServletRequest request, String name) {
    var values = request.getParameterValues(name);
    if (values == null) {
      return null;
    }
    require(values.length == 1 && values[0].length() <= LONGEST, name);
    return values[0];
  }

  private static void require(boolean inOrder, String parameter) {
    if (!inOrder) {
      throw new OAuth2AuthenticationException(
          new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, "parameter: " + parameter, null));
    }
  }
}
