package org.yipiao.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.yipiao.platform.exchange.BoundedExchange;
import org.yipiao.platform.telemetry.TraceContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Access tokens for calling other services: client credentials with {@code private_key_jwt} (RFC
 * 7523, ES256), kept until four fifths of their life are over. Safe for many threads; for each set
 * of scopes at most one request is under way, and who waited for it shares what came of it, a
 * failure too.
 *
 * <p>A service that acts for several tenants makes one instance per client with {@link #of}.
 */
public final class ServiceTokens {

  /** Of a token's answer; one byte more and it is no JSON any more. */
  private static final int MOST_BYTES = 64 << 10;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration ASSERTION_LIFE = Duration.ofSeconds(60);

  /** Else each of those who waited for a server that hangs would wait for a failure of its own. */
  private static final Duration FAILURE_LIFE = Duration.ofSeconds(1);

  private final OAuthClientProperties client;
  private final ECPrivateKey key;
  private final InstantSource time;
  private final HttpClient http;
  private final Map<String, Slot> slots = new ConcurrentHashMap<>();

  private static final class Slot {
    final ReentrantLock lock = new ReentrantLock();
    volatile @Nullable Token token;
    volatile @Nullable Failure failure;
  }

  private record Token(String value, Instant renewAt) {}

  private record Failure(TokenUnavailableException what, Instant at) {}

  ServiceTokens(OAuthClientProperties client, ECPrivateKey key, InstantSource time) {
    this.client = client;
    this.key = key;
    this.time = time;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(client.timeout())
            .build();
  }

  /**
   * @throws IllegalStateException when the key cannot be read
   */
  public static ServiceTokens of(OAuthClientProperties client, InstantSource time) {
    var key = ClientKey.read(Path.of(client.keyStore()), Path.of(client.keyStorePasswordFile()));
    return new ServiceTokens(client, key, time);
  }

  /**
   * A valid token with these scopes; with none named, all the client is allowed. For a second after
   * a failure the server is not asked again.
   *
   * @throws TokenUnavailableException when the server refuses or cannot be reached
   */
  public String token(String... scopes) {
    var slot = slot(scopes);
    var known = slot.token;
    if (known != null && time.instant().isBefore(known.renewAt())) {
      return known.value();
    }
    slot.lock.lock();
    try {
      known = slot.token;
      if (known == null || !time.instant().isBefore(known.renewAt())) {
        known = renew(slot, scopes);
      }
      return known.value();
    } finally {
      slot.lock.unlock();
    }
  }

  private Token renew(Slot slot, String... scopes) {
    var failure = slot.failure;
    if (failure != null
        && Duration.between(failure.at(), time.instant()).abs().compareTo(FAILURE_LIFE) < 0) {
      throw new TokenUnavailableException(failure.what());
    }
    try {
      var token = request(key(scopes));
      slot.token = token;
      slot.failure = null;
      return token;
    } catch (TokenUnavailableException e) {
      // That this thread was interrupted is nobody else's failure.
      if (!(e.getCause() instanceof InterruptedException)) {
        slot.failure = new Failure(e, time.instant());
      }
      throw e;
    }
  }

  /** {@link #token} as a supplier that always gives a token valid at that moment. */
  public Supplier<String> bearer(String... scopes) {
    var wanted = scopes.clone();
    return () -> token(wanted);
  }

  /** Forgets a token that a resource server refused, so that the next call gets a new one. */
  public void forget(String refusedToken, String... scopes) {
    var slot = slot(scopes);
    var known = slot.token;
    if (known != null && known.value().equals(refusedToken)) {
      slot.token = null;
    }
  }

  /**
   * Puts a token on each request of a {@code RestClient}; when it is refused with 401, which
   * happens after the issuer changed its key, tries once more with a new one.
   */
  public ClientHttpRequestInterceptor interceptor(String... scopes) {
    var wanted = scopes.clone();
    return (request, body, execution) -> {
      var token = token(wanted);
      request.getHeaders().setBearerAuth(token);
      var response = execution.execute(request, body);
      if (response.getStatusCode().value() != HttpStatus.UNAUTHORIZED.value()) {
        return response;
      }
      response.close();
      forget(token, wanted);
      request.getHeaders().setBearerAuth(token(wanted));
      return execution.execute(request, body);
    };
  }

  private Slot slot(String... scopes) {
    return slots.computeIfAbsent(key(scopes), _ -> new Slot());
  }

  private static String key(String... scopes) {
    return String.join(" ", new TreeSet<>(List.of(scopes)));
  }

  private Token request(String scope) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", client.clientId());
    form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    form.put("client_assertion", assertion());
    if (!scope.isEmpty()) {
      form.put("scope", scope);
    }
    var request =
        HttpRequest.newBuilder(client.tokenUri())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json");
    TraceContext.current().ifPresent(c -> request.header(TraceContext.HEADER, c.traceparent()));
    var asked = time.instant();
    try {
      var answer =
          BoundedExchange.send(
              http,
              request.POST(HttpRequest.BodyPublishers.ofString(encode(form))).build(),
              client.timeout(),
              MOST_BYTES);
      return read(answer, asked);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TokenUnavailableException("interrupted while asking for a token", e);
    } catch (IOException e) {
      throw new TokenUnavailableException(
          "the authorization server at " + client.tokenUri() + " cannot be reached", e);
    }
  }

  private Token read(HttpResponse<byte[]> answer, Instant asked) {
    try {
      var json = JSON.readTree(answer.body());
      if (answer.statusCode() != HttpStatus.OK.value()) {
        throw new TokenUnavailableException(
            "the authorization server answered %d %s to client %s"
                .formatted(answer.statusCode(), json.path("error").asString(""), client.clientId()),
            answer.statusCode() < 500);
      }
      long lifeSeconds = json.path("expires_in").asLong(0);
      var value = json.path("access_token").asString("");
      if (value.isEmpty() || lifeSeconds <= 0) {
        throw new TokenUnavailableException("the answer holds no token with a life", false);
      }
      return new Token(value, asked.plusMillis(lifeSeconds * 800));
    } catch (JacksonException e) {
      throw new TokenUnavailableException(
          "the authorization server answered " + answer.statusCode() + " without JSON", e);
    }
  }

  private String assertion() {
    var now = time.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(client.clientId())
            .subject(client.clientId())
            .audience(client.assertionAudience())
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(ASSERTION_LIFE)))
            .build();
    var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), claims);
    try {
      jwt.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign with the key of " + client.clientId(), e);
    }
    return jwt.serialize();
  }

  private static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
