package org.yipiao.ledger.server.transfer;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Divergence;
import org.yipiao.ledger.server.chain.Position;
import org.yipiao.ledger.server.cosigning.CosignatureTally;
import org.yipiao.ledger.server.cosigning.Validators;
import org.yipiao.ledger.server.execution.Executor;
import org.yipiao.ledger.server.execution.RoundQueue;
import org.yipiao.ledger.server.store.WriteSet;

/**
 * What a node does that no engine brings rounds to, for its member is no validator: it takes over
 * what the others have made final, each block executed here and proven by the quorum of its epoch,
 * so that its readers see new blocks. Peers are asked in turn, at a bounded pace, and none of them
 * keeps this thread: what they answer is taken when it is there. For the thread that executes.
 */
public final class Following {

  private static final Logger LOG = LoggerFactory.getLogger(Following.class);

  /** Between two questions while there is something new each time. */
  private static final Duration AFTER_NEWS = Duration.ofMillis(200);

  /** After a question to which there was nothing to be taken. */
  private static final Duration AFTER_NONE = Duration.ofSeconds(1);

  private final Chain chain;
  private final Executor executor;
  private final RoundQueue rounds;
  private final Divergence divergence;
  private final AskedPeers asked;
  private final BooleanSupplier wanted;
  private final BlockTransfer blocks;
  private final BlockQuestions questions;
  private long pausesSince;
  private Duration pause = Duration.ZERO;

  /**
   * @param wanted whether still no engine runs here; once one does, its rounds are what counts
   */
  public Following(
      Chain chain,
      Validators validators,
      Executor executor,
      RoundQueue rounds,
      CosignatureTally tally,
      Divergence divergence,
      AskedPeers asked,
      BooleanSupplier wanted) {
    this.chain = chain;
    this.executor = executor;
    this.rounds = rounds;
    this.divergence = divergence;
    this.asked = asked;
    this.pausesSince = asked.time().nanos();
    this.wanted = wanted;
    this.blocks = new BlockTransfer(chain, validators, executor, tally);
    this.questions = new BlockQuestions(asked);
  }

  /**
   * Takes what peers have answered, and asks for what follows here if it is time to.
   *
   * @return whether there was something; otherwise try again after a while
   */
  public boolean step() {
    if (asked.peers().isEmpty() || divergence.declared()) {
      return false;
    }
    boolean moved = takeAnswers();
    if (asked.time().nanos() - pausesSince < pause.toNanos() || !questions.mayAsk()) {
      return moved;
    }
    questions.ask(height(), CatchUp.BLOCKS_AT_ONCE);
    return takeAnswers() || moved;
  }

  /** An engine runs here: what peers still answer is not needed. */
  public void rest() {
    questions.drop();
  }

  /** The first one that is not here. */
  private long height() {
    return chain.head().map(head -> head.height() + 1).orElse(0L);
  }

  private boolean takeAnswers() {
    boolean moved = false;
    for (var next = questions.answer(); next.isPresent(); next = questions.answer()) {
      try (BlockQuestions.Answer answer = next.get()) {
        moved |= takeAnswer(answer);
      }
    }
    return moved;
  }

  private boolean takeAnswer(BlockQuestions.Answer answer) {
    Taken taken = answer.page().map(this::unknown).map(this::take).orElse(Taken.NOTHING);
    taken.lie().ifPresent(lie -> asked.liars().told(answer.peer(), lie));
    if (taken.goesOn() && answer.page().filter(Following::isFull).isPresent()) {
      questions.stay(answer);
    } else if (!answer.late() && taken.lie().isEmpty()) { // after a lie another is asked at once
      pausesSince = asked.time().nanos();
      pause = taken.moved() ? AFTER_NEWS : AFTER_NONE;
    }
    return taken.moved();
  }

  private static boolean isFull(BlockPage page) {
    return page.blocks().size() >= CatchUp.BLOCKS_AT_ONCE;
  }

  /** Since it was asked for, another may have given a part of it. */
  private BlockPage unknown(BlockPage page) {
    long height = height();
    return new BlockPage(
        page.blocks().stream().dropWhile(block -> block.height() < height).toList());
  }

  private Taken take(BlockPage page) {
    if (page.blocks().isEmpty()) {
      return Taken.NOTHING;
    }
    Taken taken = blocks.apply(page, wanted);
    if (wanted.getAsBoolean()) {
      passGaps();
    }
    // What was executed without a block is in theirs, or executed again.
    executor.discard();
    rounds.rewind(chain.position().round());
    return taken;
  }

  /** No engine will come to fill them; what a quorum made final leads over them. */
  private void passGaps() {
    Position at = chain.position();
    for (var gap = chain.gaps().lowest();
        gap.isPresent() && gap.get().round() <= at.round();
        gap = chain.gaps().lowest()) {
      Optional<Digest> engines =
          gap.get().round() == at.round()
              ? Optional.of(gap.get().orderHash())
              : chain.orderHash(at.round());
      if (engines.isPresent() && !engines.get().equals(at.orderHash())) {
        divergence.declare(
            "the blocks here have order hash %s at round %d, the engine had %s"
                .formatted(at.orderHash(), at.round(), engines.get()));
        return;
      }
      chain.gaps().close(new WriteSet());
      LOG.info("followed over a gap, up to round {}", at.round());
    }
  }
}
