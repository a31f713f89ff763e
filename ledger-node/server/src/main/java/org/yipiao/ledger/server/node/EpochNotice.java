package org.yipiao.ledger.server.node;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.cosigning.Validators;
import org.yipiao.ledger.server.ordering.OrderingEngine;

/**
 * Proves the log's epochs: to whoever asks, and to the engine, which learns in this way alone who
 * is to order from then on.
 */
public final class EpochNotice {

  private static final Logger LOG = LoggerFactory.getLogger(EpochNotice.class);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);

  private final Chain chain;
  private final Validators validators;
  private final OrderingEngine engine;
  private final InstantSource clock;
  private @Nullable Instant last;

  EpochNotice(Chain chain, Validators validators, OrderingEngine engine, InstantSource clock) {
    this.chain = chain;
    this.validators = validators;
    this.engine = engine;
    this.clock = clock;
  }

  /** Tells the engine of the epoch after its own, once that is proven. To be repeated. */
  void step() {
    Optional<EpochChange> next = due();
    Instant now = clock.instant();
    if (next.isEmpty() || (last != null && now.isBefore(last.plus(AGAIN_AFTER)))) {
      return;
    }
    last = now;
    LOG.info("the engine is told of epoch {}", next.get().next().number());
    engine.submit(new Payload.EpochChanged(next.get().encode()).encode());
  }

  /** Whether the engine has something to learn, so that it must not rest. */
  boolean busy() {
    return due().isPresent();
  }

  private Optional<EpochChange> due() {
    long has = engine.epoch();
    return has < validators.present().number() ? change(has + 1) : Optional.empty();
  }

  /**
   * What proves an epoch after the first to whoever knows the one before.
   *
   * @return empty until the block that ends the epoch before is final
   */
  public Optional<EpochChange> change(long number) {
    var epochs = validators.epochs();
    if (number < 1 || number >= epochs.size()) {
      return Optional.empty();
    }
    Epoch epoch = epochs.get(Math.toIntExact(number));
    long size = epoch.fromSize() - 1;
    return chain
        .checkpointAt(size)
        .map(checkpoint ->
            new EpochChange(
                epoch,
                chain.leaves(size - 1, 1).getFirst(),
                new TlogProof(
                    size - 1,
                    chain.log().inclusionProof(size - 1, size).path(),
                    checkpoint.note())));
  }
}
