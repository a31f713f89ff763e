package org.yipiao.ledger.server.http;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.ledger.client.http.AtSize;
import org.yipiao.ledger.client.http.ClaimStateView;
import org.yipiao.ledger.client.http.InvoiceStateView;
import org.yipiao.ledger.client.http.InvoiceStateView.PayerView;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.contract.state.InvoiceRow;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.protocol.log.EntryBundle;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.StoredRows;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.RequiresScope;

/** What members may read of the ledger. */
@RestController
@RequestMapping("/v1")
@RequiresScope("ledger.read")
class LedgerController {

  private static final int LEAVES_AT_ONCE = 1_024;

  private final LedgerNode node;
  private final Chain chain;
  private final NodeFiles files;

  LedgerController(LedgerNode node, NodeFiles files) {
    this.node = node;
    this.chain = node.chain();
    this.files = files;
  }

  /** The genesis file, in its exact bytes. */
  @GetMapping(value = "/genesis", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] genesis() {
    return node.genesis().encode();
  }

  /** A copy of the trust root, for convenience: a verifier gets it from elsewhere. */
  @GetMapping(value = "/trust", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] trust() {
    return node.validators().extended(files.trust()).encode();
  }

  /**
   * An invoice as this node's own execution has it. An unknown one is answered with the tree size
   * up to which that is true, in the header {@code Ledger-At-Size}.
   */
  @GetMapping("/state/invoices/{invoiceId}")
  InvoiceStateView invoice(@PathVariable String invoiceId, HttpServletResponse response) {
    InvoiceId id;
    try {
      id = InvoiceId.parse(invoiceId);
    } catch (IllegalArgumentException e) {
      throw WrongParameter.form("{invoiceId}");
    }
    return chain.readState(head -> {
      var rows = new LedgerRows(new StoredRows(chain.store()));
      InvoiceRow invoice =
          rows.invoice(id.value())
              .orElseThrow(() -> unknown(NodeProblem.UNKNOWN_INVOICE, head, response));
      return new InvoiceStateView(
          id.toString(),
          invoice.hospital(),
          invoice.status().name(),
          invoice.commitment().hex(),
          invoice.totalFen(),
          invoice.claimableFen(),
          invoice.remainingFen(),
          rows.held(id.value()).stream().map(LedgerController::payer).toList(),
          head.tree().size(),
          chain.finalSize());
    });
  }

  /**
   * What this node's own execution holds under a payer's claim id. An unknown one is answered with
   * the tree size up to which that is true, in the header {@code Ledger-At-Size}.
   */
  @GetMapping("/state/claims/{member}/{claimId}")
  ClaimStateView claim(
      @PathVariable int member, @PathVariable String claimId, HttpServletResponse response) {
    ClaimId id;
    try {
      id = new ClaimId(claimId);
    } catch (IllegalArgumentException e) {
      throw WrongParameter.form("{claimId}");
    }
    return chain.readState(head -> {
      var rows = new LedgerRows(new StoredRows(chain.store()));
      long invoice =
          rows.invoiceOfClaim(member, id)
              .orElseThrow(() -> unknown(NodeProblem.UNKNOWN_CLAIM, head, response));
      var row = rows.claim(invoice, member, id).orElseThrow();
      return new ClaimStateView(
          member,
          id.value(),
          new InvoiceId(invoice).toString(),
          row.state().name(),
          row.benefit().hex(),
          row.reservedFen(),
          row.committedFen(),
          row.reimbursedFen(),
          row.returnedFen(),
          head.tree().size(),
          chain.finalSize());
    });
  }

  /** A problem that is true as of a block, which its header says. */
  private static ProblemException unknown(
      NodeProblem problem, LedgerHead head, HttpServletResponse response) {
    response.setHeader(AtSize.HEADER, Long.toString(head.tree().size()));
    return new ProblemException(problem);
  }

  private static PayerView payer(LedgerRows.Held held) {
    return new PayerView(
        held.payer(),
        held.reservedFen(),
        held.committedFen(),
        held.reimbursedFen(),
        held.returnedFen());
  }

  /** Leaves of the final log side by side, each after its length in two bytes. */
  @GetMapping(value = "/leaves", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  byte[] leaves(@RequestParam long from, @RequestParam(defaultValue = "256") int count) {
    if (from < 0) {
      throw WrongParameter.atLeast("?from", 0);
    }
    if (count < 1 || count > LEAVES_AT_ONCE) {
      throw WrongParameter.range("?count", 1, LEAVES_AT_ONCE);
    }
    int there = Math.clamp(chain.finalSize() - from, 0, count);
    return EntryBundle.encode(there == 0 ? List.of() : chain.leaves(from, there));
  }
}
