package org.yipiao.quickstart.drive;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.client.Submission;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;

/** A member that goes straight to a ledger node with its own key, past every service. */
public final class MemberDesk {

  private static final Duration FINAL_WITHIN = Duration.ofSeconds(30);

  private final LedgerClient ledger;
  private final Digest ledgerId;
  private final Path consortium;
  private final SecureRandom random = new SecureRandom();

  public MemberDesk(LedgerClient ledger, Digest ledgerId, Path consortium) {
    this.ledger = ledger;
    this.ledgerId = ledgerId;
    this.consortium = consortium;
  }

  /** Signs one operation as the member, hands it in, and waits until its outcome is final. */
  public FinalOperation submit(String tenant, int member, Operation operation) throws IOException {
    KeyFiles.KeyEntry key =
        KeyFiles.load(consortium.resolve("members").resolve(tenant).resolve("transaction.p12"));
    PublicKey publicKey = key.chain().getFirst().getPublicKey();
    SignatureSuite suite = SignatureSuite.ofKey(publicKey);
    SignedTransaction transaction =
        SignedTransaction.sign(
            ledgerId,
            member,
            KeyId.of(publicKey),
            TransactionId.random(random),
            Instant.now().plus(Duration.ofMinutes(10)),
            false,
            List.of(operation),
            suite.signer(key.privateKey()));
    switch (ledger.submit(transaction)) {
      case Submission.Accepted _ -> {}
      case Submission.Refused(String code, String detail) ->
          throw new IOException("the node refused the transaction: " + code + " " + detail);
      case Submission.NotTaken(List<String> causes, Duration _) ->
          throw new IOException("no node took the transaction: " + causes);
    }
    return switch (ledger.awaitFinal(TransactionRef.of(transaction), FINAL_WITHIN)) {
      case Finality.Final decided -> decided.operations().getFirst();
      case Finality.ExpiredForGood _ -> throw new IOException("the transaction expired");
      case Finality.StillPending pending ->
          throw new IOException("not final within " + FINAL_WITHIN + ": " + pending.causes());
    };
  }
}
