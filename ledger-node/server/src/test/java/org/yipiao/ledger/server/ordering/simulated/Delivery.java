package org.yipiao.ledger.server.ordering.simulated;

import org.yipiao.ledger.server.ordering.EngineStatus;

/** Brings the engines what was ordered, and keeps on their disks what they have. */
final class Delivery {

  private final RoundsSoFar order;
  private final EngineDisks disks = new EngineDisks();

  Delivery(RoundsSoFar order) {
    this.order = order;
  }

  /** An engine's directory is lost. */
  void forget(int member) {
    disks.forget(member);
  }

  /** An engine starts with its last saved state, and is to have again what it knew beyond. */
  void resume(SimulatedOrderingEngine engine) {
    int saved = disks.saved(engine.member());
    int logged = Math.max(saved, disks.logged(engine.member()));
    engine.resume(saved, logged, order.number(saved), order.hash(saved));
    engine.become(EngineStatus.REPLAYING);
  }

  /** Brings what an engine had got before it ended. */
  void replay(SimulatedOrderingEngine engine, int roundsPerSavedState) {
    catchUp(engine, disks.logged(engine.member()), roundsPerSavedState);
  }

  /** Brings what is missing of the first so many rounds. */
  void catchUp(SimulatedOrderingEngine engine, int upTo, int roundsPerSavedState) {
    while (engine.running() && engine.deliveredRounds() < upTo) {
      engine.deliver(order.after(engine.deliveredRounds()));
      int delivered = engine.deliveredRounds();
      if (engine.running()) {
        disks.log(engine.member(), delivered);
        if (delivered % roundsPerSavedState == 0) {
          save(engine, delivered);
        }
      }
    }
  }

  private void save(SimulatedOrderingEngine engine, int delivered) {
    engine.saving();
    if (engine.running()) {
      disks.save(engine.member(), delivered);
    }
  }

  /** The state that the others have now takes the place of an engine's own. */
  void takeOver(SimulatedOrderingEngine engine) {
    int upTo = order.count();
    engine.become(EngineStatus.RECONNECTING);
    engine.gap(upTo, order.number(upTo), order.hash(upTo));
    if (engine.running()) {
      disks.takeOver(engine.member(), upTo);
    }
  }
}
