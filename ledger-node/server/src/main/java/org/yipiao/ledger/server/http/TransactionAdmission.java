package org.yipiao.ledger.server.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.yipiao.ledger.client.http.AcceptedTransaction;
import org.yipiao.ledger.contract.rules.Members;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionAuthority;
import org.yipiao.ledger.protocol.transaction.TransactionCheck;
import org.yipiao.ledger.protocol.transaction.TransactionFault;
import org.yipiao.ledger.protocol.transaction.TransactionReading;
import org.yipiao.ledger.server.chain.StoredRows;
import org.yipiao.ledger.server.chain.TransactionPlace;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.submission.Acceptance;
import org.yipiao.ledger.server.submission.TransactionKey;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.reason.Reason;

/** Decides which transactions are accepted; a known one is always answered. */
@Component
final class TransactionAdmission {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionAdmission.class);

  private static final Duration RETRY_SOON = Duration.ofSeconds(1);
  private static final Duration RETRY_LATER = Duration.ofSeconds(3);

  private final LedgerNode node;
  private final TransactionAuthority authority;
  private final InstantSource clock;

  TransactionAdmission(LedgerNode node, InstantSource clock) {
    this.node = node;
    var members = new Members(node.genesis(), new LedgerRows(new StoredRows(node.chain().store())));
    this.authority = new TransactionAuthority(node.genesis()).where(members);
    this.clock = clock;
  }

  AcceptedTransaction accept(byte[] bytes) {
    SignedTransaction transaction =
        switch (authority.read(bytes)) {
          case TransactionReading.Read(SignedTransaction read) -> read;
          case TransactionReading.Refused(TransactionFault fault, Reason reason) ->
              throw new ProblemException(NodeProblem.of(fault), reason);
        };
    var key = TransactionKey.of(transaction.header());
    var place = node.chain().transaction(key);
    // Verified when it was executed; its key may have been changed since.
    if (place.filter(known -> known.digest().equals(transaction.digest())).isPresent()) {
      return placed(key, transaction, place.get());
    }
    if (authority.check(transaction)
        instanceof TransactionCheck.Rejected(TransactionFault fault, Reason reason)) {
      throw new ProblemException(NodeProblem.of(fault), reason);
    }
    return place.isPresent()
        ? placed(key, transaction, place.get())
        : accept(key, transaction, bytes);
  }

  private AcceptedTransaction accept(
      TransactionKey key, SignedTransaction transaction, byte[] bytes) {
    if (node.submissions().find(key).isEmpty()) {
      judgeNew(transaction);
    }
    return switch (taken(key, transaction, bytes)) {
      case Acceptance.Accepted(Instant acceptedAt) -> {
        key.named(LOG.atInfo())
            .log(
                "transaction {} of member {} with {} operations is accepted",
                key.id(),
                key.member(),
                transaction.operations().size());
        yield answer(key, acceptedAt);
      }
      case Acceptance.Settled() ->
          placed(key, transaction, node.chain().transaction(key).orElseThrow());
      case Acceptance.IdReused() -> throw new ProblemException(NodeProblem.ID_REUSED);
      case Acceptance.Full() -> throw busy(BusyReason.QUEUE);
    };
  }

  private Acceptance taken(TransactionKey key, SignedTransaction transaction, byte[] bytes) {
    try {
      return node.submissions().accept(key, transaction.header().expiryEpochNanos(), bytes);
    } catch (StoreFailure e) {
      throw new ProblemException(
              switch (e.kind()) {
                case DISK -> NodeProblem.DISK;
                case DAMAGED -> NodeProblem.DAMAGED;
                case DEVICE -> NodeProblem.DEVICE;
                case OTHER -> NodeProblem.NODE_FAILED;
              })
          .retryAfter(RETRY_LATER);
    }
  }

  private static AcceptedTransaction placed(
      TransactionKey key, SignedTransaction transaction, TransactionPlace place) {
    if (!place.digest().equals(transaction.digest())) {
      throw new ProblemException(NodeProblem.ID_REUSED);
    }
    if (place.hasExpired()) {
      throw new ProblemException(NodeProblem.TRANSACTION_EXPIRED);
    }
    return answer(key, Instant.ofEpochMilli(place.acceptedAtMillis()));
  }

  private void judgeNew(SignedTransaction transaction) {
    switch (node.status()) {
      case ACTIVE -> {}
      case STARTING, CATCHING_UP ->
          throw new ProblemException(NodeProblem.CATCHING_UP).retryAfter(RETRY_LATER);
      case NOT_A_VALIDATOR -> throw new ProblemException(NodeProblem.NOT_A_VALIDATOR);
      case NO_QUORUM -> throw new ProblemException(NodeProblem.NO_QUORUM).retryAfter(RETRY_LATER);
      case BUSY -> throw busy(BusyReason.ENGINE);
      case DISK -> throw new ProblemException(NodeProblem.DISK).retryAfter(RETRY_LATER);
      case DAMAGED -> throw new ProblemException(NodeProblem.DAMAGED).retryAfter(RETRY_LATER);
      case DEVICE -> throw new ProblemException(NodeProblem.DEVICE).retryAfter(RETRY_LATER);
      case DIVERGED -> throw new ProblemException(NodeProblem.DIVERGED);
      case FAILED -> throw new ProblemException(NodeProblem.NODE_FAILED).retryAfter(RETRY_LATER);
    }
    if (hasExpiredForGood(transaction)) {
      throw new ProblemException(NodeProblem.TRANSACTION_EXPIRED);
    }
    Instant expiry = transaction.header().expiry();
    if (expiry.isAfter(clock.instant().plus(node.genesis().limits().transactionExpiry()))) {
      throw new ProblemException(NodeProblem.EXPIRY_TOO_FAR);
    }
  }

  private static ProblemException busy(BusyReason full) {
    return new ProblemException(NodeProblem.BUSY, Reason.of(full)).retryAfter(RETRY_SOON);
  }

  /**
   * By the ledger's time alone. One that has expired by the clock is taken while no block's time is
   * past its expiry: ordered, it has no effect but a block that is, which whoever waits for its end
   * needs, and on a ledger without traffic nothing else makes one.
   */
  private boolean hasExpiredForGood(SignedTransaction transaction) {
    return node.chain()
        .head()
        .filter(head -> head.timeNanos() >= transaction.header().expiryEpochNanos())
        .isPresent();
  }

  private static AcceptedTransaction answer(TransactionKey key, Instant acceptedAt) {
    return new AcceptedTransaction(key.member(), key.id().value(), acceptedAt);
  }
}
