package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.HttpLedgerClient;
import org.yipiao.ledger.client.Submission;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.Approval;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.operation.SuspendMember;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.development.DevelopmentConsortium;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.keys.NewValidator;
import org.yipiao.ledger.server.local.LoopbackPorts;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.platform.id.CreditCode;

/**
 * The validators of a running ledger change, on real engines: the procedures of membership.md, each
 * from where the one before has led to.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EpochIT {

  private static final int NEWCOMER = 70;
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Set<EngineStatus> STOPS = Set.of(EngineStatus.FREEZING, EngineStatus.FROZEN);
  private static final List<DevelopmentMember> FOUNDERS =
      List.of(
          DevelopmentMember.BUREAU,
          DevelopmentMember.AGENCY,
          DevelopmentMember.INSURER,
          DevelopmentMember.HOSPITAL_ONE);

  private final Path directory;
  private RunningConsortium consortium;
  private @Nullable ConfigurableApplicationContext newcomer;
  private byte evidence;

  EpochIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeAll
  void start() throws Exception {
    consortium = RunningConsortium.start(directory, Map.of(), DevelopmentConsortium.Choices.FIRST);
  }

  @AfterAll
  void stop() throws IOException {
    if (newcomer != null) {
      newcomer.close();
    }
    consortium.close();
    StoppedStores.assertSound(directory, 5);
  }

  @Test
  @Order(1)
  void aVersionOfTheContractIsActivated() throws Exception {
    long height = node(1).chain().head().orElseThrow().height() + 4;
    makeFinal(
        new ActivateContract(
            approved(
                OperationType.ACTIVATE_CONTRACT,
                new ActivateContract.Change(2, height).encode(),
                1,
                2,
                3)));
    for (int i = 0; i < 4; i++) {
      makeFinal(numbers(i));
    }
    assertThat(node(1).chain().head().orElseThrow().height()).isGreaterThanOrEqualTo(height);
  }

  @Test
  @Order(2)
  void aFifthValidatorJoins() throws Exception {
    Path keys = directory.resolve("newcomer");
    var joining =
        NewValidator.create(
            keys,
            consortium.local().consortium().genesis(),
            NEWCOMER,
            "newcomer",
            "127.0.0.1",
            LoopbackPorts.free(1).getFirst());
    String stem = "12110000" + "000000070";
    var change =
        new AdmitMember.Change(
            NEWCOMER,
            "newcomer",
            MemberKind.OPERATOR.number(),
            stem + CreditCode.checkCharacter(stem),
            joining.transactionKey().getEncoded(),
            joining.validator().encode());
    makeFinal(new AdmitMember(approved(OperationType.ADMIT_MEMBER, change.encode(), 1, 2, 3)));
    // A founder ends just when all stop: of the four that five need, the newcomer is one.
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> STOPS.contains(node(1).engineStatus()));
    consortium.local().stop(FOUNDERS.get(1));
    newcomer = consortium.local().startNewcomer(NEWCOMER, "newcomer", keys);
    awaitEpoch(1, 1, 3, 4, NEWCOMER);
    makeFinal(evidence());
    consortium.local().start(FOUNDERS.get(1));
    awaitEpoch(1, 1, 2, 3, 4, NEWCOMER);
    assertEqualHeads(1, 2, 3, 4, NEWCOMER);
  }

  @Test
  @Order(3)
  void aValidatorsKeysForCosigningAndForItsEngineAreRotated() throws Exception {
    DevelopmentMember third = FOUNDERS.get(2);
    Path keys = consortium.local().consortium().keys(third);
    GenesisValidator before = validator(3);
    Vkey cosigning = NewValidator.nextCosigningKey(keys, before.cosigningKey(), third.tenant());
    byte[] engine = NewValidator.nextEngine(keys, 3);
    consortium.local().stop(third);
    consortium.local().start(third);
    awaitEpoch(1, 1, 2, 3, 4, NEWCOMER);

    rotate(KeyPurpose.COSIGNING, before, ascii(cosigning));
    awaitEpoch(2, 1, 2, 3, 4, NEWCOMER);
    rotate(KeyPurpose.ENGINE, before, engine);
    awaitEpoch(3, 1, 2, 3, 4, NEWCOMER);
    consortium.local().stop(FOUNDERS.get(0));
    makeFinal(evidence());
    consortium.local().start(FOUNDERS.get(0));
    awaitEpoch(3, 1, 2, 3, 4, NEWCOMER);
    assertEqualHeads(1, 2, 3, 4, NEWCOMER);
  }

  @Test
  @Order(4)
  void aValidatorIsSuspendedAndGoes() throws Exception {
    makeFinal(
        new SuspendMember(
            approved(
                OperationType.SUSPEND_MEMBER,
                new SuspendMember.Change(4).encode(),
                1,
                2,
                3,
                NEWCOMER)));
    awaitEpoch(4, 1, 2, 3, NEWCOMER);
    makeFinal(evidence());
    assertEqualHeads(1, 2, 3, NEWCOMER);
    assertThat(node(1).validators().present().roster().validator(4)).isEmpty();
    for (int member : new int[] {1, 2, 3, NEWCOMER}) {
      assertThat(node(member).lies().counts()).as("nobody lied").isEmpty();
    }
  }

  private void rotate(KeyPurpose purpose, GenesisValidator before, byte[] next) throws Exception {
    var change =
        new RotateKey.Change(3, purpose.number(), Digest.sha256(before.key(purpose)), next);
    makeFinal(
        new RotateKey(approved(OperationType.ROTATE_KEY, change.encode(), 1, 2, 3, 4, NEWCOMER)));
  }

  private static byte[] ascii(Vkey key) {
    return key.text().getBytes(StandardCharsets.US_ASCII);
  }

  private GenesisValidator validator(int member) {
    return node(1).validators().present().roster().validator(member).orElseThrow();
  }

  private LedgerNode node(int member) {
    if (member != NEWCOMER) {
      return consortium.local().node(FOUNDERS.get(member - 1));
    }
    return Objects.requireNonNull(newcomer).getBean(LedgerNode.class);
  }

  /** Log and engine of these are in that epoch, and they take transactions. */
  private void awaitEpoch(long epoch, int... members) {
    for (int member : members) {
      await("epoch " + epoch + " at " + member)
          .atMost(LONG)
          .until(() ->
              node(member).validators().present().number() == epoch
                  && node(member).engineEpoch() == epoch
                  && node(member).status().takesTransactions());
    }
  }

  private void assertEqualHeads(int... members) {
    var first = node(members[0]).chain();
    for (int member : members) {
      await("head of " + member)
          .atMost(LONG)
          .until(() ->
              node(member).chain().head().equals(first.head())
                  && node(member).chain().finalSize() == first.log().size());
    }
  }

  private Operation evidence() {
    evidence++;
    return AnchorEvidence.of(Digest.sha256(new byte[] {evidence}), EvidenceKind.ARCHIVE);
  }

  private Approved approved(OperationType type, byte[] content, int... approvers)
      throws IOException {
    var genesis = consortium.local().consortium().genesis();
    var agreement =
        Agreement.until(
            type, content, node(1).validators().present().number(), Instant.now().plusSeconds(600));
    List<Approval> approvals = new ArrayList<>();
    for (int approver : approvers) {
      Path keys =
          approver == NEWCOMER
              ? directory.resolve("newcomer")
              : consortium.local().consortium().keys(FOUNDERS.get(approver - 1));
      var key = KeyFiles.load(keys.resolve("transaction.p12"));
      approvals.add(
          Approval.sign(
              genesis.ledgerId(),
              agreement,
              approver,
              KeyId.of(key.certificate().getPublicKey()),
              SignatureSuite.intl().signer(key.privateKey())));
    }
    return Approved.by(agreement, approvals);
  }

  private static Operation numbers(int turn) {
    return new AllocateNumbers(
        DevelopmentMember.HOSPITAL_ONE.number().value(),
        "one",
        RunningConsortium.FIRST + 100L * turn,
        100);
  }

  /** Under the trust root that knows all epochs so far. */
  private void makeFinal(Operation operation) throws IOException {
    DevelopmentMember submitter =
        operation instanceof AllocateNumbers ? DevelopmentMember.BUREAU : DevelopmentMember.AGENCY;
    SignedTransaction transaction = consortium.transaction(submitter, List.of(operation));
    var trust = node(3).validators().extended(consortium.local().consortium().trust());
    try (var client =
        new HttpLedgerClient(
            consortium.local().uris(), trust, () -> consortium.local().token(submitter.tenant()))) {
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> assertThat(client.submit(transaction)).isInstanceOf(Submission.Accepted.class));
      assertThat(client.awaitFinal(TransactionRef.of(transaction), LONG))
          .isInstanceOfSatisfying(
              Finality.Final.class,
              done -> assertThat(done.operations().getFirst().applied()).isTrue());
    }
  }
}
