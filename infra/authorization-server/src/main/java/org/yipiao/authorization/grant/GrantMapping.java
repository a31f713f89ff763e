package org.yipiao.authorization.grant;

import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/** Between the authorizations of Spring's server and what is stored of them. */
final class GrantMapping {

  /** Attribute with the {@link Read} that an authorization was made from. */
  static final String READ = Read.class.getName();

  private static final String REQUEST = OAuth2AuthorizationRequest.class.getName();
  private static final String PERSON = Principal.class.getName();
  private static final String S256 = "S256";

  /** Of OpenID Connect, section 3.1.2.1. */
  static final String UI_LOCALES = "ui_locales";

  /** Whose answers were lost may try again so many times at once. */
  private static final int MOST_SIBLINGS = 8;

  /**
   * A grant as it was read.
   *
   * @param text what the store held
   * @param presented fingerprint of the refresh token that it was found by
   */
  record Read(StoredGrant grant, String text, @Nullable String presented) {}

  private GrantMapping() {}

  static boolean isRevoked(OAuth2Authorization authorization) {
    var refresh = authorization.getRefreshToken();
    return refresh != null && refresh.isInvalidated();
  }

  /**
   * What is to be stored.
   *
   * @param read what the authorization was made from; null for a new one
   */
  static StoredGrant stored(OAuth2Authorization authorization, @Nullable Read read) {
    OAuth2AuthorizationRequest request =
        Objects.requireNonNull(authorization.<OAuth2AuthorizationRequest>getAttribute(REQUEST));
    Principal person = authorization.getAttribute(PERSON);
    return new StoredGrant(
        authorization.getId(),
        authorization.getRegisteredClientId(),
        request(request),
        person == null ? null : person.getName(),
        code(authorization),
        refresh(authorization, read));
  }

  private static StoredGrant.Request request(OAuth2AuthorizationRequest request) {
    Map<String, Object> more = request.getAdditionalParameters();
    return new StoredGrant.Request(
        request.getAuthorizationUri(),
        Objects.requireNonNull(request.getRedirectUri()),
        List.copyOf(new TreeSet<>(request.getScopes())),
        request.getState(),
        Objects.requireNonNull(text(more, PkceParameterNames.CODE_CHALLENGE)),
        text(more, OidcParameterNames.NONCE),
        text(more, UI_LOCALES));
  }

  private static @Nullable String text(Map<String, Object> parameters, String name) {
    return parameters.get(name) instanceof String text ? text : null;
  }

  private static StoredGrant.@Nullable Code code(OAuth2Authorization authorization) {
    var code = authorization.getToken(OAuth2AuthorizationCode.class);
    return code == null
        ? null
        : new StoredGrant.Code(
            Fingerprint.ofValue(code.getToken().getTokenValue()),
            issuedAt(code.getToken()),
            expiresAt(code.getToken()),
            code.isInvalidated());
  }

  private static StoredGrant.@Nullable Refresh refresh(
      OAuth2Authorization authorization, @Nullable Read read) {
    var token = authorization.getRefreshToken();
    if (token == null) {
      return null;
    }
    var fingerprint = Fingerprint.ofValue(token.getToken().getTokenValue());
    var before = read == null ? null : read.grant().refresh();
    if (before != null
        && (fingerprint.equals(before.fingerprint())
            || fingerprint.equals(Objects.requireNonNull(read).presented()))) {
      return before;
    }
    return new StoredGrant.Refresh(
        fingerprint,
        issuedAt(token.getToken()),
        expiresAt(token.getToken()),
        read == null ? null : read.presented(),
        before == null ? List.of() : siblings(before, Objects.requireNonNull(read).presented()));
  }

  /**
   * When a token is used again because its answer was lost, nobody knows whether it was: the client
   * may hold the former successor, for two of its processes asked at once. It stays good until one
   * of them was used.
   */
  private static List<String> siblings(StoredGrant.Refresh before, @Nullable String presented) {
    if (presented == null || !presented.equals(before.previous())) {
      return List.of();
    }
    var siblings = new ArrayList<String>();
    siblings.add(before.fingerprint());
    siblings.addAll(Objects.requireNonNull(before.siblings()));
    return siblings.subList(0, Math.min(siblings.size(), MOST_SIBLINGS));
  }

