package org.yipiao.ledger.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Requests of which a node works on so many at once, because each holds memory for as long as its
 * caller reads, writes or waits.
 */
public enum RequestKind {
  /** A transaction is handed over: a body of up to 256 KiB, and the wait for the disk. */
  SUBMISSION(512),

  /** Somebody waits for a transaction: a thread and a connection. */
  WAIT(1_000),

  /** All leaves of a transaction with their proof, some hundred kilobytes at most. */
  PROOF(128),

  /** Blocks, rounds, leaves, evidence, epochs, an engine's state: some megabytes each. */
  PAGE(8);

  private final int atOnce;

  RequestKind(int atOnce) {
    this.atOnce = atOnce;
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
    return switch (String.valueOf(route)) {
      case "/v1/transactions" -> Optional.of(SUBMISSION);
      case "/v1/transactions/{member}/{transactionId}" ->
          request.getParameter("waitMillis") == null ? Optional.empty() : Optional.of(WAIT);
      case "/v1/transactions/{member}/{transactionId}/proof" -> Optional.of(PROOF);
      case "/v1/blocks",
          "/v1/rounds",
          "/v1/leaves",
          "/v1/evidence",
          "/v1/epochs",
          "/v1/stop/state",
          "/tile/entries/**" ->
          Optional.of(PAGE);
      default -> Optional.empty();
    };
  }
}
