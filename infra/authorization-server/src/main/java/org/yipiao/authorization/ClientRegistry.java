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
import org.yipiao.authorization.signin.SignInProperties;

/** The clients of the file as Spring knows them; nobody registers at run time. */
final class ClientRegistry implements RegisteredClientRepository {

  private final Map<String, RegisteredClient> clients = new HashMap<>();

  /**
   * @param tokenLifetime of access tokens
   * @param signIn how long codes and refresh tokens of people live
   */
  ClientRegistry(Iterable<KnownClient> known, Duration tokenLifetime, SignInProperties signIn) {
    for (var client : known) {
      clients.put(
          client.clientId(),
          client.signsPeopleIn()
              ? forPeople(client, tokenLifetime, signIn)
              : forItself(client, tokenLifetime));
    }
  }

  private static RegisteredClient forItself(KnownClient client, Duration tokenLifetime) {
    return registered(client)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(tokenLifetime).build())
        .build();
  }

  private static RegisteredClient forPeople(
      KnownClient client, Duration tokenLifetime, SignInProperties signIn) {
    return registered(client)
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
        .redirectUris(addresses -> addresses.addAll(client.redirectUris()))
        .tokenSettings(
            TokenSettings.builder()
                .accessTokenTimeToLive(tokenLifetime)
                .authorizationCodeTimeToLive(signIn.authorizationCodeLife())
                .refreshTokenTimeToLive(signIn.refreshTokenLife())
                .reuseRefreshTokens(false)
                .idTokenSignatureAlgorithm(SignatureAlgorithm.ES256)
                .build())
        .build();
  }

  private static RegisteredClient.Builder registered(KnownClient client) {
    return RegisteredClient.withId(client.clientId())
        .clientId(client.clientId())
        .clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
        .scopes(scopes -> scopes.addAll(client.scopes()))
        .clientSettings(
            ClientSettings.builder()
                .tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.ES256)
                .requireProofKey(client.signsPeopleIn())
                .requireAuthorizationConsent(false)
                .build());
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
