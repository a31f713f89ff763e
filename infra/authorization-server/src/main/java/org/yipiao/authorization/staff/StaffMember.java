package org.yipiao.authorization.staff;

import java.util.Set;
import java.util.stream.Collectors;
import org.yipiao.authorization.signin.PhoneNumber;
import org.yipiao.platform.id.StaffId;
import org.yipiao.platform.id.TenantId;

/**
 * Somebody who works for a payer.
 *
 * @param tenant the payer
 */
public record StaffMember(StaffId id, PhoneNumber phone, TenantId tenant, Set<StaffRole> roles) {

  public StaffMember {
    roles = Set.copyOf(roles);
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("at least one role is required");
    }
  }

  /** Whether they decide nothing. */
  boolean onlyReads() {
    return roles.equals(Set.of(StaffRole.VIEWER));
  }

  /** What the roles allow. */
  public Set<String> scopes() {
    return roles.stream()
        .flatMap(role -> role.scopes().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String toString() {
    return "StaffMember[" + id + "]";
  }
}
