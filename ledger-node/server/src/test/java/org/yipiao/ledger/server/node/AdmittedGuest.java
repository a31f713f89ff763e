package org.yipiao.ledger.server.node;

import java.time.Duration;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.server.keys.NewValidator;

/** A fifth validator that a quorum of the four admits while all run. */
public final class AdmittedGuest {

  /** Its number. */
  public static final int NUMBER = SimulatedConsortium.GUEST;

  private AdmittedGuest() {}

  /** Lets it in and has it admitted by three; it validates from the next block on. */
  public static void join(SimulatedConsortium consortium) throws Exception {
    join(consortium, new AgreedChanges(consortium, 1, 2, 3));
  }

  static void join(SimulatedConsortium consortium, AgreedChanges changes) throws Exception {
    var newcomer =
        NewValidator.create(
            consortium.members().guestsKeys(),
            consortium.genesis(),
            NUMBER,
            "guest",
            "127.0.0.1",
            1_070);
    consortium.letIn();
    consortium.run(Duration.ofSeconds(4));
    var admission =
        new AdmitMember.Change(
            NUMBER,
            "guest",
            MemberKind.OPERATOR.number(),
            SeededConsortium.creditCode(NUMBER).value(),
            newcomer.transactionKey().getEncoded(),
            newcomer.validator().encode());
    changes.apply(changes.admission(admission.encode()));
  }
}
