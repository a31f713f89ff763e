package org.yipiao.ledger.protocol.transaction;

/** Why bytes are no transaction of this ledger. Each has its own name, so that a client can act. */
public enum TransactionFault {
  TOO_LARGE("The transaction has more bytes than one may have."),
  TOO_MANY_OPERATIONS("The transaction has more operations than one may have."),
  NO_OPERATIONS("The transaction has no operation."),
  MALFORMED("The envelope or its header is not in its one valid encoding."),
  MALFORMED_OPERATION("An operation is not in its one valid encoding."),
  OPERATION_COUNT_MISMATCH("The header counts other than the operations that are there."),
  OPERATIONS_ROOT_MISMATCH("The header's root is not that of the operations."),
  WRONG_LEDGER("The transaction is for another ledger."),
  UNKNOWN_MEMBER("No member of this ledger has this number."),
  UNKNOWN_KEY("The member has no key with this id."),
  BAD_SIGNATURE("The signature does not fit the header and the key.");

  private final String sentence;

  TransactionFault(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
