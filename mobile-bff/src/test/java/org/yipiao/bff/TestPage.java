package org.yipiao.bff;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A page in a browser: its cookies and its key. */
public final class TestPage {

  private final CookieManager cookies;
  private final HttpClient http;
  private final String publicUrl;
  private final String address;
  private final ECKey key;

  /** What it prefers to read. */
  public String languages = "en";

  public TestPage(String publicUrl) throws Exception {
    this(
        publicUrl,
        publicUrl,
        new CookieManager(null, CookiePolicy.ACCEPT_ALL),
        new ECKeyGenerator(Curve.P_256).generate());
  }

  private TestPage(String publicUrl, String address, CookieManager cookies, ECKey key) {
    this.publicUrl = publicUrl;
    this.address = address;
    this.cookies = cookies;
    this.key = key;
    this.http =
        HttpClient.newBuilder()
            .cookieHandler(cookies)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** The same page, led to another process of the service by a proxy. */
  public TestPage ledTo(String process) {
    return new TestPage(publicUrl, process, cookies, key);
  }

  /** Another browser that has got hold of this one's cookies, but not of its key. */
  public TestPage thief() throws Exception {
    var thief = new TestPage(publicUrl);
    cookies
        .getCookieStore()
        .getCookies()
        .forEach(each -> thief.cookies.getCookieStore().add(URI.create(publicUrl), each));
    return thief;
  }

  public String thumbprint() throws Exception {
    return key.computeThumbprint().toString();
  }

  /** A proof for one call, now. */
  public String proof(String method, String path) throws Exception {
    return proof(method, path, Instant.now(), UUID.randomUUID().toString());
  }

  public String proof(String method, String path, Instant at, String id) throws Exception {
    int query = path.indexOf('?');
    var claims =
        new JWTClaimsSet.Builder()
            .claim("htm", method)
            .claim("htu", publicUrl + (query < 0 ? path : path.substring(0, query)))
            .jwtID(id)
            .issueTime(Date.from(at))
            .build();
    return signed(new JOSEObjectType("dpop+jwt"), claims);
  }

  /** Any token by the page's key, which it names. */
  public String signed(JOSEObjectType type, JWTClaimsSet claims) throws Exception {
    var jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).type(type).jwk(key.toPublicJWK()).build(),
            claims);
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }

  public HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, null, proof("GET", path), headers);
  }

  public HttpResponse<String> post(String path, String json, String... headers) throws Exception {
    return send("POST", path, json, proof("POST", path), headers);
  }

  /** A call as it is, with or without a proof. */
  public HttpResponse<String> send(
      String method, String path, @Nullable String json, @Nullable String proof, String... headers)
      throws Exception {
    return http.send(
        request(method, path, json, proof, headers), HttpResponse.BodyHandlers.ofString());
  }

  /** Opens a stream. */
  public HttpResponse<InputStream> open(String path, String... headers) throws Exception {
    return http.send(
        request("GET", path, null, proof("GET", path), headers),
        HttpResponse.BodyHandlers.ofInputStream());
  }

  private HttpRequest request(
      String method,
      String path,
      @Nullable String json,
      @Nullable String proof,
      String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(address + path)).header("Accept-Language", languages);
    if (proof != null) {
      request.header("DPoP", proof);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (json == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofString(json));
    }
    return request.build();
  }

  /** Begins a sign-in; where the page goes on. */
  public String begin(String base) throws Exception {
    var answer = post(base + "/api/sign-in", "{\"language\":\"en\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer).path("location").asString("");
  }

  /** Follows an address of this service. */
  public HttpResponse<String> follow(String address) throws Exception {
    assertThat(address).startsWith(publicUrl + "/");
    return send("GET", address.substring(publicUrl.length()), null, null);
  }

  /** Signs a person in. */
  public TestPage signedIn(SmallOAuthServer server, String person) throws Exception {
    var answer = follow(server.approve(begin(""), person));
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(location(answer)).isEqualTo("/");
    return this;
  }

  public Optional<HttpCookie> cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(each -> each.getName().equals(name))
        .findFirst();
  }

  public void forgetCookies() {
    cookies.getCookieStore().removeAll();
  }

  public static String location(HttpResponse<?> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  public static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  /** Asserts a refusal by status and code. */
  public static JsonNode refused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    var problem = json(answer);
    assertThat(problem.path("code").asString("")).isEqualTo(code);
    assertThat(problem.path("title").asString("")).isNotBlank();
    assertThat(problem.path("detail").asString("")).isNotBlank();
    return problem;
  }
}
