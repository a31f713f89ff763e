package org.yipiao.ledger.server.node;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.server.development.DevelopmentConsortium;
import org.yipiao.ledger.server.development.DevelopmentMember;

/** Transactions by the keys of a development consortium's members. */
public final class MemberSignatures {

  private MemberSignatures() {}

  /** A member's by its own key. */
  public static SignedTransaction by(
      DevelopmentConsortium files,
      DevelopmentMember member,
      TransactionId id,
      Instant expiry,
      List<? extends Operation> operations)
      throws IOException {
    return by(files, member, member, member, id, expiry, operations);
  }

  /**
   * One in a member's name.
   *
   * @param named whose key it says that it is signed with
   * @param signer whose key signs
   */
  static SignedTransaction by(
      DevelopmentConsortium files,
      DevelopmentMember member,
      DevelopmentMember named,
      DevelopmentMember signer,
      TransactionId id,
      Instant expiry,
      List<? extends Operation> operations)
      throws IOException {
    var genesis = files.genesis();
    return SignedTransaction.sign(
        genesis.ledgerId(),
        member.number().value(),
        KeyId.of(KeyFiles.load(files.transactionKey(named)).certificate().getPublicKey()),
        id,
        expiry,
        false,
        operations,
        genesis
            .signatureSuite(new SecureRandom())
            .signer(KeyFiles.load(files.transactionKey(signer)).privateKey()));
  }
}
