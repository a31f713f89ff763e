package org.yipiao.invoice.server.consortium;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.suite.MessageSigner;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;

/** Signs transactions in the bureau's name. */
public final class BureauSigner {

  private final Digest ledgerId;
  private final int member;
  private final int keyId;
  private final MessageSigner signer;
  private final SecureRandom random;

  BureauSigner(Digest ledgerId, int member, int keyId, MessageSigner signer, SecureRandom random) {
    this.ledgerId = ledgerId;
    this.member = member;
    this.keyId = keyId;
    this.signer = signer;
    this.random = random;
  }

  /** Signs under a fresh transaction id. */
  public SignedTransaction sign(Operation operation, Instant expiry) {
    return SignedTransaction.sign(
        ledgerId,
        member,
        keyId,
        TransactionId.random(random),
        expiry,
        false,
        List.of(operation),
        signer);
  }
}
