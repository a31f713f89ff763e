package org.yipiao.ledger.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Requests of which a node works on so many at once, because each holds memory for as long as its
 * caller reads, writes or waits.
 */
public enum RequestKind {
  /** A transaction is handed over: a body of up to 256 KiB, and the wait for the disk. */
  SUBMISSION(512, List.of("/v1/transactions")),

  /** Somebody waits for a transaction: a thread and a connection. */
  WAIT(1_000, List.of("/v1/transactions/{member}/{transactionId}")),

  /** All leaves of a transaction with their proof, some hundred kilobytes at most. */
  PROOF(128, List.of("/v1/transactions/{member}/{transactionId}/proof")),

  /** Some megabytes each. */
  PAGE(
      8,
      List.of(
          "/v1/blocks",
          "/v1/rounds",
          "/v1/leaves",
          "/v1/evidence",
          "/v1/epochs",
          "/tile/entries/**"));

  private final int atOnce;
  private final List<String> routes;

  RequestKind(int atOnce, List<String> routes) {
    this.atOnce = atOnce;
    this.routes = routes;
  }

  /** How many the node works on. */
  public int atOnce() {
    return atOnce;
  }

  /** How many of one tenant: half, so that none can keep the others out. */
  public int ofOneTenant() {
    return atOnce / 2;
  }

  /** The kind of a request that has found its route; empty for those that cost next to nothing. */
  static Optional<RequestKind> of(HttpServletRequest request) {
    var route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    for (RequestKind kind : values()) {
      if (route instanceof String pattern && kind.routes.contains(pattern)) {
        return kind != WAIT || request.getParameter("waitMillis") != null
            ? Optional.of(kind)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
