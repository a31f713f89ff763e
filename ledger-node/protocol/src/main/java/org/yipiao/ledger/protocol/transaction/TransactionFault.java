package org.yipiao.ledger.protocol.transaction;

import org.yipiao.ledger.protocol.wire.ProtocolTexts;
import org.yipiao.platform.reason.ReasonCode;

/** Why bytes are no transaction of this ledger. Each has its own name, so that a client can act. */
public enum TransactionFault implements ReasonCode {
  /** Parameters: its bytes and how many there may be. */
  TOO_LARGE,
  /** Parameters: its operations and how many there may be. */
  TOO_MANY_OPERATIONS,
  NO_OPERATIONS,
  /** Parameter: what is wrong with the envelope or the header. */
  MALFORMED,
  /** Parameters: which operation, from 0, and what is wrong with it. */
  MALFORMED_OPERATION,
  /** Parameters: its operations and how many the header counts. */
  OPERATION_COUNT_MISMATCH,
  OPERATIONS_ROOT_MISMATCH,
  /** Parameter: the ledger. */
  WRONG_LEDGER,
  /** Parameter: the member. */
  UNKNOWN_MEMBER,
  /** Parameters: the member and the key. */
  UNKNOWN_KEY,
  /** Parameter: the member. */
  BAD_SIGNATURE;

  @Override
  public String bundle() {
    return ProtocolTexts.BUNDLE;
  }

  @Override
  public String key() {
    return "transaction." + name();
  }
}
