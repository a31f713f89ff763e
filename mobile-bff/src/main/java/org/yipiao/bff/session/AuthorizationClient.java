package org.yipiao.bff.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.platform.exchange.BoundedExchange;
import org.yipiao.platform.telemetry.TraceContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One client at the authorization server: pushed requests (RFC 9126), codes, refresh and revocation
 * (RFC 7009), each with {@code private_key_jwt} (RFC 7523). The assertion's audience is the issuer,
 * by whatever address the server is reached. Its header names no key: the server knows one only.
 */
final class AuthorizationClient {

  private static final Logger LOG = LoggerFactory.getLogger(AuthorizationClient.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_BYTES = 64 << 10;
  private static final Duration ASSERTION_LIFE = Duration.ofSeconds(60);

  /**
   * @param internal base of the server as this service reaches it
   */
  record Server(String issuer, URI internal, Duration exchange) {}

  private final Server server;
  private final String clientId;
  private final ECPrivateKey key;
  private final InstantSource time;
  private final HttpClient http;

  AuthorizationClient(Server server, String clientId, ECPrivateKey key, InstantSource time) {
    this.server = server;
    this.clientId = clientId;
    this.key = key;
    this.time = time;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(server.exchange())
            .build();
  }

  String clientId() {
    return clientId;
  }

  /** Pushes a request; its {@code request_uri}, or nothing when the server does not take it now. */
  Optional<String> push(Map<String, String> request) {
    return call("/oauth2/par", request)
        .filter(answer -> answer.statusCode() == 201)
        .flatMap(AuthorizationClient::json)
        .map(json -> json.path("request_uri").asString(""))
        .filter(uri -> !uri.isEmpty());
  }

  TokenAnswer redeem(String code, String verifier, String redirectUri) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("code_verifier", verifier);
    form.put("redirect_uri", redirectUri);
    return tokens(form);
  }

  TokenAnswer refresh(String refreshToken) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", refreshToken);
    return tokens(form);
  }

  /** Ends a grant; one that cannot be ended now ends by itself when nobody uses it. */
  void revoke(String refreshToken) {
    var answer = call("/oauth2/revoke", Map.of("token", refreshToken));
    if (answer.isEmpty() || answer.get().statusCode() != 200) {
      LOG.warn("a grant of {} could not be revoked", clientId);
    }
  }

  /**
   * Ends all grants of the person whose refresh token it is, and has their browsers forgotten.
   *
   * @return false when the token is none, or not the latest
   * @throws TokensUnavailableException when the server does not do it now
   */
  boolean revokeEverywhere(String refreshToken) {
    var answer = call("/oauth2/revoke", Map.of("token", refreshToken, "everywhere", "true"));
    int status = answer.map(HttpResponse::statusCode).orElse(0);
    if (status == 200) {
      return true;
    }
    var error =
        answer.flatMap(AuthorizationClient::json).map(json -> json.path("error").asString(""));
    if (status == 400 && error.filter("invalid_grant"::equals).isPresent()) {
      return false;
    }
    LOG.warn("the grants of a person could not be revoked: {} {}", status, name(error.orElse("")));
    throw new TokensUnavailableException();
  }

  private TokenAnswer tokens(Map<String, String> form) {
    var answer = call("/oauth2/token", form);
    if (answer.isEmpty()) {
      return new TokenAnswer.Unavailable();
    }
    var json = json(answer.get());
    int status = answer.get().statusCode();
    if (status == 200 && json.isPresent()) {
      return granted(json.get());
    }
    var error = json.map(body -> body.path("error").asString("")).orElse("");
    LOG.info("the authorization server answered {} {} to client {}", status, name(error), clientId);
    return error.equals("invalid_grant")
        ? new TokenAnswer.Refused()
        : new TokenAnswer.Unavailable();
  }

  private static TokenAnswer granted(JsonNode json) {
    var access = json.path("access_token").asString("");
    long life = json.path("expires_in").asLong(0);
    return access.isEmpty() || life <= 0
        ? new TokenAnswer.Unavailable()
        : new TokenAnswer.Granted(
            access, life, text(json, "refresh_token"), text(json, "id_token"));
  }

  private static @Nullable String text(JsonNode json, String name) {
    var text = json.path(name).asString("");
    return text.isEmpty() ? null : text;
  }

  /** The error's name, unless it is something else. */
  private static String name(String error) {
    return error.matches("[a-z_]{1,40}") ? error : "without a name";
  }

  private static Optional<JsonNode> json(HttpResponse<byte[]> answer) {
    try {
      return Optional.of(JSON.readTree(answer.body()));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private Optional<HttpResponse<byte[]>> call(String path, Map<String, String> form) {
    var all = new LinkedHashMap<>(form);
    all.put("client_id", clientId);
    all.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    all.put("client_assertion", assertion());
    var request =
        HttpRequest.newBuilder(URI.create(server.internal() + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json");
    TraceContext.current().ifPresent(c -> request.header(TraceContext.HEADER, c.traceparent()));
    try {
      return Optional.of(
          BoundedExchange.send(
              http,
              request.POST(HttpRequest.BodyPublishers.ofString(encode(all))).build(),
              server.exchange(),
              MOST_BYTES));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("the authorization server at {} cannot be reached", server.internal());
      return Optional.empty();
    }
  }

  private String assertion() {
    var now = time.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(clientId)
            .subject(clientId)
            .audience(server.issuer())
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(ASSERTION_LIFE)))
            .build();
    var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), claims);
    try {
      jwt.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign with the key of " + clientId, e);
    }
    return jwt.serialize();
  }

  private static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
