package org.yipiao.ledger.server.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.operation.SuspendMember;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.keys.NewValidator;

/**
 * Changes to which some members of a simulated consortium agree while it runs, in the epoch of the
 * first validator's log and for an hour.
 */
final class AgreedChanges {

  private final SimulatedConsortium consortium;
  private final int[] approvers;

  AgreedChanges(SimulatedConsortium consortium, int... approvers) {
    this.consortium = consortium;
    this.approvers = approvers.clone();
  }

  /**
   * @param change an encoded {@link AdmitMember.Change}
   */
  AdmitMember admission(byte[] change) throws IOException {
    return new AdmitMember(approved(OperationType.ADMIT_MEMBER, change));
  }

  SuspendMember suspension(int member) throws IOException {
    byte[] change = new SuspendMember.Change(member).encode();
    return new SuspendMember(approved(OperationType.SUSPEND_MEMBER, change));
  }

  RotateKey rotation(RotateKey.Change change) throws IOException {
    return new RotateKey(approved(OperationType.ROTATE_KEY, change.encode()));
  }

  /** From the second's first cosigning key to another one, which its node has just taken up. */
  RotateKey rotationOfTheSecondsCosigningKey() throws IOException, InterruptedException {
    Vkey before = consortium.node(2).validators().key(2, 1).orElseThrow();
    Vkey after =
        NewValidator.nextCosigningKey(consortium.members().keysOf(2), before, "member-two");
    consortium.crash(2);
    consortium.start(2); // takes up the key that is to follow
    consortium.run(Duration.ofSeconds(5));
    return rotation(
        new RotateKey.Change(
            2,
            KeyPurpose.COSIGNING.number(),
            Digest.sha256(before.text().getBytes(US_ASCII)),
            after.text().getBytes(US_ASCII)));
  }

  /** That the contract's version is 2 from a block on. */
  ActivateContract activation(long atHeight) throws IOException {
    byte[] change = new ActivateContract.Change(2, atHeight).encode();
    return new ActivateContract(approved(OperationType.ACTIVATE_CONTRACT, change));
  }

  private Approved approved(OperationType type, byte[] content) throws IOException {
    long epoch = consortium.node(1).validators().present().number();
    var expiry = consortium.network().clock().instant().plusSeconds(3_600);
    return consortium.members().approved(Agreement.until(type, content, epoch, expiry), approvers);
  }

  /** The bureau hands a change over; time passes until it is in effect. */
  void apply(Operation change) throws IOException, InterruptedException {
    consortium.submit(1, consortium.sign(DevelopmentMember.BUREAU, List.of(change)));
    consortium.run(Duration.ofSeconds(4));
  }
}
