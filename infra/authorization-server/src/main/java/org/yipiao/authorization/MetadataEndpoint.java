package org.yipiao.authorization;

import java.util.List;
import java.util.Map;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.platform.security.PublicEndpoint;

/**
 * What the server can do (RFC 8414). Spring's own endpoint insists on an authorization endpoint,
 * which a server of client credentials alone does not have.
 */
@RestController
class MetadataEndpoint {

  static final String PATH = "/.well-known/oauth-authorization-server";

  private final Map<String, Object> metadata;

  MetadataEndpoint(AuthorizationProperties properties, AuthorizationServerSettings settings) {
    metadata =
        Map.of(
            "issuer", properties.issuer(),
            "token_endpoint", properties.issuer() + settings.getTokenEndpoint(),
            "jwks_uri", properties.issuer() + settings.getJwkSetEndpoint(),
            "response_types_supported", List.of(),
            "grant_types_supported", List.of("client_credentials"),
            "token_endpoint_auth_methods_supported", List.of("private_key_jwt"),
            "token_endpoint_auth_signing_alg_values_supported", List.of("ES256"));
  }

  @GetMapping(PATH)
  @PublicEndpoint("a client must know the server before it can prove itself")
  Map<String, Object> metadata() {
    return metadata;
  }
}
