package org.yipiao.gateway.upload;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.yipiao.gateway.spool.PendingBatch;
import org.yipiao.gateway.spool.SpooledDocument;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.suite.MessageSigner;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * Signs the ledger transaction of a batch: one {@code IssueInvoice} per document, each for itself,
 * under a fresh transaction id.
 *
 * @param ledgerId of the ledger's genesis
 * @param member the hospital's number
 * @param keyId of the hospital's transaction key
 * @param validity how long the transaction may wait to be ordered, at most 24 hours
 */
public record BatchSigner(
    Digest ledgerId,
    int member,
    int keyId,
    MessageSigner signer,
    Duration validity,
    SecureRandom random) {

  public BatchSigner {
    if (!validity.isPositive() || validity.compareTo(Duration.ofHours(24)) > 0) {
      throw new IllegalArgumentException("a transaction is valid for at most 24 hours");
    }
  }

  PendingBatch sign(List<SpooledDocument> documents, Instant now) {
    Instant expiry = now.plus(validity).truncatedTo(ChronoUnit.SECONDS);
    List<IssueInvoice> operations =
        documents.stream()
            .map(document ->
                IssueInvoice.of(
                    document.invoiceId(),
                    document.commitment(),
                    document.claimable(),
                    document.total()))
            .toList();
    SignedTransaction transaction =
        SignedTransaction.sign(
            ledgerId,
            member,
            keyId,
            TransactionId.random(random),
            expiry,
            false,
            operations,
            signer);
    return new PendingBatch(
        UUID.randomUUID(),
        transaction.bytes(),
        expiry,
        documents.stream().map(SpooledDocument::sequence).toList());
  }
}
