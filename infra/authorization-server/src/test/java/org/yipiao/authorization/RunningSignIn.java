package org.yipiao.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that signs patients in, the client they sign in for, and what lies behind. */
final class RunningSignIn implements AutoCloseable {

  static final String CLIENT = "mobile-bff";
  static final String CALLBACK = "http://127.0.0.1:8085/login/callback";
  static final String STAFF_CLIENT = "payer-console";
  static final String STAFF_CALLBACK = "http://127.0.0.1:8085/payers/login/callback";
  static final String SCOPE = "openid invoices.read.person claims.read";
  static final String VERIFIER = "a-verifier-that-is-long-enough-for-the-standard-43";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final FarSideServer far = new FarSideServer();

  /** Where it listens; unless a test says otherwise its issuer, too. */
  final URI issuer;

  final TestClient client;
  final Path staffFile;
  private final ECKey appKey = new ECKeyGenerator(Curve.P_256).generate();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private ConfigurableApplicationContext server;

  /**
   * @param more settings besides
   */
  RunningSignIn(Path directory, Map<String, String> more) throws Exception {
    client = new TestClient(directory);
    Files.writeString(
        directory.resolve("patients.json"),
        """
        [{"clientId": "mobile-bff", "tenant": "platform", "jwk": %s,
          "scopes": ["openid", "invoices.read.person", "consents.write", "claims.read"],
          "redirectUris": ["%s"]},
         {"clientId": "payer-console", "tenant": "platform", "jwk": %s, "signsIn": "STAFF",
          "scopes": ["openid", "claims.read", "claims.decide", "claims.resolve"],
          "redirectUris": ["%s"]},
         {"clientId": "gateway", "tenant": "hospital-one", "jwk": %s, "scopes": ["ledger.read"]},
         {"clientId": "authorization-server", "tenant": "platform", "jwk": %s,
          "scopes": ["messages.send", "messages.receive", "identities.read", "persons.resolve"]}]
        """
            .formatted(
                appKey.toPublicJWK().toJSONString(),
                CALLBACK,
                client.key.toPublicJWK().toJSONString(),
                STAFF_CALLBACK,
                client.key.toPublicJWK().toJSONString(),
                client.key.toPublicJWK().toJSONString()));
    staffFile = Files.writeString(directory.resolve("staff.json"), "[]");
    settings.put("yipiao.authorization.staff-file", staffFile.toString());
    int port = TestClient.freePort();
    issuer = URI.create("http://127.0.0.1:" + port);
    settings.put("server.port", Integer.toString(port));
    settings.put("yipiao.authorization.issuer", issuer.toString());
    settings.put(
        "yipiao.authorization.clients-file", directory.resolve("patients.json").toString());
    settings.put("yipiao.oauth.client-id", "authorization-server");
    settings.put("yipiao.oauth.audience", more.getOrDefault("yipiao.authorization.issuer", ""));
    settings.put("yipiao.oauth.token-uri", issuer + "/oauth2/token");
    settings.put("yipiao.oauth.key-store", directory.resolve("client.p12").toString());
    settings.put("yipiao.oauth.key-store-password-file", directory.resolve("password").toString());
    for (var service : new String[] {"message-url", "identity-url", "register-url"}) {
      settings.put("yipiao.authorization.sign-in." + service, far.url());
    }
    // All browsers of a test have one address.
    settings.put("yipiao.authorization.sign-in.messages-per-address", "100000");
    settings.put("yipiao.authorization.sign-in.messages-per-address-and-phone", "1000");
    settings.put("yipiao.authorization.sign-in.own-messages-per-address", "100000");
    settings.put("yipiao.authorization.sign-in.wrong-codes-per-network", "100000");
    settings.putAll(more);
    server = client.run(settings);
  }

  ConfigurableApplicationContext server() {
    return server;
  }

  /** Ends the process's state, as far as one process can do that with itself, and begins anew. */
  void restart() {
    server.close();
    server = client.run(settings);
  }

  Browser browser() {
    return new Browser(issuer);
  }

  /** A phone that is registered in somebody's name; its digits are the document's, too. */
  String newPatient() {
    var phone = strangePhone();
    far.register(phone, phone.substring(1));
    return phone;
  }

  /** A phone that nobody has registered. */
  static String strangePhone() {
    return "+86139%08d".formatted(ThreadLocalRandom.current().nextInt(100_000_000));
  }

  static String personOf(String phone) {
    return FarSideServer.personOf(phone.substring(1));
  }

