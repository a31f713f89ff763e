package org.yipiao.bff.session;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session as it is sealed in Redis.
 *
 * @param subject the person's or the member of staff's id
 * @param tenant whose staff it is
 * @param scopes of the access token
 * @param jkt thumbprint of the browser's key
 * @param createdAt when the sign-in ended
 * @param accessUntil when the access token ends
 */
record StoredSession(
    String subject,
    @Nullable String tenant,
    Set<String> scopes,
    String jkt,
    Instant createdAt,
    String access,
    Instant accessUntil,
    String refresh) {

  /** A session of another version of this service may lack something, and is none then. */
  StoredSession {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(jkt, "jkt");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(access, "access");
    Objects.requireNonNull(accessUntil, "accessUntil");
    Objects.requireNonNull(refresh, "refresh");
    scopes = Set.copyOf(scopes);
  }

  StoredSession renewed(TokenAnswer.Granted granted, Set<String> newScopes, Instant now) {
    return new StoredSession(
        subject,
        tenant,
        newScopes,
        jkt,
        createdAt,
        granted.access(),
        now.plusSeconds(granted.lifeSeconds()),
        granted.refresh() == null ? refresh : granted.refresh());
  }

  /** Shows nothing. */
  @Override
  public String toString() {
    return "StoredSession[masked]";
  }
}
