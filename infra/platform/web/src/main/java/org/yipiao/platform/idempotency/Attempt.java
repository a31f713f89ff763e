package org.yipiao.platform.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.security.Caller;

/**
 * A request that asks for a key.
 *
 * @param tenant whose key it is
 * @param key as the caller chose it; a person's stands for that person and the key chosen, as a
 *     digest, so that no two people of a tenant meet under one key
 * @param actor the client that asks
 * @param cause method and route, cut to 100 characters; the address itself may hold an identifier
 * @param request what is asked
 */
record Attempt(
    TenantId tenant, String key, String actor, String cause, RequestFingerprint request) {

  private static final int MAX_CAUSE = 100;

  Attempt {
    cause = cause.length() > MAX_CAUSE ? cause.substring(0, MAX_CAUSE) : cause;
  }

  /** What a caller asks under a key of its tenant, once the handler is known. */
  static Attempt of(Caller caller, String key, HttpServletRequest request, byte[] body) {
    var query = request.getQueryString();
    var endpoint =
        request.getMethod() + " " + request.getRequestURI() + (query == null ? "" : "?" + query);
    var salt = caller.tenant().value() + "\n" + key;
    return new Attempt(
        caller.tenant(),
        caller.person().map(person -> personal(person, key)).orElse(key),
        caller.clientId(),
        IdempotentHandlers.operation(request),
        RequestFingerprint.of(salt, endpoint, body));
  }

  /** Has a space, which no key that a caller chooses may hold. */
  private static String personal(PersonId person, String key) {
    byte[] digest =
        RequestFingerprint.sha256()
            .digest((person.value() + "\n" + key).getBytes(StandardCharsets.UTF_8));
    return "person " + HexFormat.of().formatHex(digest);
  }
}
