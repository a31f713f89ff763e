package org.yipiao.authorization.grant;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.yipiao.authorization.store.ExpiringStore;

/**
 * The grants of people who signed in. Client-credentials tokens are not remembered: each is proven
 * by its signature, lives minutes and is never refreshed.
 *
 * <ul>
 *   <li>A pushed request is taken over by the first browser that shows it, and gives one code.
 *   <li>A code is used once. The second use ends the grant, also when both come at the same moment:
 *       each writes only over what it has read.
 *   <li>Whoever shows a refresh token can end all grants of its person, at whichever client.
 *   <li>A refresh token is used once, then its successor. One that was used long ago, or whose
 *       successor was used, ends the grant. For {@link #ANSWER_LOST} the last one may be used
 *       again, for the answer with its successor may have been lost when a process was killed; only
 *       its client, which proves itself by its own key, can do so. All successors that it gave are
 *       good until one of them was used. Of many uses at the same moment those that come too late
 *       are told to repeat.
 * </ul>
 *
 * <p>An access token that was given out stays valid until it expires: services do not ask here.
 */
public final class PersonAuthorizations implements OAuth2AuthorizationService {

  /** How long Spring's server lets a pushed request wait. */
  static final Duration PUSHED_LIFE = Duration.ofMinutes(5);

  /** How long a client may repeat a refresh whose answer it has not got. */
  static final Duration ANSWER_LOST = Duration.ofSeconds(60);

  private static final String REQUEST_URI = "urn:ietf:params:oauth:request_uri:";
  private static final String EXPIRY = "___";
  private static final int LONGEST_TOKEN = 512;

  private static final String PUSHED = "pushed:";
  private static final String GRANT = "grant:";
  private static final String CODE = "code:";
  private static final String REFRESH = "refresh:";

  /** When all grants of a person were ended. */
  private static final String ENDED = "ended:";

  /** No grant of before lives longer. */
  private static final Duration LONGEST_GRANT = Duration.ofDays(91);

  private final RegisteredClientRepository clients;
  private final ExpiringStore store;
  private final Entitlement entitlement;
  private final InstantSource time;
  private final SecureRandom random = new SecureRandom();

  public PersonAuthorizations(
      RegisteredClientRepository clients,
      ExpiringStore store,
      Entitlement entitlement,
      InstantSource time) {
    this.clients = clients;
    this.store = store;
    this.entitlement = entitlement;
    this.time = time;
  }

  /**
   * A pushed request that now belongs to one browser.
   *
   * @param requestUri under which the authorization endpoint knows it
   * @param redirectUri where its answer goes
   * @param uiLocales the reader's languages, as the client has named them; null if it has not
   */
  public record TakenOver(String requestUri, String redirectUri, @Nullable String uiLocales) {}

  /**
   * Takes a pushed request over under a new name that nobody else has seen, and gives it the time
   * that a patient needs to sign in. The old name is of no use any more.
   */
  public Optional<TakenOver> takeOver(String requestUri, String clientId, Duration life) {
    if (!requestUri.startsWith(REQUEST_URI) || requestUri.length() > LONGEST_TOKEN) {
      return Optional.empty();
    }
    var key = PUSHED + Fingerprint.of(requestUri.substring(REQUEST_URI.length()));
    var text = store.get(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var pushed = StoredGrant.parse(text.get());
    if (!pushed.clientId().equals(clientId)) {
      return Optional.empty();
    }
    var name = newName(time.instant().plus(life));
    store.put(PUSHED + Fingerprint.of(name), text.get(), life);
    if (!store.remove(key)) {
      store.remove(PUSHED + Fingerprint.of(name));
      return Optional.empty();
    }
    return Optional.of(
        new TakenOver(
            REQUEST_URI + name, pushed.request().redirectUri(), pushed.request().uiLocales()));
  }

  /** As Spring's server forms it: it reads the expiry from the end. */
  private String newName(Instant expiry) {
    var secret = new byte[32];
    random.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret)
        + EXPIRY
        + expiry.toEpochMilli();
  }

  /** Whose refresh token it is; none when it is not good, or not the client's. */
  public Optional<String> personOf(String refreshToken, String clientId) {
    var found = findByToken(refreshToken, OAuth2TokenType.REFRESH_TOKEN);
    return Optional.ofNullable(found)
        .filter(each -> each.getRegisteredClientId().equals(clientId))
        .map(OAuth2Authorization::getPrincipalName);
  }

  /** Ends all grants that somebody has given until now, at whichever client and browser. */
  public void endAllOf(String person) {
    store.put(ENDED + Fingerprint.of(person), time.instant().toString(), LONGEST_GRANT);
  }

  private boolean isEnded(StoredGrant grant) {
    var begun = Objects.requireNonNull(grant.code()).issuedAt();
    return store
        .get(ENDED + Fingerprint.of(Objects.requireNonNull(grant.person())))
        .map(Instant::parse)
        .filter(end -> !begun.isAfter(end))
        .isPresent();
  }

  @Override
  public void save(OAuth2Authorization authorization) {
    var grantType = authorization.getAuthorizationGrantType();
    if (grantType.equals(AuthorizationGrantType.CLIENT_CREDENTIALS)) {
      return;
    }
    String pushed = authorization.getAttribute(OAuth2ParameterNames.STATE);
    if (pushed != null) {
      var grant = GrantMapping.stored(authorization, null);
      store.put(PUSHED + Fingerprint.of(pushed), grant.text(), PUSHED_LIFE);
      return;
    }
    GrantMapping.Read read = authorization.getAttribute(GrantMapping.READ);
    if (read == null) {
      begin(GrantMapping.stored(authorization, null));
    } else if (GrantMapping.isRevoked(authorization)) {
      store.remove(GRANT + read.grant().id());
    } else {
      change(read, GrantMapping.stored(authorization, read));
    }
  }

