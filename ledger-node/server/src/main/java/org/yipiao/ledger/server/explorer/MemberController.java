package org.yipiao.ledger.server.explorer;

import java.util.Base64;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.http.NodeProblem;
import org.yipiao.ledger.server.http.WrongParameter;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.RequiresScope;

/** What the page shows to members: leaves, each with its proof. */
@RestController
@RequestMapping("/explorer/api")
@RequiresScope("ledger.read")
class MemberController {

  private final Chain chain;
  private final InvoiceSearch search;

  MemberController(LedgerNode node, ExplorerProperties limits) {
    this.chain = node.chain();
    this.search = new InvoiceSearch(finalLog(), limits.searches());
  }

  private InvoiceSearch.FinalLog finalLog() {
    return new InvoiceSearch.FinalLog() {
      @Override
      public long size() {
        return chain.finalSize();
      }

      @Override
      public List<byte[]> leaves(long first, int count) {
        return chain.leaves(first, count);
      }
    };
  }

  /**
   * An operation of the final log.
   *
   * @param leaf base64
   * @param proof C2SP tlog-proof under the last final checkpoint
   */
  record OperationView(long index, String leaf, String proof) {}

  @GetMapping("/operations/{index}")
  OperationView operation(@PathVariable long index) {
    if (index < 0) {
      throw WrongParameter.atLeast("{index}", 0);
    }
    var checkpoint =
        chain
            .finalCheckpoint()
            .filter(last -> index < last.size())
            .orElseThrow(() -> new ProblemException(NodeProblem.UNKNOWN_OPERATION));
    var inclusion = chain.log().inclusionProof(index, checkpoint.size());
    return new OperationView(
        index,
        Base64.getEncoder().encodeToString(chain.leaves(index, 1).getFirst()),
        new TlogProof(index, inclusion.path(), checkpoint.note()).format());
  }

  /** Where the operations of an invoice stand among the 16 384 final leaves before a place. */
  @GetMapping("/invoices/{invoiceId}/operations")
  InvoiceSearch.Part operations(
      @PathVariable String invoiceId,
      @RequestParam(defaultValue = "9223372036854775807") long before) {
    if (before < 0) {
      throw WrongParameter.atLeast("?before", 0);
    }
    InvoiceId id;
    try {
      id = InvoiceId.parse(invoiceId);
    } catch (IllegalArgumentException e) {
      throw WrongParameter.form("{invoiceId}");
    }
    return search.before(id, before);
  }
}
