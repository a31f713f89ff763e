package org.yipiao.ledger.server.node;

import java.time.Duration;
import java.util.List;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.keys.NewValidator;
import org.yipiao.platform.id.CreditCode;

/** A fifth validator that a quorum of the four admits while all run. */
public final class AdmittedGuest {

  /** Its number. */
  public static final int NUMBER = SimulatedConsortium.GUEST;

  private AdmittedGuest() {}

  /** Lets it in and has it admitted; it validates from the next block on. */
  public static void join(SimulatedConsortium consortium) throws Exception {
    var newcomer =
        NewValidator.create(
            consortium.members().guestsKeys(), consortium.genesis(), NUMBER, "guest", "127.0.0.1", 1_070);
    consortium.letIn();
    consortium.run(Duration.ofSeconds(4));
    String stem = "12110000" + "000000070";
    var admission =
        new AdmitMember.Change(
            NUMBER,
            "guest",
            MemberKind.OPERATOR.number(),
            stem + CreditCode.checkCharacter(stem),
            newcomer.transactionKey().getEncoded(),
            newcomer.validator().encode());
    var agreement =
        Agreement.until(
            OperationType.ADMIT_MEMBER,
            admission.encode(),
            consortium.node(1).validators().present().number(),
            consortium.network().clock().instant().plusSeconds(3_600));
    var operation = new AdmitMember(consortium.members().approved(agreement, 1, 2, 3));
    consortium.submit(1, consortium.sign(DevelopmentMember.BUREAU, List.of(operation)));
    consortium.run(Duration.ofSeconds(4));
  }
}
