package org.yipiao.ledger.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.yipiao.ledger.client.http.ClaimStateView;
import org.yipiao.ledger.client.http.InvoiceStateView;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;

/**
 * Reads what nodes say of the ledger's state, which they do not prove: never from behind a size
 * that is known here to be final. That something is not there is a statement about the state too,
 * and counts only with the size up to which it is true.
 */
final class StateReads {

  private final NodeExchange http;
  private final ProofCheck proofs;
  private final List<URI> invoiceNodes;

  /** The largest size of a checkpoint that was verified here. */
  private final AtomicLong verified = new AtomicLong();

  /**
   * @param invoiceNodes whose word is taken for an invoice, in turn; empty for every node's
   */
  StateReads(NodeExchange http, ProofCheck proofs, List<URI> invoiceNodes) {
    this.http = http;
    this.proofs = proofs;
    this.invoiceNodes = List.copyOf(invoiceNodes);
  }

  /** Remembers that a checkpoint of this size was verified. */
  void verified(long size) {
    verified.accumulateAndGet(size, Math::max);
  }

  /** From the first of the nodes that count which answers and is not behind. */
  InvoiceLookup invoice(InvoiceId invoice, List<URI> nodes) {
    List<String> causes = new ArrayList<>();
    long least = finalSize(nodes, causes);
    if (least == 0) {
      return new InvoiceLookup.Unavailable(causes);
    }
    for (URI node : invoiceNodes.isEmpty() ? nodes : invoiceNodes) {
      var answer = http.get(node, "v1/state/invoices/" + invoice, HttpLedgerClient.TIMEOUT);
      if (answer instanceof NodeHttp.Answer.Problem unknown
          && unknown.code().equals("UNKNOWN_INVOICE")) {
        if (notBehind(node, unknown.atSize(), least, causes)) {
          return new InvoiceLookup.NotIssued();
        }
        continue;
      }
      var view = HttpLedgerClient.read(answer, node, InvoiceStateView.class, causes);
      if (view.isPresent() && notBehind(node, view.get().atSize(), least, causes)) {
        return new InvoiceLookup.Found(view.get());
      }
    }
    return new InvoiceLookup.Unavailable(causes);
  }

  /** What more nodes say of a claim than may lie. */
  ClaimLookup claim(int member, ClaimId claim, List<URI> nodes, int mayLie) {
    List<String> causes = new ArrayList<>();
    long least = finalSize(nodes, causes);
    Map<Optional<ClaimStateView>, Integer> said = new HashMap<>();
    for (URI node : least == 0 ? List.<URI>of() : nodes) {
      String path = "v1/state/claims/%d/%s".formatted(member, claim);
      var answer = http.get(node, path, HttpLedgerClient.TIMEOUT);
      Optional<ClaimStateView> view = Optional.empty();
      long atSize;
      if (answer instanceof NodeHttp.Answer.Problem unknown
          && unknown.code().equals("UNKNOWN_CLAIM")) {
        atSize = unknown.atSize();
      } else {
        view = HttpLedgerClient.read(answer, node, ClaimStateView.class, causes);
        if (view.isEmpty()) {
          continue;
        }
        atSize = view.get().atSize();
      }
      if (!notBehind(node, atSize, least, causes)) {
        continue;
      }
      if (said.merge(view.map(ClaimStateView::anywhere), 1, Integer::sum) > mayLie) {
        return view.<ClaimLookup>map(ClaimLookup.Found::new).orElseGet(ClaimLookup.NotKnown::new);
      }
    }
    return new ClaimLookup.Undecided(causes);
  }

  private static boolean notBehind(URI node, long atSize, long least, List<String> causes) {
    if (atSize < least) {
      HttpLedgerClient.note(causes, node, "at size " + atSize + ", final is " + least);
    }
    return atSize >= least;
  }

  /**
   * The largest size known here to be final, after asking more nodes for their checkpoint than may
   * keep a newer one back; 0 when none could be verified ever.
   */
  private long finalSize(List<URI> nodes, List<String> causes) {
    int missing = (nodes.size() - 1) / 3 + 1;
    for (URI node : nodes) {
      if (missing == 0) {
        break;
      }
      switch (http.get(node, "checkpoint", HttpLedgerClient.TIMEOUT)) {
        case NodeHttp.Answer.Done(String note) -> {
          try {
            verified(proofs.finalSize(note));
            missing--;
          } catch (RuntimeException e) {
            HttpLedgerClient.note(causes, node, "its checkpoint does not hold: " + e.getMessage());
          }
        }
        case NodeHttp.Answer.Problem problem -> HttpLedgerClient.note(causes, node, problem.code());
        case NodeHttp.Answer.Lost(String cause) -> HttpLedgerClient.note(causes, node, cause);
      }
    }
    return verified.get();
  }
}
