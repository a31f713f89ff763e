package org.yipiao.ledger.contract.rules.changes;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import org.yipiao.ledger.contract.rules.Members;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.operation.SuspendMember;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.suite.MlDsaKeys;
import org.yipiao.ledger.protocol.wire.Digest;

/** What is asked for, as operations; the keys that they bring are in no ledger before. */
final class ChangeRequests {

  /** The key for transactions that a change brings. */
  static final KeyPair NEW_KEY = SeededConsortium.transactionKey(90);

  private static final int NEWCOMER = 9;
  private static final byte[] SEED = Digest.sha256(new byte[] {90}).bytes();

  private final Members members;
  private final long height;

  /**
   * @param height of the block in progress
   */
  ChangeRequests(Members members, long height) {
    this.members = members;
    this.height = height;
  }

  /** The type and the content. */
  Agreement asked(ChangeAct act, Named named, long epoch, long expiryNanos) {
    int number = named.number();
    return switch (act) {
      case ADMIT ->
          new Agreement(
              OperationType.ADMIT_MEMBER, admission(number, new byte[0]), epoch, expiryNanos);
      case ADMIT_VALIDATOR ->
          new Agreement(
              OperationType.ADMIT_MEMBER,
              admission(number, SeededConsortium.validator(NEWCOMER).encode()),
              epoch,
              expiryNanos);
      case SUSPEND ->
          new Agreement(
              OperationType.SUSPEND_MEMBER,
              new SuspendMember.Change(number).encode(),
              epoch,
              expiryNanos);
      case ACTIVATE, ACTIVATE_NOW, ACTIVATE_OTHER ->
          new Agreement(
              OperationType.ACTIVATE_CONTRACT, activation(act).encode(), epoch, expiryNanos);
      case ROTATE_TRANSACTION_KEY,
          ROTATE_LOG_KEY,
          ROTATE_COSIGNING_KEY,
          ROTATE_ENGINE_KEY,
          ROTATE_POST_QUANTUM_KEY,
          ROTATE_OTHER_KEY,
          ROTATE_TO_USED_KEY ->
          new Agreement(
              OperationType.ROTATE_KEY, rotation(act, number).encode(), epoch, expiryNanos);
    };
  }

  static MembershipOperation operation(Approved approved) {
    return switch (approved.agreement().type()) {
      case ADMIT_MEMBER -> new AdmitMember(approved);
      case ROTATE_KEY -> new RotateKey(approved);
      case SUSPEND_MEMBER -> new SuspendMember(approved);
      case ACTIVATE_CONTRACT -> new ActivateContract(approved);
      default -> throw new IllegalArgumentException("no change: " + approved.agreement().type());
    };
  }

  private static byte[] admission(int number, byte[] validator) {
    return new AdmitMember.Change(
            number,
            "member-" + NEWCOMER,
            MemberKind.PAYER.number(),
            SeededConsortium.creditCode(NEWCOMER).value(),
            NEW_KEY.getPublic().getEncoded(),
            validator)
        .encode();
  }

  private ActivateContract.Change activation(ChangeAct act) {
    int present = members.contractVersion();
    return act == ChangeAct.ACTIVATE_OTHER
        ? new ActivateContract.Change(present, height + 10)
        : new ActivateContract.Change(
            present + 1, act == ChangeAct.ACTIVATE_NOW ? height : height + 10);
  }

  private RotateKey.Change rotation(ChangeAct act, int number) {
    byte[] old = SeededConsortium.transactionKey(number).getPublic().getEncoded();
    byte[] next = NEW_KEY.getPublic().getEncoded();
    byte[] others = SeededConsortium.transactionKey(3).getPublic().getEncoded();
    return switch (act) {
      case ROTATE_LOG_KEY ->
          rotation(number, KeyPurpose.LOG, ascii(SeededConsortium.logSigner(90).vkey()));
      case ROTATE_COSIGNING_KEY ->
          rotation(
              number,
              KeyPurpose.COSIGNING,
              ascii(Vkey.cosigner(cosigner(number), Ed25519Keys.publicKeyFromSeed(SEED))));
      case ROTATE_POST_QUANTUM_KEY ->
          rotation(
              number,
              KeyPurpose.POST_QUANTUM_COSIGNING,
              ascii(Vkey.postQuantumCosigner(cosigner(number), MlDsaKeys.publicKeyFromSeed(SEED))));
      case ROTATE_ENGINE_KEY ->
          rotation(
              number, KeyPurpose.ENGINE, SeededConsortium.validator(90).engineCertificateBytes());
      case ROTATE_OTHER_KEY -> transactionKey(number, others, next);
      case ROTATE_TO_USED_KEY -> transactionKey(number, old, others);
      default -> transactionKey(number, old, next);
    };
  }

  private static RotateKey.Change transactionKey(int number, byte[] from, byte[] to) {
    return new RotateKey.Change(number, KeyPurpose.TRANSACTION.number(), Digest.sha256(from), to);
  }

  private RotateKey.Change rotation(int number, KeyPurpose purpose, byte[] next) {
    byte[] old =
        members
            .roster()
            .validator(number)
            .map((GenesisValidator validator) -> validator.key(purpose))
            .orElse(new byte[0]);
    return new RotateKey.Change(
        number, purpose.number(), old.length == 0 ? Digest.ZERO : Digest.sha256(old), next);
  }

  private static String cosigner(int number) {
    return SeededConsortium.cosigner(number).vkey().name();
  }

  private static byte[] ascii(Vkey key) {
    return key.text().getBytes(StandardCharsets.US_ASCII);
  }
}
