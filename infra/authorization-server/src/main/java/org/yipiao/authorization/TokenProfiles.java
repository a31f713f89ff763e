package org.yipiao.authorization;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.yipiao.authorization.signin.Subject;
import org.yipiao.authorization.staff.StaffMember;
import org.yipiao.authorization.staff.StaffRegister;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.id.TenantId;

/**
 * What tokens say. Access tokens follow the profile of RFC 9068: type {@code at+jwt}, scope as one
 * text, plus the tenant. The subject is the client for its own tokens; else the patient, whom
 * {@code person} names too, or the payer's member of staff, whom {@code staff} names and whose
 * tenant is the payer: so a service can tell the three kinds apart.
 */
final class TokenProfiles implements OAuth2TokenCustomizer<JwtEncodingContext> {

  /** Who signed in, for whom and until when; not what anybody is called. */
  private static final Set<String> ID_TOKEN_CLAIMS =
      Set.of("iss", "sub", "aud", "exp", "iat", "nonce");

  private final Map<String, KnownClient> clients;
  private final StaffRegister staff;
  private final String audience;

  /**
   * @param audience the {@code aud} claim of access tokens
   */
  TokenProfiles(Map<String, KnownClient> clients, StaffRegister staff, String audience) {
    this.clients = Map.copyOf(clients);
    this.staff = staff;
    this.audience = audience;
  }

  @Override
  public void customize(JwtEncodingContext context) {
    context.getJwsHeader().algorithm(SignatureAlgorithm.ES256);
    if (OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) {
      context.getClaims().claims(claims -> claims.keySet().retainAll(ID_TOKEN_CLAIMS));
      return;
    }
    var client = Objects.requireNonNull(clients.get(context.getRegisteredClient().getClientId()));
    context.getJwsHeader().type("at+jwt");
    context
        .getClaims()
        .audience(List.of(audience))
        .claim("client_id", client.clientId())
        .claim("scope", String.join(" ", new TreeSet<>(context.getAuthorizedScopes())));
    switch (client.signsIn()) {
      case NOBODY -> tenant(context, client.tenant());
      case PATIENTS -> {
        tenant(context, client.tenant());
        name(context, "person", person(subject(context)).value());
      }
      case STAFF -> {
        var member = member(subject(context));
        tenant(context, member.tenant());
        name(context, "staff", member.id().value());
      }
    }
  }

  private static Subject subject(JwtEncodingContext context) {
    Authentication signedIn = Objects.requireNonNull(context.getPrincipal());
    return Subject.parse(signedIn.getName());
  }

  private static PersonId person(Subject subject) {
    return switch (subject) {
      case Subject.Patient patient -> patient.id();
      case Subject.Employee _ -> throw refused();
    };
  }

  /** Somebody may have left since their grant was looked up. */
  private StaffMember member(Subject subject) {
    return switch (subject) {
      case Subject.Employee employee ->
          staff.find(employee.id()).orElseThrow(TokenProfiles::refused);
      case Subject.Patient _ -> throw refused();
    };
  }

  private static OAuth2AuthenticationException refused() {
    return new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
  }

  private static void tenant(JwtEncodingContext context, TenantId tenant) {
    context.getClaims().claim("tenant", tenant.value());
  }

  private static void name(JwtEncodingContext context, String claim, String id) {
    context.getClaims().subject(id).claim(claim, id);
  }
}
