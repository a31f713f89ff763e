package org.yipiao.ledger.server.node;

import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.store.StoreFailure;

/** What the node is doing as a whole. */
public enum NodeStatus {
  ACTIVE("It takes transactions, and they become final."),
  STARTING("The engine does not order yet; what was accepted before is kept."),
  CATCHING_UP("Blocks are missing here and are being fetched from other validators."),
  NO_QUORUM("What was accepted has waited too long to become final: too few validators answer."),
  NOT_A_VALIDATOR(
      "Its member is none of the validators: it follows their final blocks and takes no transactions,"
          + " which the other nodes do."),
  BUSY("More is waiting than can be taken; try again soon."),
  DISK("The disk is full, nearly full or takes nothing more; what is on it is whole."),
  DAMAGED("What is on the disk is not what was written; the log names the file."),
  DEVICE("The disk answers with errors; whether what is on it is whole is not known."),
  DIVERGED("Something contradicts this node's chain; it has stopped and keeps the evidence."),
  FAILED("The engine or the store met a fault that it cannot repair.");

  private final String sentence;

  NodeStatus(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }

  public boolean takesTransactions() {
    return this == ACTIVE;
  }

  /** How a node is whose store has failed. */
  static NodeStatus of(StoreFailure failure) {
    return switch (failure.kind()) {
      case DISK -> DISK;
      case DAMAGED -> DAMAGED;
      case DEVICE -> DEVICE;
      case OTHER -> FAILED;
    };
  }

  /** What a node is doing whose engine does not order and that has no fault of its own. */
  static NodeStatus whileNotOrdering(EngineStatus engine) {
    return switch (engine) {
      case CHECKING -> NO_QUORUM;
      case BEHIND, RECONNECTING -> CATCHING_UP;
      case STARTING, REPLAYING, OBSERVING, ACTIVE, FREEZING, FROZEN, WAITING, FAILED, STOPPED ->
          STARTING;
    };
  }
}
