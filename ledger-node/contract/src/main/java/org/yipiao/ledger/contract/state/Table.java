package org.yipiao.ledger.contract.state;

import java.nio.ByteBuffer;

/**
 * The tables of the state and the first byte of their keys; a byte is never given again. All keys
 * of a table have one length. Derived tables follow from the rows of the others; all others are in
 * the map of the state root.
 */
enum Table {
  /** No key → contract version (4). */
  CONTRACT(1),
  /** Invoice id (8) → {@link InvoiceRow}. */
  INVOICE(2),
  /** Invoice id (8), payer (4), claim id (16) → {@link ClaimRow}. */
  CLAIM(3),
  /** Payer (4), claim id (16) → invoice id (8). */
  CLAIM_ID(4),
  /** Invoice id (8), payer (4), benefit digest (32) → claim id (16). */
  BENEFIT(5, true),
  /** First invoice id (8) → {@link RangeRow}. */
  RANGE(6),
  /** Expiry (8), payer (4), claim id (16) → invoice id (8). */
  DUE(7, true),
  /** Payer (4) → number of open reservations (8). */
  OPEN(8, true),
  /** Payer (4), return id (16) → claim id (16). */
  RETURN(9),
  /** Member (4), transaction id (16) → {@link TransactionRow}. */
  TRANSACTION(10),
  /** Expiry (8), member (4), transaction id (16) → nothing (1 zero byte). */
  TRANSACTION_EXPIRY(11),
  /** No key → the key in {@link #TRANSACTION_EXPIRY} that was removed last, while more are due. */
  FORGOTTEN(12),
  /** Payer (4) → number of reservations that are not committed (8). */
  RESERVED(13, true),
  /** No key → the contract's next version (4) and the height (8) of the first block under it. */
  ACTIVATION(14),
  /** Member (4) → {@link MemberRow}; of a member of the genesis only once something changed. */
  MEMBER(15),
  /** The first 24 bytes of SHA-256 of a key that came after the genesis → member (4); for ever. */
  KEY(16),
  /** Epoch (8) → {@code Epoch}; none for that of the genesis file. */
  EPOCH(17),
  /** No key → the number (8) of the present epoch, once there was a change. */
  PRESENT_EPOCH(18);

  private final byte prefix;
  private final boolean derived;

  Table(int prefix) {
    this(prefix, false);
  }

  Table(int prefix, boolean derived) {
    this.prefix = (byte) prefix;
    this.derived = derived;
  }

  /** Whether its rows follow from {@link #CLAIM} alone. */
  boolean derived() {
    return derived;
  }

  static Table ofPrefix(byte prefix) {
    for (Table table : values()) {
      if (table.prefix == prefix) {
        return table;
      }
    }
    throw new IllegalArgumentException("no table " + prefix);
  }

  byte prefix() {
    return prefix;
  }

  /** A buffer for a key of this table, the table's byte already in it. */
  ByteBuffer key(int length) {
    return ByteBuffer.allocate(1 + length).put(prefix);
  }
}
