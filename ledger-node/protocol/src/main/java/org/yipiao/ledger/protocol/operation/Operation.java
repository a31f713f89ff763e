package org.yipiao.ledger.protocol.operation;

import org.yipiao.ledger.protocol.membership.Approved;
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
        ReverseInvoice,
        MarkPaperPrinted,
        CancelPaper,
        ReserveReimbursement,
        CommitReservation,
        SettleReimbursement,
        ReleaseReimbursement,
        ReturnReimbursement,
        AnchorEvidence,
        MembershipOperation {

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
   * Reads an operation's message, of whatever version of the contract: leaves of all ledgers can be
   * read. What may be submitted to one of them, its version decides.
   *
   * @param type the type byte, 0..255
   * @throws FormatException when the type can be submitted to no ledger or the bytes are not the
   *     one valid encoding
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
          case REVERSE_INVOICE -> ReverseInvoice.read(reader);
          case MARK_PAPER_PRINTED -> MarkPaperPrinted.read(reader);
          case CANCEL_PAPER -> CancelPaper.read(reader);
          case RESERVE_REIMBURSEMENT -> ReserveReimbursement.read(reader);
          case COMMIT_RESERVATION -> CommitReservation.read(reader);
          case SETTLE_REIMBURSEMENT -> SettleReimbursement.read(reader);
          case RELEASE_REIMBURSEMENT -> ReleaseReimbursement.read(reader);
          case RETURN_REIMBURSEMENT -> ReturnReimbursement.read(reader);
          case ANCHOR_EVIDENCE -> AnchorEvidence.read(reader);
          case ACTIVATE_CONTRACT -> new ActivateContract(Approved.read(known, reader));
          case ADMIT_MEMBER -> new AdmitMember(Approved.read(known, reader));
          case ROTATE_KEY -> new RotateKey(Approved.read(known, reader));
          case SUSPEND_MEMBER -> new SuspendMember(Approved.read(known, reader));
          case GENESIS, BLOCK_HEADER -> throw new FormatException(WireFault.OPERATION_TYPE, type);
        };
    reader.end();
    return operation;
  }
}
