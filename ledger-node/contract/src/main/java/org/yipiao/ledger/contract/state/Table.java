package org.yipiao.ledger.contract.state;

import java.nio.ByteBuffer;

/** The tables of the state and the first byte of their keys; a byte is never given again. */
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
  BENEFIT(5),
  /** First invoice id (8) → {@link RangeRow}. */
  RANGE(6),
  /** Expiry (8), payer (4), claim id (16) → invoice id (8). */
  DUE(7),
  /** Payer (4) → number of open reservations (8). */
  OPEN(8),
  /** Payer (4), return id (16) → claim id (16). */
  RETURN(9),
  /** Member (4), transaction id (16) → {@link TransactionRow}. */
  TRANSACTION(10),
  /** Expiry (8), member (4), transaction id (16) → nothing (1 zero byte). */
  TRANSACTION_EXPIRY(11),
  /** No key → the key in {@link #TRANSACTION_EXPIRY} that was removed last, while more are due. */
  FORGOTTEN(12),
  /** Payer (4) → number of reservations that are not committed (8). */
  RESERVED(13);

  private final byte prefix;

  Table(int prefix) {
    this.prefix = (byte) prefix;
  }

  byte prefix() {
    return prefix;
  }

  /** A buffer for a key of this table, the table's byte already in it. */
  ByteBuffer key(int length) {
    return ByteBuffer.allocate(1 + length).put(prefix);
  }
}
