package org.yipiao.ledger.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.client.http.TransactionProof;
import org.yipiao.ledger.client.http.TransactionState;
import org.yipiao.ledger.client.http.TransactionView;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.trust.TrustSource;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import tools.jackson.core.JacksonException;

/**
 * A ledger client over HTTP. It stays with a node as long as that brings transactions to their end,
 * and goes to the next one when it does not. What is final it checks itself; that something will
 * never be, it believes only when f + 1 of its nodes say so, of which f may lie. An invoice's state
 * is not proven: it is asked of the nodes that were named for it, and one that is behind what is
 * known here to be final is passed over. Safe for use by several threads.
 */
public final class HttpLedgerClient implements LedgerClient {

  static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LONGEST_POLL = Duration.ofSeconds(10);
  private static final Duration POLL_GRACE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** Characters of what went wrong with one node. */
  private static final int MOST_SAID = 400;

  private final List<URI> nodes;
  private final NodeExchange http;
  private final ProofCheck proofs;
  private final StateReads states;
  private final NodeSubmissions submissions;
  private final TrustSource trust;
  private final NodeTurn turn;

  /**
   * @param nodes base addresses, at least one, best several
   * @param trust what is trusted, from elsewhere than the nodes; the client goes on from it as the
   *     ledger's validators change
   * @param bearer gives a valid access token with {@code ledger.read} and, to submit, {@code
   *     ledger.submit}
   */
  public HttpLedgerClient(List<URI> nodes, TrustRoot trust, Supplier<String> bearer) {
    this(nodes, trust, bearer, () -> null);
  }

  /**
   * @param traceparent gives the W3C Trace Context of the work at hand, or null; it is sent along
   */
  public HttpLedgerClient(
      List<URI> nodes,
      TrustRoot trust,
      Supplier<String> bearer,
      Supplier<@Nullable String> traceparent) {
    this(nodes, List.of(), trust, bearer, traceparent);
  }

  /**
   * @param stateNodes those whose word is taken for an invoice's state, which is not proven, tried
   *     in turn; empty for all nodes
   */
  public HttpLedgerClient(
      List<URI> nodes,
      List<URI> stateNodes,
      TrustRoot trust,
      Supplier<String> bearer,
      Supplier<@Nullable String> traceparent) {
    this(nodes, stateNodes, trust, new NodeHttp(bearer, traceparent));
  }

  /**
   * @param trust what several clients follow together; it is not closed with this one
   */
  public HttpLedgerClient(
      List<URI> nodes,
      List<URI> stateNodes,
      FollowedTrust trust,
      Supplier<String> bearer,
      Supplier<@Nullable String> traceparent) {
    this(nodes, stateNodes, (TrustSource) trust, new NodeHttp(bearer, traceparent));
  }

  private HttpLedgerClient(List<URI> nodes, List<URI> stateNodes, TrustRoot trust, NodeHttp http) {
    this(nodes, stateNodes, new FollowedTrust(nodes, trust, http), http);
  }