  private void begin(StoredGrant grant) {
    var code = Objects.requireNonNull(grant.code());
    var life = until(code.expiresAt());
    store.put(GRANT + grant.id(), grant.text(), life);
    store.put(CODE + code.fingerprint(), grant.id(), life);
  }

  /** The keys that lead to the grant are there before what they lead to. */
  private void change(GrantMapping.Read read, StoredGrant next) {
    var refresh = next.refresh();
    var code = Objects.requireNonNull(next.code());
    var life = until(refresh == null ? code.expiresAt() : refresh.expiresAt());
    boolean codeIsUsedNow = code.used() && !Objects.requireNonNull(read.grant().code()).used();
    if (refresh != null) {
      store.put(REFRESH + refresh.fingerprint(), next.id(), life);
      if (codeIsUsedNow) {
        // As long as something can be revoked, whoever uses the code again has to be noticed.
        store.put(CODE + code.fingerprint(), next.id(), life);
      }
    }
    if (store.replace(GRANT + next.id(), read.text(), next.text(), life)) {
      return;
    }
    if (codeIsUsedNow) {
      store.remove(GRANT + next.id());
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
    }
    throw new OAuth2AuthenticationException(
        store.get(GRANT + next.id()).isPresent()
            ? OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE
            : OAuth2ErrorCodes.INVALID_GRANT);
  }

  private Duration until(Instant end) {
    return Duration.between(time.instant(), end);
  }

  @Override
  public void remove(OAuth2Authorization authorization) {
    String pushed = authorization.getAttribute(OAuth2ParameterNames.STATE);
    if (pushed == null) {
      store.remove(GRANT + authorization.getId());
    } else if (!store.remove(PUSHED + Fingerprint.of(pushed))) {
      // Somebody else got a code for it at the same moment; this one is never shown.
      throw new OAuth2AuthorizationCodeRequestAuthenticationException(
          new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST), null);
    }
  }

  @Override
  public @Nullable OAuth2Authorization findById(String id) {
    return grant(id).map(read -> restored(read, null, null)).orElse(null);
  }

  @Override
  public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
    if (token.length() > LONGEST_TOKEN) {
      return null;
    }
    // Without a type it is a token to be revoked, and only refresh tokens can be.
    var kind = type == null ? OAuth2TokenType.REFRESH_TOKEN.getValue() : type.getValue();
    return switch (kind) {
      case OAuth2ParameterNames.STATE -> byPushed(token);
      case OAuth2ParameterNames.CODE -> byCode(token);
      case OAuth2ParameterNames.REFRESH_TOKEN -> byRefreshToken(token);
      default -> null;
    };
  }

  private @Nullable OAuth2Authorization byPushed(String name) {
    var text = store.get(PUSHED + Fingerprint.of(name));
    if (text.isEmpty()) {
      return null;
    }
    var grant = StoredGrant.parse(text.get());
    var client = clients.findByClientId(grant.clientId());
    return client == null ? null : GrantMapping.pushed(client, grant, name);
  }

  private @Nullable OAuth2Authorization byCode(String code) {
    var fingerprint = Fingerprint.of(code);
    return store
        .get(CODE + fingerprint)
        .flatMap(this::grant)
        .filter(read -> isOf(read.grant().code(), fingerprint))
        .map(read -> restored(read, code, null))
        .orElse(null);
  }

  private static boolean isOf(StoredGrant.@Nullable Code code, String fingerprint) {
    return code != null && code.fingerprint().equals(fingerprint);
  }

  private @Nullable OAuth2Authorization byRefreshToken(String token) {
    var fingerprint = Fingerprint.of(token);
    var read = store.get(REFRESH + fingerprint).flatMap(this::grant).orElse(null);
    if (read == null) {
      return null;
    }
    var refresh = read.grant().refresh();
    if (refresh != null && (refresh.isCurrent(fingerprint) || isRepeated(refresh, fingerprint))) {
      return restored(read, null, token);
    }
    store.remove(GRANT + read.grant().id());
    return null;
  }

  private boolean isRepeated(StoredGrant.Refresh refresh, String fingerprint) {
    return fingerprint.equals(refresh.previous())
        && time.instant().isBefore(refresh.issuedAt().plus(ANSWER_LOST));
  }

  private Optional<GrantMapping.Read> grant(String id) {
    return store
        .get(GRANT + id)
        .map(text -> new GrantMapping.Read(StoredGrant.parse(text), text, null));
  }

  private @Nullable OAuth2Authorization restored(
      GrantMapping.Read read, @Nullable String code, @Nullable String refreshToken) {
    var grant = read.grant();
    RegisteredClient client = clients.findByClientId(grant.clientId());
    if (client == null) {
      return null;
    }
    if (isEnded(grant)) {
      store.remove(GRANT + grant.id());
      return null;
    }
    var scopes =
        entitlement.of(
            grant.clientId(),
            Objects.requireNonNull(grant.person()),
            Set.copyOf(grant.request().scopes()));
    if (scopes.isEmpty()) {
      store.remove(GRANT + grant.id());
      return null;
    }
    return GrantMapping.restored(client, read, scopes.get(), code, refreshToken);
  }
}
