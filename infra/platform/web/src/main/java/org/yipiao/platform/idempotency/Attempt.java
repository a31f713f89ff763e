package org.yipiao.platform.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.security.Caller;

/**
 * A request that asks for a key.
 *
 * @param tenant whose key it is
 * @param key as the caller chose it
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
        key,
        caller.clientId(),
        IdempotentHandlers.operation(request),
        RequestFingerprint.of(salt, endpoint, body));
  }
}
