package org.yipiao.ledger.server.store;

import java.util.Locale;

/** A kind of entry, kept apart in a column family of its own. Integers in keys are big-endian. */
public enum Family {
  META("One entry per name: position, height, finality and what else exists once."),
  ROWS("The contract's state: its keys, its values."),
  LEAVES("Leaf index (8 bytes): the leaf's bytes."),
  TILES("Level (1 byte), tile index (8 bytes): up to 256 hashes of 32 bytes."),
  TRANSACTIONS("Member (4), transaction id (16): where its leaves are."),
  BLOCKS("Height (8): the block with its transactions, enough to execute it again."),
  CHECKPOINTS("Tree size (8): a final checkpoint with its cosignatures."),
  COSIGNATURES("Tree size (8): this validator's own cosignature records."),
  ROUNDS("Round number (8): ordered and not yet executed."),
  ORDER_HASHES("Round number (8): the running order hash after it."),
  SUBMISSIONS("Member (4), transaction id (16): accepted here and not yet settled."),
  MAP("Path, number of its bits (1): a node of the map over the rows."),
  EVIDENCE("Member (4), tree size (8): what proves that it cosigned falsely there.");

  private final String layout;

  Family(String layout) {
    this.layout = layout;
  }

  /** Key and value in one sentence. */
  public String layout() {
    return layout;
  }

  /** The name on disk. */
  String diskName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