  HttpLedgerClient(List<URI> nodes, List<URI> stateNodes, TrustSource trust, NodeExchange http) {
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a ledger client needs a node");
    }
    this.nodes = List.copyOf(nodes);
    this.turn = new NodeTurn(nodes);
    this.http = http;
    this.trust = trust;
    this.proofs = new ProofCheck(trust);
    this.states = new StateReads(http, proofs, stateNodes);
    this.submissions = new NodeSubmissions(http, turn);
  }

  /** What this client trusts as the ledger goes on, for other proofs of the same ledger. */
  public TrustSource trust() {
    return trust;
  }

  @Override
  public Submission submit(SignedTransaction transaction) {
    return submit(transaction.bytes());
  }

  @Override
  public Submission submit(byte[] bytes) {
    return submissions.submit(bytes, mayLie());
  }

  /** How many of the nodes may say anything: f of 3f + 1. */
  private int mayLie() {
    return (nodes.size() - 1) / 3;
  }

  @Override
  public Finality awaitFinal(TransactionRef transaction, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    TransactionState state = null;
    List<String> causes = new ArrayList<>();
    while (true) {
      var node = inTurn().getFirst();
      long left = Math.max(0, deadline - System.nanoTime());
      var view = view(node, transaction, min(Duration.ofNanos(left), LONGEST_POLL), causes);
      if (view.isPresent()) {
        state = view.get().state();
        var settled = settle(node, transaction, view.get(), causes);
        if (settled.isPresent()) {
          return settled.get();
        }
      }
      if (view.isEmpty() || state == TransactionState.UNKNOWN) {
        avoid(node);
      }
      left = deadline - System.nanoTime();
      if (left <= 0 || Thread.currentThread().isInterrupted()) {
        if (atMost.isPositive()) {
          // It may only pretend to work on it: the next wait asks another.
          avoid(node);
        }
        return new Finality.StillPending(transaction, state, causes);
      }
      // Also after an answer: a node is asked to wait with it, and one may not.
      pause(min(Duration.ofNanos(left), PAUSE));
    }
  }

  private Optional<TransactionView> view(
      URI node, TransactionRef transaction, Duration wait, List<String> causes) {
    String path =
        "v1/transactions/%d/%s?waitMillis=%d"
            .formatted(transaction.member(), transaction.id(), wait.toMillis());
    var answer = http.get(node, path, wait.plus(POLL_GRACE));
    return read(answer, node, TransactionView.class, causes);
  }

  private Optional<Finality> settle(
      URI node, TransactionRef transaction, TransactionView view, List<String> causes) {
    return switch (view.state()) {
      case ACCEPTED, ORDERED -> Optional.empty();
      case UNKNOWN, EXPIRED ->
          saysExpired(transaction, view) && othersSayExpired(node, transaction, causes)
              ? Optional.of(new Finality.ExpiredForGood(transaction, view.ledgerTime()))
              : Optional.empty();
      case FINAL -> proven(node, transaction, view, causes);
    };
  }

  private static boolean saysExpired(TransactionRef transaction, TransactionView view) {
    return switch (view.state()) {
      case ACCEPTED, ORDERED, FINAL -> false;
      case UNKNOWN, EXPIRED -> !view.ledgerTime().isBefore(transaction.expiry());
    };
  }

  /** Whether, with the first, more nodes say so than may lie: f + 1 of 3f + 1. */
  private boolean othersSayExpired(URI first, TransactionRef transaction, List<String> causes) {
    int missing = mayLie();
    for (URI other : nodes) {
      if (missing > 0 && !other.equals(first)) {
        var view = view(other, transaction, Duration.ZERO, causes);
        if (view.isPresent() && saysExpired(transaction, view.get())) {
          missing--;
        }
      }
    }
    return missing == 0;
  }

  private Optional<Finality> proven(
      URI node, TransactionRef transaction, TransactionView view, List<String> causes) {
    String path = "v1/transactions/%d/%s/proof".formatted(transaction.member(), transaction.id());
    var proof = read(http.get(node, path, TIMEOUT), node, TransactionProof.class, causes);
    if (proof.isEmpty()) {
      avoid(node);
      return Optional.empty();
    }
    try {
      var operations = proofs.check(transaction, proof.get());
      states.verified(proof.get().treeSize());
      return Optional.of(
          new Finality.Final(
              transaction,
              Optional.ofNullable(view.acceptedAt()),
              Optional.ofNullable(view.finalAt()),
              operations));
    } catch (RuntimeException e) {
      // Also a member that is missing from the answer: whatever it is, the node is at fault.
      note(causes, node, "its proof does not hold: " + e.getMessage());
      avoid(node);
      return Optional.empty();
    }
  }

  @Override
  public InvoiceLookup invoice(InvoiceId invoice) {
    return states.invoice(invoice, inTurn());
  }

  @Override
  public ClaimLookup claim(int member, ClaimId claim) {
    return states.claim(member, claim, inTurn(), mayLie());
  }

  static <T> Optional<T> read(
      NodeHttp.Answer answer, URI node, Class<T> type, List<String> causes) {
    switch (answer) {
      case NodeHttp.Answer.Done(String body) -> {
        try {
          Optional<T> read = Optional.ofNullable(NodeHttp.JSON.readValue(body, type));
          if (read.isEmpty()) {
            note(causes, node, "an empty answer");
          }
          return read;
        } catch (JacksonException e) {
          note(causes, node, "an answer that cannot be read");
        }
      }
      case NodeHttp.Answer.Problem problem -> note(causes, node, problem.code());
      case NodeHttp.Answer.Lost(String cause) -> note(causes, node, cause);
    }
    return Optional.empty();
  }

  /** Keeps each cause once: a long wait asks the same node many times. */
  static void note(List<String> causes, URI node, @Nullable String cause) {
    String said = String.valueOf(cause);
    String line = node + ": " + said.substring(0, Math.min(said.length(), MOST_SAID));
    if (!causes.contains(line) && causes.size() < 64) {
      causes.add(line);
    }
  }

  private List<URI> inTurn() {
    return turn.order();
  }

  private void avoid(URI node) {
    turn.avoid(node);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static void pause(Duration duration) {
    try {
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
