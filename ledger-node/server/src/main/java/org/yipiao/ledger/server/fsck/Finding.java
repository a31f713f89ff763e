package org.yipiao.ledger.server.fsck;

/** What can be wrong with a store. */
public enum Finding {
  CHECKSUM("A file is damaged, cut off or missing."),
  GENESIS_OTHER("The store belongs to the ledger of another genesis file: the wrong consortium?"),
  HEAD_OTHER("Where the store says it stands is not where its blocks lead."),
  POSITION_OTHER("The round it says it has come to is not at or after its last block's."),
  BLOCK_MISSING("A block is missing."),
  BLOCK_UNREADABLE("A block is not of a known format."),
  HEADER_CHAIN("A block does not continue the one before it: height, round or time."),
  BLOCK_NOT_EXECUTABLE(
      "A block's transactions do not have effects: a signature, an order, a copy."),
  BLOCK_ROOT("A block says another size or root than its transactions lead to."),
  LEAF_MISSING("A leaf is missing."),
  LEAF_OTHER("A leaf is not the one that its block's execution makes."),
  TILE_OTHER("A hash tile is missing or not that of the leaves."),
  ROW_OTHER("A row of state is missing or not the one that execution makes."),
  MAP_OTHER("A node of the map over the rows is missing or not the one that execution makes."),
  MAP_ROOT("The rows and the map over them do not lead to the state root of the newest header."),
  TRANSACTION_PLACE("Where a transaction is said to be, it is not."),
  CHECKPOINT_UNREADABLE("A final checkpoint is not of a known format or not under its size."),
  CHECKPOINT_ROOT("A final checkpoint is not that of the block of its height."),
  CHECKPOINT_SIGNATURE("A final checkpoint lacks the log's signature or a quorum's cosignatures."),
  FINAL_OTHER("What is said to be final last is no final checkpoint here, or not the last one."),
  COSIGNATURE_UNREADABLE("A record of a cosignature is not of a known format or not valid."),
  COSIGNATURE_ROOT("This validator has cosigned another root than its log has."),
  COSIGNATURE_NOT_INCREASING("Records of cosignatures do not increase in size and time."),
  POST_QUANTUM_UNREADABLE(
      "What is kept for archives is not of a known format or not under its name."),
  POST_QUANTUM_SIGNATURE("What is kept for archives lacks its member's signature, or a quorum's."),
  POST_QUANTUM_ROOT("What this validator keeps for archives has another root than its log."),
  EVIDENCE_UNPROVEN("What is kept as proof of a validator's false cosigning proves none."),
  ROUND_UNREADABLE("A kept round is not of a known format or not under its number."),
  ORDER_HASH("An order hash is not that of its round or of its block."),
  SUBMISSION_UNREADABLE("An accepted transaction cannot be read or is none of this ledger."),
  ENGINE_EVENTS("The engine's event log is damaged, or lacks events."),
  ENGINE_STATE("A state that the engine has saved is damaged."),
  DIVERGED("The node met a contradiction of its chain and has stopped.");

  private final String sentence;

  Finding(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
