package org.yipiao.ledger.contract.block;

import java.security.PublicKey;
import java.util.SplittableRandom;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.operation.SuspendMember;

/**
 * Changes that a seed draws, some of which a quorum has approved. They concern two newcomers and
 * six keys that nobody signs with, so the members of the genesis go on as before.
 */
final class RandomChanges {

  private static final long NEVER = 1_000_000;

  /** Those of the newcomers and four more. */
  private static final int KEYS = 6;

  private final Genesis genesis;
  private final SplittableRandom random;

  RandomChanges(Genesis genesis, SplittableRandom random) {
    this.genesis = genesis;
    this.random = random;
  }

  MembershipOperation draw(long expiryNanos) {
    return switch (random.nextInt(6)) {
      case 0 -> {
        int number = newcomer();
        var change =
            new AdmitMember.Change(
                number,
                "newcomer-" + newcomer(),
                random.nextInt(6),
                SeededConsortium.creditCode(number).value(),
                key(random.nextInt(3) == 0 ? newcomer() : number).getEncoded(),
                new byte[random.nextInt(10) / 9]);
        yield new AdmitMember(approved(OperationType.ADMIT_MEMBER, change.encode(), expiryNanos));
      }
      case 1, 2, 3 -> {
        int number = newcomer();
        int old = random.nextInt(2) == 0 ? number : 7 + random.nextInt(KEYS);
        var change =
            RotateKey.Change.transactionKey(number, key(old), key(7 + random.nextInt(KEYS)));
        yield new RotateKey(approved(OperationType.ROTATE_KEY, change.encode(), expiryNanos));
      }
      case 4 -> {
        byte[] change = new SuspendMember.Change(newcomer()).encode();
        yield new SuspendMember(approved(OperationType.SUSPEND_MEMBER, change, expiryNanos));
      }
      default -> {
        byte[] change = new ActivateContract.Change(2 + random.nextInt(3), NEVER).encode();
        yield new ActivateContract(approved(OperationType.ACTIVATE_CONTRACT, change, expiryNanos));
      }
    };
  }

  private int newcomer() {
    return random.nextInt(4) == 0 ? 8 : 7;
  }

  /** Each newcomer mostly begins with the key of its own number. */
  private static PublicKey key(int number) {
    return SeededConsortium.transactionKey(number).getPublic();
  }

  private Approved approved(OperationType type, byte[] content, long expiryNanos) {
    long epoch = random.nextInt(15) / 14;
    var agreement = new Agreement(type, content, epoch, expiryNanos);
    int[][] approvers = {
      {1, 2, 3}, {4, 2, 3}, {1, 2, 3, 4}, {3, 1, 4}, {1, 2}, {1, 2, 2}, {1, 2, 5}
    };
    return SeededConsortium.approved(
        genesis, agreement, approvers[random.nextInt(approvers.length)]);
  }
}
