package org.yipiao.authorization;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.authorization.signin.SignInProperties;
import org.yipiao.platform.security.PublicEndpoint;

/**
 * What the server can do (RFC 8414), and for clients of OpenID Connect the same under the address
 * they know. Spring's own endpoints insist on an authorization endpoint, which a server of client
 * credentials alone does not have, and name endpoints that are not open here.
 */
@RestController
class MetadataEndpoint {

  static final String PATH = "/.well-known/oauth-authorization-server";

  /** Open where patients can sign in. */
  static final String OPENID_PATH = "/.well-known/openid-configuration";

  private final Map<String, Object> metadata;

  MetadataEndpoint(
      AuthorizationProperties properties,
      SignInProperties signIn,
      AuthorizationServerSettings settings) {
    var described = new LinkedHashMap<String, Object>();
    described.put("issuer", properties.issuer());
    described.put("token_endpoint", properties.issuer() + settings.getTokenEndpoint());
    described.put("jwks_uri", properties.issuer() + settings.getJwkSetEndpoint());
    described.put("token_endpoint_auth_methods_supported", List.of("private_key_jwt"));
    described.put("token_endpoint_auth_signing_alg_values_supported", List.of("ES256"));
    if (signIn.isOn()) {
      describeSignIn(described, properties.issuer(), settings);
    } else {
      described.put("response_types_supported", List.of());
      described.put("grant_types_supported", List.of("client_credentials"));
    }
    metadata = Map.copyOf(described);
  }

  private static void describeSignIn(
      Map<String, Object> described, String issuer, AuthorizationServerSettings settings) {
    described.put("authorization_endpoint", issuer + settings.getAuthorizationEndpoint());
    described.put(
        "pushed_authorization_request_endpoint",
        issuer + settings.getPushedAuthorizationRequestEndpoint());
    described.put("require_pushed_authorization_requests", true);
    described.put("response_types_supported", List.of("code"));
    described.put("response_modes_supported", List.of("query"));
    described.put("authorization_response_iss_parameter_supported", true);
    described.put("code_challenge_methods_supported", List.of("S256"));
    described.put(
        "grant_types_supported",
        List.of("client_credentials", "authorization_code", "refresh_token"));
    described.put("revocation_endpoint", issuer + settings.getTokenRevocationEndpoint());
    described.put("revocation_endpoint_auth_methods_supported", List.of("private_key_jwt"));
    described.put("revocation_endpoint_auth_signing_alg_values_supported", List.of("ES256"));
    described.put("scopes_supported", List.of("openid"));
    described.put("subject_types_supported", List.of("public"));
    described.put("id_token_signing_alg_values_supported", List.of("ES256"));
    described.put("claims_supported", List.of("iss", "sub", "aud", "exp", "iat", "nonce"));
  }

  @GetMapping({PATH, OPENID_PATH})
  @PublicEndpoint("a client must know the server before it can prove itself")
  Map<String, Object> metadata() {
    return metadata;
  }
}
