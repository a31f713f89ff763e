package org.yipiao.bff.upstream;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;

/** A service behind has refused a call; its problem (RFC 9457) is for whoever made the call. */
public final class UpstreamRefusedException extends RuntimeException {

  private final transient HttpStatusCode status;
  private final transient byte[] problem;
  private final @Nullable String retryAfter;

  UpstreamRefusedException(HttpStatusCode status, byte[] problem, @Nullable String retryAfter) {
    super("refused with " + status.value(), null, false, false);
    this.status = status;
    this.problem = problem.clone();
    this.retryAfter = retryAfter;
  }

  public HttpStatusCode status() {
    return status;
  }

  Optional<String> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  byte[] problem() {
    return problem.clone();
  }

  /** Whether the same call will always be refused: the thing itself was looked at. */
  public boolean isDefinite() {
    return switch (status.value()) {
      case 408, 409, 425, 429 -> status.value() == 409 && !isInFlight();
      default -> true;
    };
  }

  private boolean isInFlight() {
    return new String(problem, StandardCharsets.UTF_8).contains("\"IDEMPOTENCY_IN_FLIGHT\"");
  }
}
