package org.yipiao.ledger.server.node;

import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Divergence;
import org.yipiao.ledger.server.chain.Position;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.cosigning.PostQuantumCosignature;
import org.yipiao.ledger.server.execution.QueuedRound;
import org.yipiao.ledger.server.execution.RoundQueue;
import org.yipiao.ledger.server.lies.LieKind;
import org.yipiao.ledger.server.lies.Lies;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderedPayload;
import org.yipiao.ledger.server.ordering.OrderedRound;
import org.yipiao.ledger.server.ordering.OrderingListener;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.WriteSet;
import org.yipiao.ledger.server.submission.SubmissionQueue;

/**
 * Takes what the engine ordered: transactions into the queue of rounds, cosignatures to where they
 * are collected. A round that is delivered again must be the one that was delivered before.
 */
final class RoundIntake implements OrderingListener {

  private static final Logger LOG = LoggerFactory.getLogger(RoundIntake.class);

  private final Chain chain;
  private final Divergence divergence;
  private final Lies lies;
  private final RoundQueue rounds;
  private final SubmissionQueue submissions;
  private final CosigningParts cosigning;
  private final Answers answers;
  private final CosignaturePace pace;

  RoundIntake(
      LogParts log,
      ExecutionParts execution,
      CosigningParts cosigning,
      Answers answers,
      CosignaturePace pace) {
    this.chain = log.chain();
    this.divergence = log.divergence();
    this.lies = log.lies();
    this.rounds = execution.rounds();
    this.submissions = execution.submissions();
    this.cosigning = cosigning;
    this.answers = answers;
    this.pace = pace;
  }

  @Override
  public void onResume(long lastRound, byte[] orderHash) {
    if (lastRound > rounds.lastAppended()) {
      LOG.warn("the engine resumes after round {}, beyond what is stored here", lastRound);
      onGap(lastRound, orderHash);
    } else if (lastRound > 0) {
      compare(lastRound, orderHash);
    }
  }

  @Override
  public void onRound(OrderedRound round) {
    if (divergence.declared()) {
      return;
    }
    answers.catchUp();
    for (OrderedPayload payload : round.payloads()) {
      switch (Payload.decode(payload.bytes()).orElse(null)) {
        case Payload.Cosigned(var cosignature) -> cosigned(payload.creator(), cosignature, true);
        case Payload.PostQuantumCosigned(var cosignature) ->
            cosigned(payload.creator(), cosignature, true);
        case Payload.Transaction _,
            Payload.Question _,
            Payload.Answer _,
            Payload.EpochChanged _ -> {}
        case null -> lies.told(payload.creator(), LieKind.UNREADABLE_PAYLOAD);
      }
    }
    if (round.number() <= rounds.lastAppended()) {
      compare(round.number(), round.orderHash());
      return;
    }
    try {
      // Blocks of others may bring it at the same moment.
      if (!rounds.append(QueuedRound.of(round))) {
        compare(round.number(), round.orderHash());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while taking round " + round.number(), e);
    }
  }

  /**
   * A validator sends cosignatures of its own alone, and no more than it has blocks. What was seen
   * ahead of the order counts once, when it is ordered.
   */
  private void cosigned(int creator, Cosignature cosignature, boolean ordered) {
    var tally = cosigning.tally();
    boolean own = cosignature.member() == creator;
    boolean judged = ordered && cosignature.size() <= chain.log().size();
    if (own && (tally.known(cosignature) || !pace.allows(creator) || tally.accept(cosignature))) {
      return;
    }
    lied(creator, own, judged);
  }

  private void cosigned(int creator, PostQuantumCosignature cosignature, boolean ordered) {
    var tally = cosigning.postQuantumTally();
    boolean own = cosignature.member() == creator;
    boolean judged = ordered && cosignature.size() <= chain.log().size();
    if (own && (tally.known(cosignature) || !pace.allows(creator) || tally.accept(cosignature))) {
      return;
    }
    lied(creator, own, judged);
  }

  /**
   * Nobody can be accused of what was beyond the executed log when it came: an epoch with another
   * key may begin before it.
   */
  private void lied(int creator, boolean own, boolean judged) {
    if (judged) {
      lies.told(creator, own ? LieKind.BAD_COSIGNATURE : LieKind.OTHERS_COSIGNATURE);
    }
  }

  private void compare(long round, byte[] orderHash) {
    var head = chain.head();
    var stored =
        head.filter(at -> at.lastRound() == round && round > 0)
            .map(at -> at.orderHash())
            .or(() -> chain.orderHash(round));
    if (stored.isEmpty()) {
      chain
          .store()
          .write(
              new WriteSet().put(Family.ORDER_HASHES, Keys.of(round), orderHash),
              Durability.WRITTEN);
    } else if (!Arrays.equals(stored.get().bytes(), orderHash)) {
      divergence.declare(
          "round %d was delivered again with order hash %s, stored is %s"
              .formatted(round, Digest.of(orderHash), stored.get()));
    } else if (chain.orderHash(round).isEmpty()) {
      chain
          .store()
          .write(
              new WriteSet().put(Family.ORDER_HASHES, Keys.of(round), orderHash),
              Durability.WRITTEN);
    }
  }

  @Override
  public void onSaving() {
    chain.store().sync();
  }

  @Override
  public void onPayloadSeen(byte[] payload, int creatorMember) {
    switch (Payload.decode(payload).orElse(null)) {
      case Payload.Cosigned(var cosignature) -> cosigned(creatorMember, cosignature, false);
      case Payload.PostQuantumCosigned(var cosignature) ->
          cosigned(creatorMember, cosignature, false);
      case Payload.Question(long nonce) -> answers.asked(creatorMember, nonce);
      case Payload.Answer answer -> cosigning.rule().answered(creatorMember, answer);
      case Payload.Transaction _, Payload.EpochChanged _ -> {}
      case null -> {}
    }
  }

  @Override
  public void onGap(long lastRound, byte[] orderHash) {
    LOG.warn("the engine leaves out the rounds up to {}", lastRound);
    chain.gaps().add(new Position(lastRound, Digest.of(orderHash)));
    rounds.interrupt();
  }

  @Override
  public void onStatus(EngineStatus status) {
    LOG.info("engine {}", status);
    if (status.ordering()) {
      submissions.resubmit();
    }
  }
}
