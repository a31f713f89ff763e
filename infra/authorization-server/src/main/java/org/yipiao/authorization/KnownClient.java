package org.yipiao.authorization;

import com.nimbusds.jose.jwk.JWKSet;
import java.util.Set;
import org.yipiao.platform.id.TenantId;

/**
 * A client of the clients file.
 *
 * @param clientId its name
 * @param tenant the organisation it acts for
 * @param keys the public P-256 keys its assertions may be signed with
 * @param scopes what it may ask for
 */
record KnownClient(String clientId, TenantId tenant, JWKSet keys, Set<String> scopes) {

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
  }
}
