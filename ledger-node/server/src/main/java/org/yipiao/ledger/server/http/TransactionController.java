package org.yipiao.ledger.server.http;

import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.ledger.client.http.AcceptedTransaction;
import org.yipiao.ledger.client.http.TransactionProof;
import org.yipiao.ledger.client.http.TransactionView;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.submission.TransactionKey;
import org.yipiao.platform.security.RequiresScope;

/** Transactions: handing over, following, proving. */
@RestController
@RequestMapping("/v1/transactions")
class TransactionController {

  static final int LONGEST_WAIT_MILLIS = 30_000;

  private final TransactionAdmission admission;
  private final TransactionViews views;

  TransactionController(TransactionAdmission admission, TransactionViews views) {
    this.admission = admission;
    this.views = views;
  }

  /** Accepts a signed transaction; answered once it is on this node's disk. */
  @PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @RequiresScope("ledger.submit")
  AcceptedTransaction accept(@RequestBody byte[] transaction) {
    return admission.accept(transaction);
  }

  /** How far a transaction has come; waits until it is final or expired when asked to. */
  @GetMapping("/{member}/{transactionId}")
  @RequiresScope({"ledger.read", "ledger.submit"})
  TransactionView transaction(
      @PathVariable int member,
      @PathVariable String transactionId,
      @RequestParam(defaultValue = "0") int waitMillis)
      throws InterruptedException {
    if (waitMillis < 0 || waitMillis > LONGEST_WAIT_MILLIS) {
      throw WrongParameter.range("?waitMillis", 0, LONGEST_WAIT_MILLIS);
    }
    return views.await(key(member, transactionId), Duration.ofMillis(waitMillis));
  }

  /**
   * The transaction's leaves with their proof under the first final checkpoint that covers them.
   */
  @GetMapping("/{member}/{transactionId}/proof")
  @RequiresScope({"ledger.read", "ledger.submit"})
  TransactionProof proof(@PathVariable int member, @PathVariable String transactionId) {
    return views.proof(key(member, transactionId));
  }

  private static TransactionKey key(int member, String transactionId) {
    try {
      return new TransactionKey(member, new TransactionId(transactionId));
    } catch (FormatException e) {
      throw WrongParameter.form("{transactionId}");
    }
  }
}
