package org.yipiao.ledger.server.simulation;

import java.util.Optional;
import java.util.SplittableRandom;
import org.yipiao.ledger.server.node.LyingValidator;

/**
 * The one validator that lies.
 *
 * @param manner how it lies in its cosignatures and to its peers, if it does
 */
record Byzantine(
    int member, Optional<LyingValidator.Manner> manner, OrderHabit orders, ClientHabit answers) {

  /** What it has ordered past its own node. */
  enum OrderHabit {
    NOTHING,
    /** Bytes as transactions that are none. */
    GARBAGE,
    /** Transactions of others with another signature. */
    FORGERIES,
    /** Transactions that others have had ordered before. */
    REPLAYS,
    /** Payloads of no kind. */
    UNKNOWN_PAYLOADS,
    /** Cosignatures in its own name that its key did not make. */
    FALSE_COSIGNATURES,
    /** Questions without end for its own last cosignature. */
    QUESTIONS
  }

  /** How it answers clients. */
  enum ClientHabit {
    TRUTHFULLY,
    /** It knows of nothing, and says that everything has expired. */
    DENIES,
    /** It takes everything and hands nothing over. */
    PRETENDS,
    /** It calls everything final, with proofs of its own making. */
    FORGES_PROOFS,
    /** It does not answer. */
    SILENT
  }

  static Byzantine draw(SplittableRandom random) {
    int member = 1 + random.nextInt(4);
    var manners = LyingValidator.Manner.values();
    int manner = random.nextInt(manners.length + 2);
    var orders = OrderHabit.values();
    var answers = ClientHabit.values();
    return new Byzantine(
        member,
        manner < manners.length ? Optional.of(manners[manner]) : Optional.empty(),
        orders[random.nextInt(orders.length)],
        answers[random.nextInt(answers.length)]);
  }

  /** The same of another validator. */
  Byzantine as(int another) {
    return new Byzantine(another, manner, orders, answers);
  }
}
