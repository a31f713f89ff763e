package org.yipiao.ledger.server.succession;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.epoch.Epoch;

/** The validators of the engine that runs, as it says itself. */
final class EngineValidators implements EpochRoster.Listener {

  private volatile @Nullable Epoch present;
  private volatile @Nullable Epoch next;

  @Override
  public void has(Epoch epoch) {
    present = epoch;
    next = null;
  }

  @Override
  public void announced(Epoch epoch) {
    next = epoch;
  }

  /** The number of the epoch whose validators order. */
  long number() {
    Epoch coming = next;
    Epoch there = present;
    return coming != null ? coming.number() - 1 : there == null ? 0 : there.number();
  }

  /**
   * The number of the epoch whose validators' engines stop, of an engine that has stopped. One that
   * was taught the state of the stop has those that follow already.
   */
  long stopped() {
    Epoch there = present;
    return there != null && next == null ? Math.max(0, there.number() - 1) : number();
  }

  /** Both, as far as they are known. */
  List<Epoch> all() {
    List<Epoch> all = new ArrayList<>();
    for (Epoch epoch : Arrays.asList(present, next)) {
      if (epoch != null) {
        all.add(epoch);
      }
    }
    return all;
  }
}
