package org.yipiao.authorization;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.yipiao.authorization.grant.Entitlement;
import org.yipiao.authorization.signin.SignsIn;
import org.yipiao.authorization.signin.Subject;
import org.yipiao.authorization.staff.StaffMember;
import org.yipiao.authorization.staff.StaffRegister;

/**
 * Patients have what they asked for; staff have of it what the client and their roles allow at the
 * moment, and nothing once the staff file names them no more.
 */
final class PresentEntitlement implements Entitlement {

  private final Map<String, KnownClient> clients;
  private final StaffRegister staff;

  PresentEntitlement(Map<String, KnownClient> clients, StaffRegister staff) {
    this.clients = Map.copyOf(clients);
    this.staff = staff;
  }

  @Override
  public Optional<Set<String>> of(String clientId, String subject, Set<String> asked) {
    var client = clients.get(clientId);
    if (client == null) {
      return Optional.empty();
    }
    return switch (Subject.parse(subject)) {
      case Subject.Patient _ ->
          client.signsIn() == SignsIn.PATIENTS ? Optional.of(asked) : Optional.empty();
      case Subject.Employee employee ->
          client.signsIn() == SignsIn.STAFF
              ? staff.find(employee.id()).flatMap(member -> left(client, member, asked))
              : Optional.empty();
    };
  }

  private static Optional<Set<String>> left(
      KnownClient client, StaffMember member, Set<String> asked) {
    var left = new HashSet<>(member.scopes());
    left.retainAll(asked);
    left.retainAll(client.scopes());
    if (left.isEmpty()) {
      return Optional.empty();
    }
    if (asked.contains(OidcScopes.OPENID)) {
      left.add(OidcScopes.OPENID);
    }
    return Optional.of(left);
  }
}
