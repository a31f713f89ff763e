package org.yipiao.authorization.grant;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2TokenRevocationAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Revocation (RFC 7009) with a parameter of our own, {@code everywhere=true}: it ends all grants of
 * the person whose refresh token is shown, not this one alone, so that somebody who was let in once
 * is out. Unlike a plain revocation it is refused with {@code invalid_grant} when the token is none
 * of the client's, for then nothing has ended.
 */
public final class RevocationEverywhere implements AuthenticationProvider {

  private static final String EVERYWHERE = "everywhere";

  private final PersonAuthorizations authorizations;
  private final Consumer<String> forgetBrowsersOf;

  /**
   * @param forgetBrowsersOf is given the person
   */
  public RevocationEverywhere(
      PersonAuthorizations authorizations, Consumer<String> forgetBrowsersOf) {
    this.authorizations = authorizations;
    this.forgetBrowsersOf = forgetBrowsersOf;
  }

  /** Of a kind of its own, or Spring's provider would answer what this one refuses. */
  private static final class Asked extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;

    private final String token;
    private final OAuth2ClientAuthenticationToken client;

    Asked(String token, OAuth2ClientAuthenticationToken client) {
      super(List.<GrantedAuthority>of());
      this.token = token;
      this.client = client;
    }

    @Override
    public Object getPrincipal() {
      return client;
    }

    @Override
    public Object getCredentials() {
      return "";
    }
  }

  /** Reads such a request; leaves all others to Spring's converter. */
  public static AuthenticationConverter converter() {
    var reader = new OAuth2TokenRevocationAuthenticationConverter();
    return request -> read(reader, request);
  }

  private static @Nullable Authentication read(
      AuthenticationConverter reader, HttpServletRequest request) {
    var values = request.getParameterValues(EVERYWHERE);
    if (values == null) {
      return null;
    }
    if (values.length != 1 || !values[0].equals("true") || request.getQueryString() != null) {
      throw new OAuth2AuthenticationException(
          new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, "parameter: " + EVERYWHERE, null));
    }
    return reader.convert(request) instanceof OAuth2TokenRevocationAuthenticationToken plain
            && plain.getPrincipal() instanceof OAuth2ClientAuthenticationToken client
        ? new Asked(plain.getToken(), client)
        : null;
  }

  /** The grants are last: while one is left, its holder can ask again. */
  @Override
  public Authentication authenticate(Authentication asked) {
    var revocation = (Asked) asked;
    var client = revocation.client.getRegisteredClient();
    if (client == null) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    var person =
        authorizations
            .personOf(revocation.token, client.getId())
            .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
    forgetBrowsersOf.accept(person);
    authorizations.endAllOf(person);
    return new OAuth2TokenRevocationAuthenticationToken(
        new OAuth2RefreshToken(revocation.token, Instant.EPOCH), revocation.client);
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return Asked.class.isAssignableFrom(authentication);
  }
}
