package org.yipiao.platform.security;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.id.StaffId;
import org.yipiao.platform.id.TenantId;

/**
 * Reads the caller from the claims {@code tenant}, {@code client_id} and {@code scope}, and from
 * {@code person} of a token that a patient has signed in for, or {@code staff} of one that somebody
 * of the tenant's people has.
 */
final class CallerConverter implements Converter<Jwt, CallerAuthentication> {

  @Override
  public CallerAuthentication convert(Jwt token) {
    if (!(token.getClaims().get("tenant") instanceof String tenant)
        || !(token.getClaims().get("client_id") instanceof String client)
        || client.isBlank()) {
      throw new InvalidBearerTokenException("the token names no tenant or no client");
    }
    var scopes =
        token.getClaims().get("scope") instanceof String text && !text.isBlank()
            ? Set.of(text.strip().split(" +"))
            : Set.<String>of();
    try {
      return new CallerAuthentication(
          new Caller(new TenantId(tenant), client, scopes, person(token), staff(token)));
    } catch (IllegalArgumentException e) {
      throw new InvalidBearerTokenException("the token names no valid tenant, person or staff", e);
    }
  }

  private static @Nullable PersonId person(Jwt token) {
    var id = text(token, "person");
    return id == null ? null : new PersonId(id);
  }

  private static @Nullable StaffId staff(Jwt token) {
    var id = text(token, "staff");
    return id == null ? null : new StaffId(id);
  }

  /**
   * A token whose person cannot be read must not pass for one that opens everybody's things, nor
   * one of staff for a program's.
   */
  private static @Nullable String text(Jwt token, String claim) {
    Object value = token.getClaims().get(claim);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new IllegalArgumentException("the claim " + claim + " is not a text");
  }
}
