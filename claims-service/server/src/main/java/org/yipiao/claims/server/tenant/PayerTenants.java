package org.yipiao.claims.server.tenant;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.TenantId;

/** The payers served by this process, and the ledger they are members of. */
public final class PayerTenants implements AutoCloseable {

  private final Digest ledgerId;
  private final Map<TenantId, PayerTenant> tenants = new LinkedHashMap<>();
  private final List<Integer> socialMembers;

  PayerTenants(Digest ledgerId, List<PayerTenant> tenants, List<Integer> socialMembers) {
    this.ledgerId = ledgerId;
    this.socialMembers = List.copyOf(socialMembers);
    for (PayerTenant tenant : tenants) {
      if (this.tenants.put(tenant.id(), tenant) != null) {
        throw new IllegalArgumentException("tenant " + tenant.id() + " is configured twice");
      }
    }
  }

  public Digest ledgerId() {
    return ledgerId;
  }

  public Optional<PayerTenant> find(TenantId id) {
    return Optional.ofNullable(tenants.get(id));
  }

  /**
   * @throws IllegalStateException when a row belongs to a payer that is not configured
   */
  public PayerTenant get(TenantId id) {
    return find(id)
        .orElseThrow(() -> new IllegalStateException("tenant " + id + " is not configured"));
  }

  public Collection<PayerTenant> all() {
    return List.copyOf(tenants.values());
  }

  /** Whether a member of the ledger is a public scheme; all other payers are commercial. */
  public boolean isSocial(int member) {
    return socialMembers.contains(member);
  }

  @Override
  public void close() {
    tenants.values().forEach(tenant -> tenant.ledger().close());
  }
}
