package org.yipiao.ledger.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.web.servlet.HandlerMapping;
import org.yipiao.platform.reason.ReasonCode;

/**
 * Requests of which a node works on so many at once, because each holds memory for as long as its
 * caller reads, writes or waits.
 */
public enum RequestKind implements ReasonCode {
  /** A transaction is handed over: a body of up to 256 KiB, and the wait for the disk. */
  SUBMISSION(512),

  /** Somebody waits for a transaction: a thread and a connection. */
  WAIT(1_000),

  /** All leaves of a transaction, and perhaps their proof: some hundred kilobytes at most. */
  PROOF(128),

  /** A row with its proof: a thread and the wait for its checkpoint. */
  STATE_PROOF(64),

  /** Blocks, rounds, leaves, evidence, an engine's state: some megabytes each. */
  PAGE(8),

  /** Proofs of epochs, which everybody may read, and lists of members: half a megabyte each. */
  EPOCHS(32);

  private static final int ALL_STRANGERS = 2;
  private static final int ONE_STRANGER = 8;
  private static final int THOSE_WITH_NONE = 8;

  private final int atOnce;

  RequestKind(int atOnce) {
    this.atOnce = atOnce;
  }

  /** How many the node works on. */
  public int atOnce() {
    return atOnce;
  }

  /** The last ones, of which nobody gets a further one. */
  public int forThoseWithNone() {
    return Math.max(1, atOnce / THOSE_WITH_NONE);
  }

  /**
   * How many of one tenant alone. With others it has fewer: whoever has as many as are still free
   * gets no further one, so that the next caller finds one.
   */
  public int ofOneTenant() {
    return atOnce / 2;
  }

  /** How many of all callers together that no token names. */
  public int ofStrangers() {
    return atOnce / ALL_STRANGERS;
  }

  /** How many of those that come from one address. */
  public int ofOneStranger() {
    return Math.max(1, atOnce / ONE_STRANGER);
  }

  @Override
  public String key() {
    return "busy." + name();
  }

  /** The kind of a request that has found its route; empty for those that cost next to nothing. */
  static Optional<RequestKind> of(HttpServletRequest request) {
    var route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return switch (String.valueOf(route)) {
      case "/v1/transactions" -> Optional.of(SUBMISSION);
      case "/v1/transactions/{member}/{transactionId}" ->
          Optional.of(request.getParameter("waitMillis") == null ? PROOF : WAIT);
      case "/v1/transactions/{member}/{transactionId}/proof" -> Optional.of(PROOF);
      case "/v1/state-proof/invoices/{invoiceId}" -> Optional.of(STATE_PROOF);
      case "/v1/epochs", "/v1/members" -> Optional.of(EPOCHS);
      case "/v1/blocks",
          "/v1/rounds",
          "/v1/leaves",
          "/v1/evidence",
          "/v1/stop/state",
          "/tile/entries/**" ->
          Optional.of(PAGE);
      default -> Optional.empty();
    };
  }
}
