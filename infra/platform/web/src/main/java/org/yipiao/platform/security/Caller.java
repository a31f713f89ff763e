package org.yipiao.platform.security;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.id.StaffId;
import org.yipiao.platform.id.TenantId;

/**
 * Who is calling, as the authorization server vouches for it.
 *
 * @param tenant the organisation whose data the caller may see
 * @param clientId the program that calls
 * @param scopes what it was allowed to do
 * @param personId the one person whose things the caller may see, of all that the tenant may; null
 *     when nobody has signed in and the program calls for itself
 * @param staffId who of the tenant's people has signed in; null when none has. Nobody is both: the
 *     same human signs in as the one or the other
 */
public record Caller(
    TenantId tenant,
    String clientId,
    Set<String> scopes,
    @Nullable PersonId personId,
    @Nullable StaffId staffId) {

  public Caller {
    scopes = Set.copyOf(scopes);
    if (personId != null && staffId != null) {
      throw new IllegalArgumentException("a caller is a patient or staff, not both");
    }
  }

  /** A program that calls for itself. */
  public Caller(TenantId tenant, String clientId, Set<String> scopes) {
    this(tenant, clientId, scopes, null, null);
  }

  /** A patient who has signed in. */
  public Caller(TenantId tenant, String clientId, Set<String> scopes, @Nullable PersonId personId) {
    this(tenant, clientId, scopes, personId, null);
  }

  /** The person who has signed in; everybody else's things are closed to the caller. */
  public Optional<PersonId> person() {
    return Optional.ofNullable(personId);
  }

  /** Who of the tenant's people has signed in. */
  public Optional<StaffId> staff() {
    return Optional.ofNullable(staffId);
  }

  public boolean has(String scope) {
    return scopes.contains(scope);
  }
}
