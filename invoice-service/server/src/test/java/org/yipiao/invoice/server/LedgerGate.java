package org.yipiao.invoice.server;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.yipiao.ledger.client.ClaimLookup;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.InvoiceLookup;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.client.Submission;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.client.http.TransactionState;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionLimits;
import org.yipiao.ledger.protocol.transaction.TransactionReading;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;

/** The way to the ledger's nodes, which can be closed, and on which transactions can get lost. */
final class LedgerGate implements LedgerClient {

  private final LedgerClient nodes;
  private final Set<String> lost = ConcurrentHashMap.newKeySet();
  private final Set<String> denied = ConcurrentHashMap.newKeySet();
  private final Set<String> forgotten = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private volatile boolean allocationsExpire;

  LedgerGate(LedgerClient nodes) {
    this.nodes = nodes;
  }

  /** From now on no node can be reached, or again each can. */
  void closed(boolean nowClosed) {
    closed = nowClosed;
  }

  /** Each allocation has expired when it comes, as when the register's clock is far behind. */
  void allocationsExpire(boolean allOfThem) {
    allocationsExpire = allOfThem;
  }

  /** The transaction is taken by a node that never orders it, as when it loses its disk. */
  void lose(SignedTransaction transaction) {
    lost.add(transaction.header().transactionId().value());
  }

  /** The transaction is taken by a node that forgets it; handed over again, it goes its way. */
  void forgetOnce(SignedTransaction transaction) {
    forgotten.add(transaction.header().transactionId().value());
  }

  /** The transaction goes its way, and too many nodes claim that it expired for good. */
  void deny(SignedTransaction transaction) {
    denied.add(transaction.header().transactionId().value());
  }

  /** The nodes say again what they know of it. */
  void admit(SignedTransaction transaction) {
    denied.remove(transaction.header().transactionId().value());
  }

  @Override
  public Submission submit(SignedTransaction transaction) {
    return submit(transaction.bytes());
  }

  @Override
  public Submission submit(byte[] bytes) {
    if (closed) {
      return new Submission.NotTaken(List.of("no node can be reached"), Duration.ofMillis(50));
    }
    if (SignedTransaction.decode(bytes, TransactionLimits.DEFAULT)
        instanceof TransactionReading.Read(SignedTransaction transaction)) {
      if (allocationsExpire && transaction.operations().getFirst() instanceof AllocateNumbers) {
        lose(transaction);
        deny(transaction);
      }
      if (isKept(transaction.header().transactionId().value())) {
        return new Submission.Accepted(Instant.now(), URI.create("http://node.invalid"));
      }
    }
    return nodes.submit(bytes);
  }

  private boolean isKept(String transaction) {
    return lost.contains(transaction) || forgotten.contains(transaction);
  }

  @Override
  public Finality awaitFinal(TransactionRef transaction, Duration atMost) {
    if (forgotten.remove(transaction.id().value())) {
      return new Finality.StillPending(transaction, TransactionState.UNKNOWN, List.of());
    }
    return denied.contains(transaction.id().value())
        ? new Finality.ExpiredForGood(transaction, transaction.expiry())
        : nodes.awaitFinal(transaction, atMost);
  }

  @Override
  public InvoiceLookup invoice(InvoiceId invoice) {
    return nodes.invoice(invoice);
  }

  @Override
  public ClaimLookup claim(int member, ClaimId claim) {
    return nodes.claim(member, claim);
  }

  @Override
  public void close() {
    nodes.close();
  }
}
