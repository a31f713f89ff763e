package org.yipiao.platform.security;

import java.util.Set;
import org.yipiao.platform.id.TenantId;

/**
 * Who is calling, as the authorization server vouches for it.
 *
 * @param tenant the organisation whose data the caller may see
 * @param clientId the program that calls
 * @param scopes what it was allowed to do
 */
public record Caller(TenantId tenant, String clientId, Set<String> scopes) {

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  public boolean has(String scope) {
    return scopes.contains(scope);
  }
}
