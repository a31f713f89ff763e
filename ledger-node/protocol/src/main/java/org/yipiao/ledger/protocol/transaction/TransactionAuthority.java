package org.yipiao.ledger.protocol.transaction;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.membership.ApprovalJudge;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.membership.KeyRing;
import org.yipiao.ledger.protocol.membership.MemberDirectory;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.suite.MessageVerifier;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.WireFault;
import org.yipiao.platform.reason.Reason;

/**
 * Decides whether bytes are a validly signed transaction of one ledger: a pure function of the
 * bytes and of who takes part, which changes with the order. Thread-safe.
 */
public final class TransactionAuthority {

  /** Of changes that were found approved: copies of them, ordered by a liar, cost nothing. */
  private static final int MOST_REMEMBERED = 1_024;

  private final Digest ledgerId;
  private final TransactionLimits limits;
  private final KeyRing keys;
  private final ApprovalJudge approvals;
  private final Set<Digest> approved;
  private final MemberDirectory directory;

  /** As a ledger begins, for what happens before any change of its members. */
  public TransactionAuthority(Genesis genesis) {
    this.ledgerId = genesis.ledgerId();
    this.limits = genesis.limits().transaction();
    this.keys = new KeyRing(genesis.signatureSuite(new SecureRandom()));
    this.approvals = new ApprovalJudge(ledgerId, keys);
    this.approved = ConcurrentHashMap.newKeySet();
    this.directory = MemberDirectory.of(genesis);
  }

  private TransactionAuthority(TransactionAuthority first, MemberDirectory directory) {
    this.ledgerId = first.ledgerId;
    this.limits = first.limits;
    this.keys = first.keys;
    this.approvals = first.approvals;
    this.approved = first.approved;
    this.directory = directory;
  }

  /** The authority where others take part; what was prepared of keys is shared. */
  public TransactionAuthority where(MemberDirectory directory) {
    return new TransactionAuthority(this, directory);
  }

  public Digest ledgerId() {
    return ledgerId;
  }

  /**
   * Reads the bytes within the ledger's limits; no signature of the transaction is verified. An
   * operation that the ledger's version of the contract does not have is malformed, although this
   * code can read it: code that could not passed over such a transaction, and a replay has to come
   * to the same. On a ledger of version 1 so is a change that no quorum has approved.
   */
  public TransactionReading read(byte[] bytes) {
    TransactionReading reading = SignedTransaction.decode(bytes, limits);
    if (reading instanceof TransactionReading.Read(SignedTransaction transaction)) {
      List<Operation> operations = transaction.operations();
      int version = directory.contractVersion();
      for (int i = 0; i < operations.size(); i++) {
        Optional<Reason> unknown = unknown(version, operations.get(i), operations.size() == 1);
        if (unknown.isPresent()) {
          return new TransactionReading.Refused(
              TransactionFault.MALFORMED_OPERATION,
              Reason.of(TransactionFault.MALFORMED_OPERATION, i, unknown.get()));
        }
      }
    }
    return reading;
  }

  /**
   * @param alone whether the transaction has no other operation; a change has none beside it, so
   *     that a transaction costs no more than one change's approvals
   */
  private Optional<Reason> unknown(int version, Operation operation, boolean alone) {
    OperationType type = operation.type();
    if (!type.submittableUnder(version)) {
      return Optional.of(Reason.of(WireFault.OPERATION_TYPE, type.number()));
    }
    if (!(operation instanceof MembershipOperation change)) {
      return Optional.empty();
    }
    if (!alone) {
      return Optional.of(Reason.of(WireFault.CHANGE_NOT_ALONE));
    }
    return version > 1 || approved(change.approved())
        ? Optional.empty()
        : Optional.of(Reason.of(WireFault.NOT_APPROVED));
  }

  /** Under version 1 nobody's standing ever changes, so what was approved once stays so. */
  private boolean approved(Approved change) {
    Digest digest = Digest.sha256(change.encode());
    if (approved.contains(digest)) {
      return true;
    }
    boolean applied = approvals.verdict(change, directory).applied();
    if (applied && approved.size() < MOST_REMEMBERED) {
      approved.add(digest);
    }
    return applied;
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
    Optional<GenesisMember> member = directory.member(header.member());
    if (member.isEmpty()) {
      return rejected(TransactionFault.UNKNOWN_MEMBER, header.member());
    }
    Optional<MessageVerifier> key = keys.verifier(member.get(), header.keyId());
    if (key.isEmpty()) {
      return rejected(
          TransactionFault.UNKNOWN_KEY, header.member(), Integer.toHexString(header.keyId()));
    }
    return transaction.verify(key.get())
        ? new VerifiedTransaction(transaction)
        : rejected(TransactionFault.BAD_SIGNATURE, header.member());
  }

  private static TransactionCheck rejected(TransactionFault fault, Object... parameters) {
    return new TransactionCheck.Rejected(fault, Reason.of(fault, parameters));
  }
}
