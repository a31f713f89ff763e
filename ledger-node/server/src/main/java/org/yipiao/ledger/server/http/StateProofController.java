package org.yipiao.ledger.server.http;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.ledger.protocol.statemap.StateKeys;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.statemap.StateProver;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.reason.Reason;
import org.yipiao.platform.security.RequiresScope;

/**
 * Proofs of the ledger's state. For members: a proof names amounts, and that of an invoice that is
 * not there names another one's number.
 */
@RestController
@RequestMapping("/v1/state-proof")
@RequiresScope("ledger.read")
class StateProofController {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration RETRY_SOON = Duration.ofSeconds(1);

  private final StateProver proofs;

  StateProofController(LedgerNode node, WaitingCalls waiting) {
    this.proofs = new StateProver(node.chain(), waiting::await, LONGEST_WAIT);
  }

  /**
   * An invoice's row, or that there is none, as of the last block that was executed here. Waits up
   * to five seconds for that block to be final.
   */
  @GetMapping(value = "/invoices/{invoiceId}", produces = "text/plain;charset=utf-8")
  ResponseEntity<String> invoice(@PathVariable String invoiceId) throws InterruptedException {
    InvoiceId id;
    try {
      id = InvoiceId.parse(invoiceId);
    } catch (IllegalArgumentException e) {
      throw WrongParameter.form("{invoiceId}");
    }
    return switch (proofs.prove(StateKeys.invoice(id))) {
      case StateProver.Answer.Proven(var proof) ->
          ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(proof.format());
      case StateProver.Answer.NoMap() -> throw new ProblemException(NodeProblem.STATE_NOT_PROVABLE);
      case StateProver.Answer.NotFinal() -> throw new ProblemException(NodeProblem.NOT_FINAL);
      case StateProver.Answer.Busy() ->
          throw new ProblemException(
                  NodeProblem.BUSY,
                  Reason.of(
                      BusyReason.ALL_PLACES,
                      RequestKind.STATE_PROOF,
                      RequestKind.STATE_PROOF.atOnce()))
              .retryAfter(RETRY_SOON);
    };
  }
}
