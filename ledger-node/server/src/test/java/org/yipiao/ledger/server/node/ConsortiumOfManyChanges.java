package org.yipiao.ledger.server.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.genesis.MemberKind;
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
import org.yipiao.platform.id.CreditCode;

/**
 * What a consortium of version 1 goes through until it is another: version 2 of the contract, a
 * fifth validator, another key of the second, the third suspended. Three epochs after the first.
 */
final class ConsortiumOfManyChanges {

  private static final int[] FOUNDERS = {1, 2, 3, 4};
  private static final int GUEST = SimulatedConsortium.GUEST;
  private static final int BLOCKS_UNTIL_ACTIVE = 4;

  private final SimulatedConsortium consortium;

  ConsortiumOfManyChanges(SimulatedConsortium consortium) {
    this.consortium = consortium;
  }

  /** Goes on under version 2 of the contract; some invoices are issued meanwhile. */
  void activate(int firstInvoice) throws Exception {
    long at = consortium.node(1).chain().head().orElseThrow().height() + BLOCKS_UNTIL_ACTIVE;
    byte[] content = new ActivateContract.Change(2, at).encode();
    apply(new ActivateContract(approved(OperationType.ACTIVATE_CONTRACT, content)));
    consortium.makeBlocks(firstInvoice, BLOCKS_UNTIL_ACTIVE);
  }

  void admitTheGuest() throws Exception {
    var newcomer =
        NewValidator.create(
            consortium.members().guestsKeys(), consortium.genesis(), GUEST, "guest", "127.0.0.1", 1_070);
    consortium.letIn();
    consortium.run(Duration.ofSeconds(4));
    String stem = "12110000" + "000000070";
    var admission =
        new AdmitMember.Change(
            GUEST,
            "guest",
            MemberKind.OPERATOR.number(),
            stem + CreditCode.checkCharacter(stem),
            newcomer.transactionKey().getEncoded(),
            newcomer.validator().encode());
    apply(new AdmitMember(approved(OperationType.ADMIT_MEMBER, admission.encode())));
  }

  void rotateTheCosigningKeyOfTheSecond() throws Exception {
    Vkey before = consortium.node(2).validators().key(2, 1).orElseThrow();
    Vkey after = NewValidator.nextCosigningKey(consortium.members().keysOf(2), before, "member-two");
    consortium.crash(2);
    consortium.start(2); // takes up the key that is to follow
    consortium.run(Duration.ofSeconds(5));
    var rotation =
        new RotateKey.Change(
            2,
            KeyPurpose.COSIGNING.number(),
            Digest.sha256(before.text().getBytes(US_ASCII)),
            after.text().getBytes(US_ASCII));
    apply(new RotateKey(approved(OperationType.ROTATE_KEY, rotation.encode())));
  }

  void suspendTheThird() throws Exception {
    byte[] content = new SuspendMember.Change(3).encode();
    apply(new SuspendMember(approved(OperationType.SUSPEND_MEMBER, content)));
  }

  private Approved approved(OperationType type, byte[] content) throws Exception {
    long epoch = consortium.node(1).validators().present().number();
    var expiry = consortium.network().clock().instant().plusSeconds(3_600);
    return consortium.members().approved(
        Agreement.until(type, content, epoch, expiry), Arrays.copyOf(FOUNDERS, FOUNDERS.length));
  }

  private void apply(Operation change) throws Exception {
    consortium.submit(1, consortium.sign(DevelopmentMember.BUREAU, List.of(change)));
    consortium.run(Duration.ofSeconds(4));
  }
}
