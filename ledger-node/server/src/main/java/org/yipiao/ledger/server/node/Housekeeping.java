package org.yipiao.ledger.server.node;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.chain.StoredRows;
import org.yipiao.ledger.server.ordering.OrderingEngine;

/**
 * What has to be done every now and then: asking and sending again what nobody answered, forgetting
 * what nobody needs, and telling the engine whether it may rest.
 */
final class Housekeeping {

  private static final Duration RESEND_AFTER = Duration.ofSeconds(2);

  /** An engine delivers again far fewer rounds than this. */
  private static final long REMEMBERED = 100_000;

  /**
   * So many executed rounds that no final block covers are kept for peers: more than a day of
   * rounds without a block.
   */
  private static final long KEPT_FOR_PEERS = 2_000_000;

  private static final int FORGET_EVERY = 50;

  /** More than an engine at rest leaves behind, fewer than a backlog. */
  private static final int FEW_ROUNDS = 64;

  private final Parts parts;
  private final InstantSource clock;
  private volatile boolean restsWhenIdle = true;
  private @Nullable Instant lastResend;
  private long rounds;

  /** What is looked after. */
  record Parts(
      Chain chain,
      ExecutionParts execution,
      CosigningParts cosigning,
      EpochNotice epochs,
      OrderingEngine engine,
      UnfinalSince unfinal) {}

  Housekeeping(Parts parts, InstantSource clock) {
    this.parts = parts;
    this.clock = clock;
  }

  void withoutRest() {
    restsWhenIdle = false;
  }

  void keep() {
    Instant now = clock.instant();
    resend(now);
    parts.cosigning().postQuantumRule().step();
    if (parts.engine().status().ordering()) {
      parts.epochs().step();
    }
    rounds++;
    if (rounds % FORGET_EVERY == 0) {
      forget(parts.chain());
    }
    if (restsWhenIdle) {
      parts.engine().idle(atRest(now));
    }
  }

  private void forget(Chain chain) {
    chain.head().ifPresent(head -> chain.forgetOrderHashes(head.lastRound() - REMEMBERED));
    long covered =
        chain
            .finalCheckpoint()
            .flatMap(last -> chain.block(last.height()))
            .map(StoredBlock::lastRound)
            .orElse(0L);
    parts.execution().rounds().forget(Math.max(covered, chain.position().round() - KEPT_FOR_PEERS));
  }

  private void resend(Instant now) {
    boolean late =
        parts
            .unfinal()
            .instant()
            .filter(since -> since.plus(RESEND_AFTER).isBefore(now))
            .isPresent();
    boolean due = lastResend == null || lastResend.plus(RESEND_AFTER).isBefore(now);
    boolean asks = !parts.cosigning().rule().ready() && parts.engine().status().ordering();
    if (!due || !(asks || late)) {
      return;
    }
    lastResend = now;
    if (asks) {
      parts.cosigning().rule().ask();
    }
    if (late) {
      parts.cosigning().rule().resend();
      parts.execution().catchUp().catchUpFinality();
    }
  }

  private boolean atRest(Instant now) {
    Chain chain = parts.chain();
    return parts.unfinal().instant().isEmpty()
        && parts.cosigning().rule().ready()
        && !parts.cosigning().postQuantumRule().busy()
        && !parts.epochs().busy()
        && parts.execution().submissions().depth() == 0
        && parts.execution().rounds().depth() < FEW_ROUNDS
        && !parts.execution().executor().working()
        && chain.gaps().lowest().isEmpty()
        && !chain.readState(head ->
            new LedgerRows(new StoredRows(chain.store())).anyDue(head.timeNanos(), soon(now)));
  }

  private static long soon(Instant now) {
    return EpochNanos.of(now.plusSeconds(1));
  }
}
