package org.yipiao.ledger.protocol.operation;

import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.protocol.wire.WireFault;

/**
 * What a member asks of the ledger. Each kind is a protobuf message with all fields present, in
 * ascending order, once each; amounts and numbers are carried as they came, because the contract,
 * not the codec, judges them: an operation out of range has an outcome and a leaf.
 */
public sealed interface Operation
    permits AllocateNumbers,
        IssueInvoice,
        ReserveReimbursement,
        CommitReservation,
        SettleReimbursement,
        ReleaseReimbursement,
        ReturnReimbursement {

  /** The most bytes that an operation's message may have, so that its leaf stays under 4 KiB. */
  int MAX_BYTES = 3_072;

  OperationType type();

  /** The protobuf message. */
  byte[] encode();

  /** The type byte and the message: an element of a transaction, a leaf of its operations root. */
  default byte[] element() {
    byte[] message = encode();
    byte[] element = new byte[message.length + 1];
    element[0] = (byte) type().number();
    System.arraycopy(message, 0, element, 1, message.length);
    return element;
  }

  /**
   * Reads an operation's message.
   *
   * @param type the type byte, 0..255
   * @throws FormatException when the type cannot be submitted or the bytes are not the one valid
   *     encoding
   */
  static Operation decode(int type, byte[] message) {
    if (message.length > MAX_BYTES) {
      throw new FormatException(WireFault.OPERATION_TOO_LARGE, message.length);
    }
    OperationType known =
        OperationType.of(type)
            .filter(OperationType::submittable)
            .orElseThrow(() -> new FormatException(WireFault.OPERATION_TYPE, type));
    var reader = new FieldReader(message);
    Operation operation =
        switch (known) {
          case ALLOCATE_NUMBERS -> AllocateNumbers.read(reader);
          case ISSUE_INVOICE -> IssueInvoice.read(reader);
          case RESERVE_REIMBURSEMENT -> ReserveReimbursement.read(reader);
          case COMMIT_RESERVATION -> CommitReservation.read(reader);
          case SETTLE_REIMBURSEMENT -> SettleReimbursement.read(reader);
          case RELEASE_REIMBURSEMENT -> ReleaseReimbursement.read(reader);
          case RETURN_REIMBURSEMENT -> ReturnReimbursement.read(reader);
          case GENESIS,
              REVERSE_INVOICE,
              MARK_PAPER_PRINTED,
              CANCEL_PAPER,
              ANCHOR_EVIDENCE,
              ADMIT_MEMBER,
              ROTATE_KEY,
              SUSPEND_MEMBER,
              ACTIVATE_CONTRACT,
              BLOCK_HEADER ->
              throw new FormatException(WireFault.OPERATION_TYPE, type);
        };
    reader.end();
    return operation;
  }
}
