package org.yipiao.ledger.server.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.ledger.client.http.OperationView;
import org.yipiao.ledger.client.http.TransactionProof;
import org.yipiao.ledger.client.http.TransactionState;
import org.yipiao.ledger.client.http.TransactionView;
import org.yipiao.ledger.client.proof.LeafRangeProof;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.chain.TransactionPlace;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.submission.TransactionKey;
import org.yipiao.platform.problem.ProblemException;

/** What the node can say and prove of a transaction. */
@Component
final class TransactionViews {

  /** How long a transaction may take to come here that another node took. */
  private static final Duration UNKNOWN_AFTER = Duration.ofSeconds(1);

  private final LedgerNode node;
  private final WaitingCalls waiting;
  private final Chain chain;

  TransactionViews(LedgerNode node, WaitingCalls waiting) {
    this.node = node;
    this.waiting = waiting;
    this.chain = node.chain();
  }

  /**
   * Waits until the transaction is final or has expired, at most that long and not any longer once
   * the node is being stopped, and describes it. That it is not known here is told after a second:
   * whoever follows a lost one shall learn so soon.
   */
  TransactionView await(TransactionKey key, Duration atMost) throws InterruptedException {
    return await(key, atMost, UNKNOWN_AFTER);
  }

  /**
   * @param unknownAfter how long one is waited for that is not known here
   */
  TransactionView await(TransactionKey key, Duration atMost, Duration unknownAfter)
      throws InterruptedException {
    Duration first = atMost.compareTo(unknownAfter) < 0 ? atMost : unknownAfter;
    var settling = new Settling(key);
    if (!waiting.await(settling::over, first) && isKnown(key)) {
      waiting.await(settling::over, atMost.minus(first));
    }
    return view(key);
  }

  /** The queue first: what has left it has its place. */
  private boolean isKnown(TransactionKey key) {
    return node.submissions().find(key).isPresent() || chain.transaction(key).isPresent();
  }

  /**
   * A transaction that is waited for: its place is looked for with each new block until there is
   * one, and then kept. The chain moves several times for each block.
   */
  private final class Settling {

    private static final long NEVER = -2;
    private static final long BEFORE_THE_FIRST_BLOCK = -1;

    private final TransactionKey key;
    private @Nullable TransactionPlace place;
    private long lookedAt = NEVER;

    Settling(TransactionKey key) {
      this.key = key;
    }

    /** Whether it is final or has expired. */
    boolean over() {
      if (place == null) {
        long height = chain.head().map(LedgerHead::height).orElse(BEFORE_THE_FIRST_BLOCK);
        if (height != lookedAt) {
          lookedAt = height;
          place = chain.transaction(key).orElse(null);
        }
      }
      var known = place;
      return known != null && (known.hasExpired() || chain.finalSize() >= known.coveredFrom());
    }
  }

  private TransactionView view(TransactionKey key) {
    // Before the place: of a later time the absence of a place would say too much.
    Instant ledgerTime = ledgerTime();
    var place = chain.transaction(key);
    if (place.isPresent() && place.get().hasExpired()) {
      return view(
          TransactionState.EXPIRED,
          place.get().acceptedAtMillis(),
          null,
          null,
          List.of(),
          ledgerTime);
    }
    if (place.isPresent()) {
      return placed(place.get(), ledgerTime);
    }
    return node.submissions()
        .find(key)
        .map(waiting ->
            view(
                TransactionState.ACCEPTED,
                waiting.acceptedAtMillis(),
                null,
                null,
                List.of(),
                ledgerTime))
        .orElseGet(() -> view(TransactionState.UNKNOWN, 0, null, null, List.of(), ledgerTime));
  }

  private TransactionView placed(TransactionPlace place, Instant ledgerTime) {
    boolean isFinal = chain.finalSize() >= place.coveredFrom();
    var finalAt =
        isFinal
            ? chain.checkpointCovering(place.coveredFrom()).map(FinalCheckpoint::finalAt)
            : Optional.<Instant>empty();
    return view(
        isFinal ? TransactionState.FINAL : TransactionState.ORDERED,
        place.acceptedAtMillis(),
        finalAt.orElse(null),
        place.height(),
        operations(place),
        ledgerTime);
  }

  private List<OperationView> operations(TransactionPlace place) {
    List<OperationView> operations = new ArrayList<>();
    for (byte[] bytes : chain.leaves(place.firstLeaf(), place.leaves())) {
      var leaf = LeafV1.decode(bytes);
      operations.add(
          new OperationView(
              leaf.operationIndex(),
              leaf.knownOutcome().map(Enum::name).orElse("UNKNOWN"),
              leaf.outcome(),
              HexFormat.of().formatHex(leaf.detail()),
              place.firstLeaf() + operations.size()));
    }
    return operations;
  }

  private TransactionView view(
      TransactionState state,
      long acceptedAtMillis,
      @Nullable Instant finalAt,
      @Nullable Long height,
      List<OperationView> operations,
      Instant ledgerTime) {
    return new TransactionView(
        state,
        acceptedAtMillis == 0 ? null : Instant.ofEpochMilli(acceptedAtMillis),
        finalAt,
        height,
        operations,
        ledgerTime,
        chain.finalSize());
  }

  private Instant ledgerTime() {
    return chain
        .finalCheckpoint()
        .flatMap(last -> chain.block(last.height()))
        .map(block -> EpochNanos.toInstant(block.consensusTimeNanos()))
        .orElse(node.genesis().time());
  }

  /** Proves a final transaction's leaves. */
  TransactionProof proof(TransactionKey key) {
    var place =
        chain
            .transaction(key)
            .filter(known -> !known.hasExpired() && chain.finalSize() >= known.coveredFrom())
            .orElseThrow(() -> new ProblemException(NodeProblem.NOT_FINAL));
    var checkpoint =
        chain
            .checkpointCovering(place.coveredFrom())
            .orElseThrow(() -> new ProblemException(NodeProblem.NOT_FINAL));
    var proof =
        LeafRangeProof.make(
            checkpoint.size(), place.firstLeaf(), place.leaves(), chain.log()::rangeRoot);
    var base64 = Base64.getEncoder();
    return new TransactionProof(
        place.firstLeaf(),
        chain.leaves(place.firstLeaf(), place.leaves()).stream()
            .map(base64::encodeToString)
            .toList(),
        checkpoint.size(),
        proof.hashes().stream().map(hash -> base64.encodeToString(hash.bytes())).toList(),
        checkpoint.note());
  }
}