  String assertion(String clientId, String audience) throws Exception {
    var key = clientId.equals(CLIENT) ? appKey : client.key;
    var jwt =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.ES256),
            TestClient.claims(c -> c.issuer(clientId).subject(clientId).audience(audience)));
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }

  /** A call of a client that proves itself. */
  HttpResponse<String> call(String clientId, String path, Map<String, String> form)
      throws Exception {
    return call(clientId, path, form, name());
  }

  /** What the server goes by. */
  String name() {
    return settings.getOrDefault("yipiao.authorization.issuer", "");
  }

  HttpResponse<String> call(String clientId, String path, Map<String, String> form, String audience)
      throws Exception {
    var all = new LinkedHashMap<>(form);
    all.put("client_id", clientId);
    all.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    all.put("client_assertion", assertion(clientId, audience));
    return HTTP.send(
        HttpRequest.newBuilder(issuer.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(Browser.encoded(all)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** A request that is in order. */
  static Map<String, String> request() throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    var challenge = digest.digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
    var form = new LinkedHashMap<String, String>();
    form.put("response_type", "code");
    form.put("redirect_uri", CALLBACK);
    form.put("scope", SCOPE);
    form.put("state", "st&te=1");
    form.put("nonce", "n-1");
    form.put("code_challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(challenge));
    form.put("code_challenge_method", "S256");
    return form;
  }

  /** The address at which a browser begins, after its client has pushed the request. */
  String pushed() throws Exception {
    return pushed(request());
  }

  String pushed(Map<String, String> request) throws Exception {
    var answer = call(CLIENT, "/oauth2/par", request, name() + "/oauth2/par");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return authorizeWith(json(answer).path("request_uri").asString(""));
  }

  static String authorizeWith(String requestUri) {
    return "/oauth2/authorize?client_id="
        + CLIENT
        + "&request_uri="
        + URLEncoder.encode(requestUri, StandardCharsets.UTF_8);
  }

  /** The form for the phone, after a request was pushed. */
  HttpResponse<String> phoneForm(Browser browser) throws Exception {
    var begun = browser.get(pushed());
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(303);
    assertThat(Browser.location(begun)).isEqualTo("/sign-in");
    return browser.get("/sign-in");
  }

  /** The form for the code, after one was asked for. */
  HttpResponse<String> codeForm(Browser browser, String phone) throws Exception {
    var form = browser.submit(phoneForm(browser), "/sign-in/code", "phone", phone);
    assertThat(form.statusCode()).as(form.body()).isEqualTo(200);
    return form;
  }

  /** The code that the phone gets after this many others. */
  String codeSentTo(String phone, int others) {
    await().until(() -> far.messagesTo(phone).size() > others);
    return far.codeFor(phone).orElseThrow();
  }

  /** Signs in and says where the browser is sent back to. */
  String signIn(Browser browser, String phone) throws Exception {
    int before = far.messagesTo(phone).size();
    var form = codeForm(browser, phone);
    var signedIn = browser.submit(form, "/sign-in", "code", codeSentTo(phone, before));
    assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(303);
    return answered(browser, Browser.location(signedIn));
  }

  /** Where the browser is sent from the authorization endpoint. */
  static String answered(Browser browser, String path) throws Exception {
    var answer = browser.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    return Browser.location(answer);
  }

  static String parameter(String address, String name) {
    for (var pair : String.valueOf(URI.create(address).getRawQuery()).split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  String newCode() throws Exception {
    return parameter(signIn(browser(), newPatient()), "code");
  }

  static Map<String, String> codeGrant(String code) {
    return Map.of(
        "grant_type", "authorization_code",
        "code", code,
        "redirect_uri", CALLBACK,
        "code_verifier", VERIFIER);
  }

  HttpResponse<String> tokens(String code) throws Exception {
    return call(CLIENT, "/oauth2/token", codeGrant(code));
  }

  HttpResponse<String> refresh(String refreshToken) throws Exception {
    return call(
        CLIENT,
        "/oauth2/token",
        Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  /** The refresh token of an answer that has one. */
  static String refreshToken(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var token = json(answer).path("refresh_token").asString("");
    assertThat(token).isNotEmpty();
    return token;
  }

  static void refused(HttpResponse<String> answer, String error) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(json(answer).path("error").asString("")).isEqualTo(error);
  }

  @Override
  public void close() {
    server.close();
    far.close();
  }
}