  private static Instant issuedAt(OAuth2Token token) {
    return Objects.requireNonNull(token.getIssuedAt());
  }

  private static Instant expiresAt(OAuth2Token token) {
    return Objects.requireNonNull(token.getExpiresAt());
  }

  /** A pushed request, under the name that it is asked for by. */
  static OAuth2Authorization pushed(RegisteredClient client, StoredGrant grant, String name) {
    return OAuth2Authorization.withRegisteredClient(client)
        .id(grant.id())
        .principalName(client.getClientId())
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .attribute(REQUEST, request(grant))
        .attribute(OAuth2ParameterNames.STATE, name)
        .build();
  }

  /**
   * A grant as the server's providers want it.
   *
   * @param scopes of those that were asked for, what tokens may have now
   * @param code by which it was found, or null
   * @param refreshToken by which it was found, or null
   */
  static OAuth2Authorization restored(
      RegisteredClient client,
      Read read,
      Set<String> scopes,
      @Nullable String code,
      @Nullable String refreshToken) {
    var grant = read.grant();
    var person = Objects.requireNonNull(grant.person());
    var presented = refreshToken == null ? null : Fingerprint.of(refreshToken);
    var builder =
        OAuth2Authorization.withRegisteredClient(client)
            .id(grant.id())
            .principalName(person)
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
            .authorizedScopes(new HashSet<>(scopes))
            .attribute(REQUEST, request(grant))
            .attribute(
                PERSON, UsernamePasswordAuthenticationToken.authenticated(person, null, List.of()))
            .attribute(READ, new Read(grant, read.text(), presented));
    addCode(builder, Objects.requireNonNull(grant.code()), code);
    if (grant.refresh() != null) {
      addTokens(
          builder,
          grant.refresh(),
          refreshToken,
          scopes.contains(OidcScopes.OPENID) ? person : null);
    }
    return builder.build();
  }

  private static void addCode(
      OAuth2Authorization.Builder builder, StoredGrant.Code code, @Nullable String value) {
    builder.token(
        new OAuth2AuthorizationCode(
            value == null ? Fingerprint.standIn(code.fingerprint()) : value,
            code.issuedAt(),
            code.expiresAt()),
        metadata -> metadata.put(OAuth2Authorization.Token.INVALIDATED_METADATA_NAME, code.used()));
  }

  private static void addTokens(
      OAuth2Authorization.Builder builder,
      StoredGrant.Refresh refresh,
      @Nullable String value,
      @Nullable String identified) {
    builder.refreshToken(
        new OAuth2RefreshToken(
            value == null ? Fingerprint.standIn(refresh.fingerprint()) : value,
            refresh.issuedAt(),
            refresh.expiresAt()));
    if (identified != null) {
      // The generator of the next id token looks here for claims of the session, of which there
      // are none.
      builder.token(
          new OidcIdToken(
              Fingerprint.standIn(refresh.fingerprint() + "-id"),
              refresh.issuedAt(),
              refresh.expiresAt(),
              Map.of("sub", identified)));
    }
  }

  private static OAuth2AuthorizationRequest request(StoredGrant grant) {
    var request = grant.request();
    Map<String, Object> more = new HashMap<>();
    more.put(PkceParameterNames.CODE_CHALLENGE, request.codeChallenge());
    more.put(PkceParameterNames.CODE_CHALLENGE_METHOD, S256);
    if (request.nonce() != null) {
      more.put(OidcParameterNames.NONCE, request.nonce());
    }
    return OAuth2AuthorizationRequest.authorizationCode()
        .authorizationUri(request.authorizationUri())
        .clientId(grant.clientId())
        .redirectUri(request.redirectUri())
        .scopes(new HashSet<>(request.scopes()))
        .state(request.state())
        .additionalParameters(more)
        .build();
  }
}
