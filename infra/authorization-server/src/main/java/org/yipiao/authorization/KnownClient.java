package org.yipiao.authorization;

import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.util.Set;
import org.yipiao.authorization.signin.SignsIn;
import org.yipiao.platform.id.TenantId;

/**
 * A client of the clients file. One with redirect addresses signs people in and does nothing else;
 * one without acts for its organisation.
 *
 * @param clientId its name
 * @param tenant the organisation it acts for
 * @param keys the public P-256 keys its assertions may be signed with
 * @param scopes what it may ask for
 * @param redirectUris where a browser may be sent back to
 * @param signsIn whom it signs in; nobody exactly when it has no redirect addresses
 */
record KnownClient(
    String clientId,
    TenantId tenant,
    JWKSet keys,
    Set<String> scopes,
    Set<String> redirectUris,
    SignsIn signsIn) {

  private static final int MOST_REDIRECT_URIS = 10;

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

  KnownClient {
    if (!clientId.matches("[a-z0-9][a-z0-9._-]{1,79}")) {
      throw new IllegalArgumentException("a client id has 2 to 80 of a-z, 0-9, dot, - and _");
    }
    scopes = Set.copyOf(scopes);
    for (var scope : scopes) {
      if (!scope.matches("[a-z0-9._:-]{1,60}")) {
        throw new IllegalArgumentException("client " + clientId + " has a malformed scope");
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("client " + clientId + " has no key");
    }
    redirectUris = Set.copyOf(redirectUris);
    if (redirectUris.size() > MOST_REDIRECT_URIS
        || !redirectUris.stream().allMatch(KnownClient::mayBeRedirectedTo)) {
      throw new IllegalArgumentException(
          "client %s: up to %d redirectUris, https or http on the loopback interface"
              .formatted(clientId, MOST_REDIRECT_URIS));
    }
    if (redirectUris.isEmpty() != (signsIn == SignsIn.NOBODY)) {
      throw new IllegalArgumentException(
          "client " + clientId + ": who signs people in has redirectUris, and nobody else");
    }
  }

  boolean signsPeopleIn() {
    return signsIn != SignsIn.NOBODY;
  }

  /** A code in a request over a network that is not encrypted could be read on the way. */
  private static boolean mayBeRedirectedTo(String address) {
    var uri = URI.create(address);
    if (uri.getHost() == null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
      return false;
    }
    return "https".equals(uri.getScheme())
        || ("http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost()));
  }
}
