package org.yipiao.ledger.server.simulation;

import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.Approval;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;

/** The keys for transactions that members have now; each comes from its number. */
final class Keys {

  private final Genesis genesis;
  private final SignatureSuite suite = SignatureSuite.intl();
  private final Map<Integer, Integer> numbers = new HashMap<>();
  private final Map<Integer, KeyPair> pairs = new HashMap<>();
  private int last = 100;

  Keys(Genesis genesis) {
    this.genesis = genesis;
  }

  /** A number of a key that nobody has had. */
  int fresh() {
    return ++last;
  }

  KeyPair pair(int keyNumber) {
    return pairs.computeIfAbsent(keyNumber, SeededConsortium::transactionKey);
  }

  /** The key that a member signs with now. */
  KeyPair of(int member) {
    return pair(numbers.getOrDefault(member, member));
  }

  /** From now on a member signs with another key. */
  void becomes(int member, int keyNumber) {
    numbers.put(member, keyNumber);
  }

  SignedTransaction sign(
      int member,
      TransactionId id,
      Instant expiry,
      boolean allOrNothing,
      List<? extends Operation> operations) {
    return sign(member, of(member), of(member), id, expiry, allOrNothing, operations);
  }

  /**
   * One under the name of a key and by another, which need not be the same.
   *
   * @param named the key whose id it carries
   * @param signing the key that signs
   */
  SignedTransaction sign(
      int member,
      KeyPair named,
      KeyPair signing,
      TransactionId id,
      Instant expiry,
      boolean allOrNothing,
      List<? extends Operation> operations) {
    return SignedTransaction.sign(
        genesis.ledgerId(),
        member,
        KeyId.of(named.getPublic()),
        id,
        expiry,
        allOrNothing,
        operations,
        suite.signer(signing.getPrivate()));
  }

  Approved approved(Agreement agreement, List<Integer> approvers) {
    List<Approval> approvals = new ArrayList<>();
    for (int approver : approvers) {
      approvals.add(
          Approval.sign(
              genesis.ledgerId(),
              agreement,
              approver,
              KeyId.of(of(approver).getPublic()),
              suite.signer(of(approver).getPrivate())));
    }
    return Approved.by(agreement, approvals);
  }
}
