package org.yipiao.ledger.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.yipiao.ledger.protocol.statemap.InvoiceState;
import org.yipiao.ledger.protocol.statemap.StateKeys;
import org.yipiao.ledger.protocol.statemap.StateProofResult;
import org.yipiao.ledger.protocol.statemap.StateProofVerifier;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.platform.id.InvoiceId;

/**
 * Reads the ledger's state with proofs: no node is believed. One can only keep back what is newer;
 * so what was proven before is a floor, and the caller may name a higher one. Safe for use by
 * several threads.
 */
public final class StateProofs implements AutoCloseable {

  private final List<URI> nodes;
  private final NodeHttp http;
  private final StateProofVerifier verifier;
  private final AtomicLong newest = new AtomicLong();

  /**
   * @param nodes base addresses, at least one, asked in this order
   * @param trust what is trusted, from elsewhere than the nodes; it is gone on from as the ledger's
   *     validators change
   * @param bearer gives a valid access token with {@code ledger.read}
   */
  public StateProofs(List<URI> nodes, TrustRoot trust, Supplier<String> bearer) {
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a ledger client needs a node");
    }
    this.nodes = List.copyOf(nodes);
    this.http = new NodeHttp(bearer, () -> null);
    this.verifier = new StateProofVerifier(new FollowedTrust(nodes, trust, http));
  }

  /**
   * An invoice's state from the first node whose proof holds and is not behind.
   *
   * @param atLeastSize the smallest size of the log as of which the answer is wanted, such as that
   *     of a checkpoint by which something became final; 0 for whatever was not superseded here
   */
  public InvoiceProof invoice(InvoiceId invoice, long atLeastSize) {
    long least = Math.max(atLeastSize, newest.get());
    List<String> causes = new ArrayList<>();
    for (URI node : nodes) {
      switch (http.get(node, "v1/state-proof/invoices/" + invoice, HttpLedgerClient.TIMEOUT)) {
        case NodeHttp.Answer.Done(String text) -> {
          var proven = verified(node, invoice, text, least, causes);
          if (proven.isPresent()) {
            return proven.get();
          }
        }
        case NodeHttp.Answer.Problem problem -> HttpLedgerClient.note(causes, node, problem.code());
        case NodeHttp.Answer.Lost(String cause) -> HttpLedgerClient.note(causes, node, cause);
      }
    }
    return new InvoiceProof.Unavailable(causes);
  }

  private Optional<InvoiceProof> verified(
      URI node, InvoiceId invoice, String text, long least, List<String> causes) {
    return switch (verifier.verify(StateKeys.invoice(invoice), text)) {
      case StateProofResult.Present(byte[] row, var asOf) ->
          notBehind(node, asOf, least, causes)
              ? present(node, row, asOf, text, causes)
              : Optional.empty();
      case StateProofResult.Absent(var asOf) ->
          notBehind(node, asOf, least, causes)
              ? Optional.of(new InvoiceProof.NotIssued(asOf, text))
              : Optional.empty();
      case StateProofResult.Broken(var fault, var _, String reason) -> {
        HttpLedgerClient.note(causes, node, "its proof does not hold: " + fault + ", " + reason);
        yield Optional.empty();
      }
    };
  }

  private static Optional<InvoiceProof> present(
      URI node, byte[] row, StateProofResult.AsOf asOf, String text, List<String> causes) {
    try {
      return Optional.of(new InvoiceProof.Proven(InvoiceState.decode(row), asOf, text));
    } catch (FormatException e) {
      HttpLedgerClient.note(causes, node, "its row cannot be read here: " + e.getMessage());
      return Optional.empty();
    }
  }

  private boolean notBehind(URI node, StateProofResult.AsOf asOf, long least, List<String> causes) {
    if (asOf.size() < least) {
      HttpLedgerClient.note(causes, node, "at size " + asOf.size() + ", wanted is " + least);
      return false;
    }
    newest.accumulateAndGet(asOf.size(), Math::max);
    return true;
  }

  @Override
  public void close() {
    http.close();
  }
}
