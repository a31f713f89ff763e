package org.yipiao.bff;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for the authorization server that speaks the subset which this service uses, and can
 * be told to misbehave: pushed requests, codes, refresh with rotation, revocation and the key set.
 * Instead of pages it has {@link #approve}. The real one is tried in {@link WholeSignInIT}.
 */
public final class SmallOAuthServer implements AutoCloseable {

  private record Pushed(Map<String, String> request) {}

  private record Grant(String clientId, String subject, @Nullable String tenant, String scope) {}

  private record Code(Pushed pushed, Grant grant) {}

  private final HttpServer server;
  private final ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
  private final Map<String, ECKey> clients = new ConcurrentHashMap<>();
  private final Map<String, Pushed> pushed = new ConcurrentHashMap<>();
  private final Map<String, Code> codes = new ConcurrentHashMap<>();
  private final Map<String, Grant> refreshTokens = new ConcurrentHashMap<>();
  private final Set<String> assertions = ConcurrentHashMap.newKeySet();

  public final AtomicInteger refreshes = new AtomicInteger();
  public final List<String> revoked = new CopyOnWriteArrayList<>();
  public final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();

  /** Seconds. */
  public volatile long tokenLife = 300;

  /** Answers 503 to everything. */
  public volatile boolean down;

  /** Refuses every refresh. */
  public volatile boolean refusesRefresh;

  /** A refresh waits for it. */
  public volatile CountDownLatch refreshMay = new CountDownLatch(0);

  /** Spoils the id token. */
  public volatile Consumer<JWTClaimsSet.Builder> identityChange = _ -> {};

  public SmallOAuthServer() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/oauth2/par", exchange -> handle(exchange, this::push));
    server.createContext("/oauth2/token", exchange -> handle(exchange, this::token));
    server.createContext("/oauth2/revoke", exchange -> handle(exchange, this::revoke));
    server.createContext(
        "/oauth2/jwks",
        exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What it calls itself; not its address, as behind an edge. */
  public String issuer() {
    return "https://issuer.test.invalid";
  }

  public void knows(String clientId, ECKey publicKey) {
    clients.put(clientId, publicKey);
  }

  /** Somebody signs in: where the browser is sent back to. */
  public String approve(String location, String subject) {
    return approve(location, subject, null, null);
  }

  /**
   * @param tenant of a member of staff
   * @param scope of a member of staff; else what was asked for
   */
  public String approve(
      String location, String subject, @Nullable String tenant, @Nullable String scope) {
    var request = Objects.requireNonNull(pushed.remove(parameter(location, "request_uri")));
    var form = request.request();
    var code = UUID.randomUUID().toString();
    codes.put(
        code,
        new Code(
            request,
            new Grant(
                value(form, "client_id"),
                subject,
                tenant,
                scope == null ? value(form, "scope") : scope)));
    return callback(form, "code=" + code);
  }

  /** Somebody does not want to. */
  public String deny(String location, String error) {
    var request = Objects.requireNonNull(pushed.remove(parameter(location, "request_uri")));
    return callback(request.request(), "error=" + error);
  }

  private String callback(Map<String, String> form, String more) {
    return value(form, "redirect_uri")
        + "?"
        + more
        + "&state="
        + value(form, "state")
        + "&iss="
        + URLEncoder.encode(issuer(), StandardCharsets.UTF_8);
  }

  /** The parameter of an address. */
  public static String parameter(String address, String name) {
    return value(form(address.substring(address.indexOf('?') + 1)), name);
  }

  private interface Handler {
    String handle(Map<String, String> form) throws Exception;
  }

  /** A refusal by its name. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String error) {
      super(error);
    }
  }

  private void handle(HttpExchange exchange, Handler handler) throws IOException {
    var form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    if (down) {
      answer(exchange, 503, "{}");
      return;
    }
    try {
      prove(form);
      requests.add(form);
      var json = handler.handle(form);
      boolean made = exchange.getRequestURI().getPath().endsWith("/par");
      answer(exchange, made ? 201 : 200, json);
    } catch (Refused e) {
      answer(exchange, 400, "{\"error\":\"" + e.getMessage() + "\"}");
    } catch (Exception e) {
      answer(exchange, 500, "{\"error\":\"server_error\"}");
    }
  }

  private void prove(Map<String, String> form) throws Exception {
    var assertion = SignedJWT.parse(value(form, "client_assertion"));
    var claims = assertion.getJWTClaimsSet();
    var client = clients.get(value(form, "client_id"));
    if (client == null
        || !assertion.verify(new ECDSAVerifier(client))
        || !claims.getAudience().equals(List.of(issuer()))
        || !value(form, "client_id").equals(claims.getSubject())
        || !assertions.add(claims.getJWTID())) {
      throw new Refused("invalid_client");
    }
  }

  private String push(Map<String, String> form) throws Exception {
    if (!"S256".equals(form.get("code_challenge_method"))
        || !value(form, "redirect_uri").endsWith("/login/callback")) {
      throw new Refused("invalid_request");
    }
    var uri = "urn:ietf:params:oauth:request_uri:" + UUID.randomUUID();
    pushed.put(uri, new Pushed(form));
    return "{\"request_uri\":\"" + uri + "\",\"expires_in\":60}";
  }

  private String token(Map<String, String> form) throws Exception {
    return switch (value(form, "grant_type")) {
      case "authorization_code" -> {
        var code = codes.remove(value(form, "code"));
        if (code == null || !isFor(code, form)) {
          throw new Refused("invalid_grant");
        }
        yield tokens(code.grant(), code.pushed().request().get("nonce"));
      }
      case "refresh_token" -> {
        refreshes.incrementAndGet();
        refreshMay.await();
        var grant = refreshTokens.remove(value(form, "refresh_token"));
        if (refusesRefresh || grant == null) {
          throw new Refused("invalid_grant");
        }
        yield tokens(grant, null);
      }
      default -> throw new Refused("unsupported_grant_type");
    };
  }

  private static boolean isFor(Code code, Map<String, String> form) throws Exception {
    var asked = code.pushed().request();
    var digest =
        MessageDigest.getInstance("SHA-256")
            .digest(value(form, "code_verifier").getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(digest)
            .equals(asked.get("code_challenge"))
        && value(form, "redirect_uri").equals(asked.get("redirect_uri"))
        && value(form, "client_id").equals(asked.get("client_id"));
  }

  private String tokens(Grant grant, @Nullable String nonce) throws Exception {
    var now = Instant.now();
    var access =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .subject(grant.subject())
            .audience("yipiao")
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(Math.max(60, tokenLife))))
            .claim("client_id", grant.clientId())
            .claim("tenant", grant.tenant() == null ? "platform" : grant.tenant())
            .claim("scope", grant.scope());
    var identity =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .subject(grant.subject())
            .audience(grant.clientId())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(300)))
            .claim("nonce", nonce);
    identityChange.accept(identity);
    var refresh = UUID.randomUUID().toString();
    refreshTokens.put(refresh, grant);
    return """
    {"access_token":"%s","token_type":"Bearer","expires_in":%d,"refresh_token":"%s",\
    "scope":"%s"%s}
    """
        .formatted(
            signed("at+jwt", access.build()),
            tokenLife,
            refresh,
            grant.scope(),
            nonce == null ? "" : ",\"id_token\":\"" + signed("JWT", identity.build()) + "\"");
  }

  private String signed(String type, JWTClaimsSet claims) throws Exception {
    var jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(key.getKeyID())
                .type(new JOSEObjectType(type))
                .build(),
            claims);
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }

  private String revoke(Map<String, String> form) throws Refused {
    var token = value(form, "token");
    if (value(form, "everywhere").equals("true")) {
      var grant = refreshTokens.get(token);
      if (grant == null) {
        throw new Refused("invalid_grant");
      }
      refreshTokens.values().removeIf(each -> each.subject().equals(grant.subject()));
    }
    refreshTokens.remove(token);
    revoked.add(token);
    return "";
  }

  private static String value(Map<String, String> form, String name) {
    return form.getOrDefault(name, "");
  }

  private static Map<String, String> form(String text) {
    var form = new HashMap<String, String>();
    for (var pair : text.split("&", -1)) {
      int at = pair.indexOf('=');
      if (at > 0) {
        form.put(
            pair.substring(0, at),
            URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
      }
    }
    return form;
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
