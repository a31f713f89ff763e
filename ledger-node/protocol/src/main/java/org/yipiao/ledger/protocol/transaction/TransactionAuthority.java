package org.yipiao.ledger.protocol.transaction;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.MessageVerifier;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.WireFault;
import org.yipiao.platform.reason.Reason;

/**
 * Decides whether bytes are a validly signed transaction of one ledger. A pure function of the
 * bytes and the genesis, so it may run on any thread before the transaction's turn. Thread-safe.
 */
public final class TransactionAuthority {

  private final Digest ledgerId;
  private final TransactionLimits limits;
  private final int contractVersion;
  private final Map<Integer, Map<Integer, MessageVerifier>> keys = new HashMap<>();

  public TransactionAuthority(Genesis genesis) {
    this.ledgerId = genesis.ledgerId();
    this.limits = genesis.limits().transaction();
    this.contractVersion = genesis.contractVersion();
    SignatureSuite suite = genesis.signatureSuite(new SecureRandom());
    for (GenesisMember member : genesis.members()) {
      Map<Integer, MessageVerifier> ofMember = new HashMap<>();
      member.transactionKeys().forEach(key -> ofMember.put(KeyId.of(key), suite.verifier(key)));
      keys.put(member.number().value(), Map.copyOf(ofMember));
    }
  }

  public Digest ledgerId() {
    return ledgerId;
  }

  /**
   * Reads the bytes within the ledger's limits; nothing is verified. An operation that the ledger's
   * version of the contract does not have is malformed, although this code can read it: code that
   * could not passed over such a transaction, and a replay has to come to the same.
   */
  public TransactionReading read(byte[] bytes) {
    TransactionReading reading = SignedTransaction.decode(bytes, limits);
    if (reading instanceof TransactionReading.Read(SignedTransaction transaction)) {
      List<Operation> operations = transaction.operations();
      for (int i = 0; i < operations.size(); i++) {
        OperationType type = operations.get(i).type();
        if (!type.submittableUnder(contractVersion)) {
          Reason unknown = Reason.of(WireFault.OPERATION_TYPE, type.number());
          return new TransactionReading.Refused(
              TransactionFault.MALFORMED_OPERATION,
              Reason.of(TransactionFault.MALFORMED_OPERATION, i, unknown));
        }
      }
    }
    return reading;
  }

  /** Reads the bytes and verifies ledger, member, key and signature. */
  public TransactionCheck check(byte[] bytes) {
    return switch (read(bytes)) {
      case TransactionReading.Refused(TransactionFault fault, Reason reason) ->
          new TransactionCheck.Rejected(fault, reason);
      case TransactionReading.Read(SignedTransaction transaction) -> check(transaction);
    };
  }

  /**
   * Verifies ledger, member, key and signature of a transaction that was read within the limits.
   */
  public TransactionCheck check(SignedTransaction transaction) {
    TransactionHeader header = transaction.header();
    if (!header.ledgerId().equals(ledgerId)) {
      return rejected(TransactionFault.WRONG_LEDGER, header.ledgerId());
    }
    Map<Integer, MessageVerifier> ofMember = keys.get(header.member());
    if (ofMember == null) {
      return rejected(TransactionFault.UNKNOWN_MEMBER, header.member());
    }
    MessageVerifier key = ofMember.get(header.keyId());
    if (key == null) {
      return rejected(
          TransactionFault.UNKNOWN_KEY, header.member(), Integer.toHexString(header.keyId()));
    }
    return transaction.verify(key)
        ? new VerifiedTransaction(transaction)
        : rejected(TransactionFault.BAD_SIGNATURE, header.member());
  }

  private static TransactionCheck rejected(TransactionFault fault, Object... parameters) {
    return new TransactionCheck.Rejected(fault, Reason.of(fault, parameters));
  }
}
