package org.yipiao.platform.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.ConfigurableApplicationContext;
import org.yipiao.platform.testing.TestTokens;

/** A real service over HTTP; all tests that begin from here share one. */
abstract class RunningService {

  static final HttpClient HTTP = HttpClient.newHttpClient();
  // Both live as long as the tests.
  static final TestTokens TOKENS = TestTokens.start();
  static final ConfigurableApplicationContext SERVICE =
      SampleService.start(
          TOKENS, List.of(SampleService.WithoutStores.class), "yipiao.http.max-body-bytes=1000");

  static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + SampleService.port(SERVICE) + path));
  }

  static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  static HttpResponse<String> get(String path, String token) throws Exception {
    return send(to(path).header("Authorization", "Bearer " + token));
  }

  static HttpResponse<String> post(String body) throws Exception {
    return post(body, "en");
  }

  static HttpResponse<String> post(String body, String language) throws Exception {
    return send(
        to("/v1/charges")
            .header("Authorization", "Bearer " + TOKENS.token("owner", "things.write"))
            .header("Content-Type", "application/json")
            .header("Accept-Language", language)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  static JWTClaimsSet sound(Consumer<JWTClaimsSet.Builder> change) {
    return TestTokens.claims(claims -> {
      claims
          .claim("tenant", "owner")
          .claim("client_id", "owner-client")
          .claim("scope", "things.read");
      change.accept(claims);
    });
  }

  static String es256(Consumer<JWTClaimsSet.Builder> change) {
    return TOKENS.sign(header(JWSAlgorithm.ES256), sound(change));
  }

  static JWSHeader header(JWSAlgorithm algorithm) {
    return new JWSHeader.Builder(algorithm)
        .type(new JOSEObjectType("at+jwt"))
        .keyID(TOKENS.publicKey().getKeyID())
        .build();
  }
}
