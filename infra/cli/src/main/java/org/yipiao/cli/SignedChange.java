package org.yipiao.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.ledger.protocol.proposal.ChangeProposal;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.transaction.TransactionReading;
import org.yipiao.ledger.protocol.wire.EpochNanos;

/**
 * The transaction that brings a change, in a file beside the proposal before any node sees it: a
 * submission that was cut off goes on with the same bytes, so that its own outcome comes to light
 * and no second one is made.
 */
final class SignedChange {

  private static final String ENDING = ".transaction";
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final Path file;

  private SignedChange(Path file) {
    this.file = file;
  }

  static SignedChange beside(Path proposal) {
    return new SignedChange(proposal.resolveSibling(proposal.getFileName() + ENDING));
  }

  /**
   * That of an earlier run, whoever signed it and with whichever approvals.
   *
   * @throws ChangeRefusal when it is of another change, whose end may not be known yet
   */
  Optional<SignedTransaction> earlier(ChangeLedger ledger, ChangeProposal proposal) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    SignedTransaction earlier = ChangeFile.read(file, bytes -> decode(ledger, bytes));
    boolean same =
        earlier.header().ledgerId().equals(proposal.ledgerId())
            && earlier.operations().getFirst() instanceof MembershipOperation change
            && change.approved().agreement().equals(proposal.agreement());
    if (!same) {
      throw ChangeRefusal.of(ChangeText.OTHER_TRANSACTION, file.toString());
    }
    return Optional.of(earlier);
  }

  /** A new one, which is on the disk when this returns. */
  SignedTransaction sign(
      ChangeLedger ledger, ChangeProposal proposal, int member, ChangeKey key, Instant now) {
    var random = new SecureRandom();
    SignedTransaction signed =
        SignedTransaction.sign(
            proposal.ledgerId(),
            member,
            key.id(),
            TransactionId.random(random),
            expiry(ledger, proposal, now),
            false,
            List.of(proposal.operation()),
            ledger.genesis().signatureSuite(random).signer(key.privateKey()));
    ChangeFile.write(file, signed.bytes());
    return signed;
  }

  /** What comes next is signed anew. */
  void forget() {
    ChangeFile.remove(file);
  }

  private SignedTransaction decode(ChangeLedger ledger, byte[] bytes) {
    return switch (SignedTransaction.decode(bytes, ledger.genesis().limits().transaction())) {
      case TransactionReading.Read(SignedTransaction read) -> read;
      case TransactionReading.Refused refused ->
          throw ChangeRefusal.unreadable(
              ChangeText.UNREADABLE_FILE, file.toString(), refused.reason());
    };
  }

  /** As late as nodes take it, and not after the approvals. */
  private static Instant expiry(ChangeLedger ledger, ChangeProposal proposal, Instant now) {
    Instant approved = EpochNanos.toInstant(proposal.agreement().expiryEpochNanos());
    Duration most = ledger.genesis().limits().transactionExpiry().dividedBy(2);
    Instant patient = now.plus(PATIENCE.compareTo(most) < 0 ? PATIENCE : most);
    return patient.isBefore(approved) ? patient : approved;
  }
}
