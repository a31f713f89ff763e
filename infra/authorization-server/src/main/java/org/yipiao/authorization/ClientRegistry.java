package org.yipiao.authorization;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The clients of the file as Spring knows them; nobody registers at run time. */
final class ClientRegistry implements RegisteredClientRepository {

  private final Map<String, RegisteredClient> clients = new HashMap<>();

  ClientRegistry(Iterable<KnownClient> known, Duration tokenLifetime) {
    for (var client : known) {
      clients.put(
          client.clientId(),
          RegisteredClient.withId(client.clientId())
              .clientId(client.clientId())
              .clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
              .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
              .scopes(scopes -> scopes.addAll(client.scopes()))
              .clientSettings(
                  ClientSettings.builder()
                      .tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.ES256)
                      .build())
              .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(tokenLifetime).build())
              .build());
    }
  }

  @Override
  public void save(RegisteredClient client) {
    throw new UnsupportedOperationException("clients come from the clients file");
  }

  @Override
  public @Nullable RegisteredClient findById(String id) {
    return clients.get(id);
  }

  @Override
  public @Nullable RegisteredClient findByClientId(String clientId) {
    return clients.get(clientId);
  }
}
