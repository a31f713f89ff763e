package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.submission.TransactionKey;

/** Members come, change keys and are suspended on four nodes, one of which is away meanwhile. */
class MembershipSimTest {

  private static final int NEWCOMER = 70;
  private static final Operation EVIDENCE =
      AnchorEvidence.of(Digest.sha256(new byte[] {1}), EvidenceKind.ARCHIVE);

  @TempDir Path directory;

  private long ids;

  @Test
  void nodesAgreeOnWhoMayWhatAlsoOneThatCatchesUpOverTheChanges() throws Exception {
    var consortium = new SimulatedConsortium(directory, 13, SimulatedConditions.forgetful(), 2);
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(1);
    consortium.makeBlocks(0, 2);
    consortium.network().partition(List.of(4));
    consortium.crash(3);
    consortium.start(3);
    consortium.run(Duration.ofSeconds(2));

    KeyPair newcomers = keyPair();
    assertThat(outcome(consortium, admission(consortium, newcomers))).isEqualTo(Outcome.APPLIED);
    assertThat(outcome(consortium, signed(consortium, NEWCOMER, newcomers)))
        .isEqualTo(Outcome.APPLIED);
    KeyPair rotated = keyPair();
    SignedTransaction byTheOldKey =
        consortium.sign(DevelopmentMember.HOSPITAL_ONE, List.of(EVIDENCE));
    assertThat(outcome(consortium, rotation(consortium, rotated))).isEqualTo(Outcome.APPLIED);
    long size = size(consortium, 1);
    consortium.submit(2, byTheOldKey);
    consortium.run(Duration.ofSeconds(2));
    assertThat(size(consortium, 1)).as("it leaves no trace").isEqualTo(size);
    assertThat(
            outcome(
                consortium,
                signed(consortium, DevelopmentMember.HOSPITAL_ONE.number().value(), rotated)))
        .isEqualTo(Outcome.APPLIED);
    assertThat(outcome(consortium, suspension(consortium))).isEqualTo(Outcome.APPLIED);
    assertThat(outcome(consortium, signed(consortium, NEWCOMER, newcomers)))
        .isEqualTo(Outcome.SUSPENDED);

    consortium.network().heal();
    consortium.run(Duration.ofSeconds(10));
    for (int member = 1; member <= 4; member++) {
      Chain chain = consortium.node(member).chain();
      assertThat(chain.head()).isEqualTo(consortium.node(1).chain().head());
      assertThat(chain.finalSize()).isEqualTo(chain.log().size());
    }
  }

  /** It was accepted while its key was good: the node went on waiting for it, and took nothing. */
  @Test
  void noNodeWaitsForWhatARetiredKeySigned() throws Exception {
    var consortium = new SimulatedConsortium(directory, 17, SimulatedConditions.calm(), 2);
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(1);
    var late = consortium.sign(DevelopmentMember.HOSPITAL_ONE, List.of(EVIDENCE));
    assertThat(outcome(consortium, rotation(consortium, keyPair()))).isEqualTo(Outcome.APPLIED);
    var key = TransactionKey.of(late.header());
    var queue = consortium.node(2).submissions().withoutThreads();
    queue.accept(key, late.header().expiryEpochNanos(), late.bytes());

    byte[] forged = late.bytes();
    forged[forged.length - 1] ^= 1;
    consortium.order(3, forged);
    consortium.run(Duration.ofSeconds(2));
    assertThat(queue.find(key)).as("another's copy takes nothing out").isPresent();

    consortium.submit(2, late);
    consortium.run(Duration.ofSeconds(20));
    assertThat(queue.find(key)).isEmpty();
    assertThat(consortium.node(2).status()).isEqualTo(NodeStatus.ACTIVE);
  }

  /** Submits it and gives what became of its one operation. */
  private static Outcome outcome(SimulatedConsortium consortium, SignedTransaction transaction)
      throws Exception {
    long size = size(consortium, 1);
    consortium.submit(2, transaction);
    consortium.run(Duration.ofSeconds(2));
    assertThat(size(consortium, 1)).isEqualTo(size + 2);
    byte[] leaf = consortium.node(1).chain().leaves(size, 1).getFirst();
    return LeafV1.decode(leaf).knownOutcome().orElseThrow();
  }

  private static long size(SimulatedConsortium consortium, int member) {
    return consortium.node(member).chain().log().size();
  }

  private static SignedTransaction admission(SimulatedConsortium consortium, KeyPair key)
      throws Exception {
    var change =
        new AdmitMember.Change(
            NEWCOMER,
            "newcomer",
            MemberKind.OPERATOR.number(),
            SeededConsortium.creditCode(NEWCOMER).value(),
            key.getPublic().getEncoded(),
            new byte[0]);
    return byTheBureau(consortium, changes(consortium).admission(change.encode()));
  }

  private SignedTransaction rotation(SimulatedConsortium consortium, KeyPair next)
      throws Exception {
    var hospital =
        consortium.genesis().member(DevelopmentMember.HOSPITAL_ONE.number().value()).orElseThrow();
    var change =
        RotateKey.Change.transactionKey(
            hospital.number().value(), hospital.transactionKeys().getFirst(), next.getPublic());
    return byTheBureau(consortium, changes(consortium).rotation(change));
  }

  private static SignedTransaction suspension(SimulatedConsortium consortium) throws Exception {
    return byTheBureau(consortium, changes(consortium).suspension(NEWCOMER));
  }

  private static AgreedChanges changes(SimulatedConsortium consortium) {
    return new AgreedChanges(consortium, 1, 2, 3);
  }

  private static SignedTransaction byTheBureau(SimulatedConsortium consortium, Operation change)
      throws Exception {
    return consortium.sign(DevelopmentMember.BUREAU, List.of(change));
  }

  private SignedTransaction signed(SimulatedConsortium consortium, int member, KeyPair key) {
    ids++;
    return SignedTransaction.sign(
        consortium.genesis().ledgerId(),
        member,
        KeyId.of(key.getPublic()),
        new TransactionId("%032x".formatted(ids)),
        consortium.network().clock().instant().plusSeconds(600),
        false,
        List.of(EVIDENCE),
        SignatureSuite.intl().signer(key.getPrivate()));
  }

  private static KeyPair keyPair() throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }
}
