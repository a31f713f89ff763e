package org.yipiao.bench.ledger;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.MessageSigner;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.quickstart.parts.Consortium;

/** A member of the development consortium that signs transactions. */
final class Member {

  static final int BUREAU = 1;
  static final int AGENCY = 2;
  static final int HOSPITAL = 4;

  private static final Duration EXPIRY = Duration.ofMinutes(30);

  private final Digest ledgerId;
  private final int number;
  private final int keyId;
  private final MessageSigner signer;
  private final SecureRandom random = new SecureRandom();

  Member(Consortium consortium, Digest ledgerId, int number, String tenant) throws IOException {
    var key = KeyFiles.load(consortium.keys(tenant).resolve("transaction.p12"));
    this.ledgerId = ledgerId;
    this.number = number;
    this.keyId = KeyId.of(key.certificate().getPublicKey());
    this.signer = SignatureSuite.intl().signer(key.privateKey());
  }

  SignedTransaction sign(List<? extends Operation> operations) {
    return SignedTransaction.sign(
        ledgerId,
        number,
        keyId,
        TransactionId.random(random),
        Instant.now().plus(EXPIRY),
        false,
        operations,
        signer);
  }
}
