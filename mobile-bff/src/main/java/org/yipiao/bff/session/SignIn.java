package org.yipiao.bff.session;

import io.lettuce.core.SetArgs;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yipiao.bff.problem.BffProblem;
import org.yipiao.bff.settings.BffProperties;
import org.yipiao.bff.store.RandomText;
import org.yipiao.bff.store.Redis;
import org.yipiao.bff.store.Seal;
import org.yipiao.platform.problem.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Signs people of one realm in, by authorization code with pushed requests and PKCE. */
final class SignIn {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * A sign-in that is under way, as it is sealed in Redis.
   *
   * @param jkt thumbprint of the key that began it, to which the session will be bound
   */
  private record Attempt(String state, String nonce, String verifier, String jkt) {
    private Attempt {
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(nonce, "nonce");
      Objects.requireNonNull(verifier, "verifier");
      Objects.requireNonNull(jkt, "jkt");
    }
  }

  /**
   * @param location where the browser goes on
   * @param cookie value of the attempt's cookie
   */
  record Begun(String location, String cookie) {}

  private final Realm realm;
  private final Redis redis;
  private final Seal seal;
  private final AuthorizationClient client;
  private final TokenReader reader;
  private final Sessions sessions;
  private final BffProperties settings;
  private final InstantSource time;

  SignIn(
      Realm realm,
      Redis redis,
      Seal seal,
      AuthorizationClient client,
      TokenReader reader,
      Sessions sessions,
      BffProperties settings,
      InstantSource time) {
    this.realm = realm;
    this.redis = redis;
    this.seal = seal;
    this.client = client;
    this.reader = reader;
    this.sessions = sessions;
    this.settings = settings;
    this.time = time;
  }

  /** Begins a sign-in for the holder of a key. */
  Begun begin(String jkt, String language) {
    var attempt = new Attempt(RandomText.next(), RandomText.next(), RandomText.next(), jkt);
    var pushed =
        client
            .push(request(attempt, language))
            .orElseThrow(() -> new ProblemException(BffProblem.SIGN_IN_UNAVAILABLE));
    var cookie = RandomText.next();
    var key = key(cookie);
    var text = seal.seal(key, JSON.writeValueAsBytes(attempt));
    var life = SetArgs.Builder.px(settings.session().attempt().toMillis());
    redis.ask(commands -> commands.set(key, text, life));
    return new Begun(
        settings.authorizationUrl()
            + "?client_id="
            + URLEncoder.encode(client.clientId(), StandardCharsets.UTF_8)
            + "&request_uri="
            + URLEncoder.encode(pushed, StandardCharsets.UTF_8),
        cookie);
  }

  private Map<String, String> request(Attempt attempt, String language) {
    var form = new LinkedHashMap<String, String>();
    form.put("response_type", "code");
    form.put("redirect_uri", redirectUri());
    form.put("scope", realm.scope());
    form.put("state", attempt.state());
    form.put("nonce", attempt.nonce());
    form.put("code_challenge", RandomText.challenge(attempt.verifier()));
    form.put("code_challenge_method", "S256");
    form.put("ui_locales", language);
    return form;
  }

  private String redirectUri() {
    return URI.create(settings.publicUrl() + realm.callbackPath()).toString();
  }

  /**
   * Ends a sign-in.
   *
   * @param cookie of the attempt
   */
  SignInOutcome finish(@Nullable String cookie, AuthorizationResponse response) {
    if (cookie == null || !RandomText.isOne(cookie)) {
      return failed(SignInRefusal.ATTEMPT_EXPIRED);
    }
    var key = key(cookie);
    var text = redis.ask(commands -> commands.get(key));
    var attempt =
        Optional.ofNullable(text).flatMap(sealed -> seal.open(key, sealed)).flatMap(SignIn::parsed);
    if (attempt.isEmpty()) {
      return failed(SignInRefusal.ATTEMPT_EXPIRED);
    }
    // Looked at before the attempt is used up: anybody can send a browser here.
    if (!same(attempt.get().state(), response.state())
        || !same(settings.issuerName(), response.issuer())) {
      return failed(SignInRefusal.SIGN_IN_FAILED);
    }
    if (redis.ask(commands -> commands.getdel(key)) == null) {
      return failed(SignInRefusal.ATTEMPT_EXPIRED);
    }
    return response.error() == null
        ? redeem(attempt.get(), response.code())
        : failed(refusal(response.error()));
  }

  /** Nothing when another version of this service has begun it, in another shape. */
  private static Optional<Attempt> parsed(byte[] json) {
    try {
      return Optional.of(JSON.readValue(json, Attempt.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static SignInRefusal refusal(String error) {
    return switch (error) {
      case "access_denied" -> SignInRefusal.ACCESS_DENIED;
      case "temporarily_unavailable", "server_error" -> SignInRefusal.TEMPORARILY_UNAVAILABLE;
      default -> SignInRefusal.SIGN_IN_FAILED;
    };
  }

  private SignInOutcome redeem(Attempt attempt, @Nullable String code) {
    if (code == null) {
      return failed(SignInRefusal.SIGN_IN_FAILED);
    }
    return switch (client.redeem(code, attempt.verifier(), redirectUri())) {
      case TokenAnswer.Granted granted ->
          session(attempt, granted)
              .<SignInOutcome>map(session -> new SignInOutcome.Began(sessions.begin(session)))
              .orElseGet(() -> failed(SignInRefusal.SIGN_IN_FAILED));
      case TokenAnswer.Refused() -> failed(SignInRefusal.SIGN_IN_FAILED);
      case TokenAnswer.Unavailable() -> failed(SignInRefusal.TEMPORARILY_UNAVAILABLE);
    };
  }

  private Optional<StoredSession> session(Attempt attempt, TokenAnswer.Granted granted) {
    var now = time.instant();
    var refresh = granted.refresh();
    var subject = reader.subject(granted.identity(), client.clientId(), attempt.nonce());
    if (subject.isEmpty() || refresh == null) {
      return Optional.empty();
    }
    return reader
        .access(granted.access(), subject.get())
        .map(claims ->
            new StoredSession(
                subject.get(),
                claims.getClaim("tenant") instanceof String tenant ? tenant : null,
                Sessions.scopes(claims.getClaim("scope")),
                attempt.jkt(),
                now,
                granted.access(),
                now.plusSeconds(granted.lifeSeconds()),
                refresh));
  }

  private static SignInOutcome failed(SignInRefusal refusal) {
    return new SignInOutcome.Failed(refusal);
  }

  private static boolean same(String expected, @Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private String key(String cookie) {
    return Redis.key("attempt", RandomText.digest(cookie), realm.name());
  }
}
