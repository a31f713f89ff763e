package org.yipiao.ledger.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence;
import org.yipiao.ledger.protocol.checkpoint.NoteSignature;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.protocol.event.FinalBlock;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.GenesisRecord;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.ReversalReason;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.outcome.OutcomeDetail;
import org.yipiao.ledger.protocol.proposal.ChangeDraft;
import org.yipiao.ledger.protocol.proposal.ChangeProposal;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;

/**
 * The exact bytes of every format, committed as hexadecimal files, and every number with its
 * meaning. A difference here is a change of format: it breaks every ledger that exists. {@code
 * -Dyipiao.golden.write=true} writes files that are missing, and never one that is there.
 */
class GoldenBytesTest {

  private static final TransactionId ID = new TransactionId("f0e1d2c3b4a5968778695a4b3c2d1e0f");

  @Test
  void operationsKeepTheirBytes() throws IOException {
    for (Operation operation : Operations.all()) {
      check("operation-" + operation.type().number(), operation.element());
    }
  }

  @Test
  void filesOfChangesKeepTheirBytes() throws IOException {
    var genesis = SeededConsortium.genesis();
    long expiry = EpochNanos.of(SeededConsortium.START.plus(Duration.ofDays(7)));
    for (ChangeDraft draft : Operations.drafts()) {
      check("change-draft-" + draft.type().number(), draft.encode());
      var proposal = ChangeProposal.of(draft, genesis.ledgerId(), 0, expiry);
      for (int approver = 1; approver <= 3; approver++) {
        proposal =
            proposal.with(SeededConsortium.approval(genesis, proposal.agreement(), approver));
      }
      check("change-" + draft.type().number(), proposal.encode());
    }
  }

  @Test
  void changesThatAQuorumApprovesKeepTheirBytes() throws IOException {
    for (Operation change : Operations.changes()) {
      check("operation-" + change.type().number(), change.element());
    }
    check(
        "leaf-activate-contract",
        leaf(Operations.activation(), Outcome.APPLIED, OutcomeDetail.none()).encode());
  }

  @Test
  void operationTypesKeepTheirNumbers() throws IOException {
    checkLines(
        "operation-types",
        Arrays.stream(OperationType.values()).map(type -> type.number() + " " + type.name()));
  }

  @Test
  void outcomesKeepTheirNumbers() throws IOException {
    checkLines(
        "outcomes",
        Arrays.stream(Outcome.values()).map(outcome -> outcome.number() + " " + outcome.name()));
  }

  @Test
  void epochsKeepTheBytesByWhichTheyAreProven() throws IOException {
    check("epoch-change-1", SampleEpochs.ONE.encode());
    check("epoch-change-2", SampleEpochs.TWO.encode());
    check("checkpoint-of-epoch-2", SampleEpochs.note(25, 2, 3, 5).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aTransactionKeepsItsBytes() throws IOException {
    check("transaction", transaction().bytes());
  }

  @Test
  void leavesKeepTheirBytes() throws IOException {
    check("leaf-issue-invoice", issueLeaf().encode());
    check(
        "leaf-exceeds-remaining",
        leaf(
                Operations.ofVersion1().get(2),
                Outcome.EXCEEDS_REMAINING,
                OutcomeDetail.amountFen(12_345))
            .encode());
    check("leaf-genesis", genesisLeaf().encode());
    check("leaf-block-header", header().toLeaf().encode());
  }

  @Test
  void leavesOfTheSecondVersionKeepTheirBytes() throws IOException {
    for (Operation operation : Operations.all()) {
      if (!operation.type().submittableUnder(1)) {
        check(
            "leaf-" + operation.type().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            leaf(operation, Outcome.APPLIED, OutcomeDetail.none()).encode());
      }
    }
    check(
        "leaf-amount-bound",
        leaf(Operations.reverse(), Outcome.AMOUNT_BOUND, OutcomeDetail.none()).encode());
  }

  @Test
  void reasonsAndKindsKeepTheirNumbers() throws IOException {
    checkLines(
        "reversal-reasons",
        Arrays.stream(ReversalReason.values()).map(it -> it.number() + " " + it.name()));
    checkLines(
        "evidence-kinds",
        Arrays.stream(EvidenceKind.values()).map(it -> it.number() + " " + it.name()));
    checkLines(
        "member-kinds",
        Arrays.stream(MemberKind.values()).map(it -> it.number() + " " + it.name()));
    checkLines(
        "key-purposes",
        Arrays.stream(KeyPurpose.values()).map(it -> it.number() + " " + it.name()));
  }

  @Test
  void theGenesisFileKeepsItsBytes() throws IOException {
    check("genesis", SeededConsortium.genesis().encode());
  }

  @Test
  void postQuantumKeysKeepTheirBytes() throws IOException {
    var genesis = SeededConsortium.genesisWithPostQuantumKeys(1, 2, 3, 4);
    check("genesis-2", genesis.encode());
    check("roster-digest-2", genesis.rosterDigest().bytes());
    check("consortium-2", TrustRoot.of(genesis, List.of()).encode());
    var checkpoint = new Checkpoint(SeededConsortium.ORIGIN, 42, Operations.digest(0x42));
    check(
        "post-quantum-cosignature",
        SeededConsortium.postQuantumCosigner(1)
            .sign(checkpoint, SeededConsortium.START.getEpochSecond())
            .line()
            .getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theRosterDigestKeepsItsBytes() throws IOException {
    check("roster-digest", SeededConsortium.genesis().rosterDigest().bytes());
  }

  @Test
  void theTrustRootKeepsItsBytes() throws IOException {
    check("consortium", TrustRoot.of(SeededConsortium.genesis(), List.of()).encode());
  }

  @Test
  void aCosignedCheckpointKeepsItsBytes() throws IOException {
    check("checkpoint", note(log()).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void evidenceOfCosigningKeepsItsBytes() throws IOException {
    var first = new Checkpoint(SeededConsortium.ORIGIN, 4, Digest.sha256(new byte[] {1}));
    var second = new Checkpoint(SeededConsortium.ORIGIN, 4, Digest.sha256(new byte[] {2}));
    var evidence = new CosigningEvidence(cosigned(first), cosigned(second));
    check("cosigning-evidence", evidence.format().getBytes(StandardCharsets.UTF_8));
  }

  private static SignedNote cosigned(Checkpoint checkpoint) {
    return new SignedNote(
        checkpoint.body(), List.of(SeededConsortium.cosigner(2).sign(checkpoint, 1_800_000_000L)));
  }

  @Test
  void aBundleKeepsItsBytes() throws IOException {
    SampleLog log = log();
    var proof = new TlogProof(2, log.inclusion(2).path(), note(log));
    check("bundle", new ProofBundle("header.payload.sig~", log.leaf(2), proof.format()).encode());
  }

  @Test
  void anArchivedBundleKeepsItsBytes() throws IOException {
    SampleLog log = log();
    var lines = new ArrayList<NoteSignature>();
    lines.add(SeededConsortium.logSigner(1).sign(log.checkpoint()));
    for (int number : new int[] {1, 2, 3}) {
      lines.add(
          SeededConsortium.postQuantumCosigner(number)
              .sign(log.checkpoint(), SeededConsortium.START.getEpochSecond() + number));
    }
    String note = new SignedNote(log.checkpoint().body(), lines).format();
    var proof = new TlogProof(2, log.inclusion(2).path(), note);
    check("bundle-2", new ProofBundle("header.payload.sig~", log.leaf(2), proof.format()).encode());
  }

  @Test
  void aPublishedBlockKeepsItsBytes() throws IOException {
    SampleLog log = log();
    check("block-event", new FinalBlock(1, 2, log.leaves().subList(2, 4), note(log)).encode());
  }

  private static String note(SampleLog log) {
    return SeededConsortium.note(
        log.checkpoint(), SeededConsortium.START.getEpochSecond(), 1, 2, 3);
  }

  private static SampleLog log() {
    var log = new SampleLog();
    log.append(genesisLeaf().encode());
    log.append(header().toLeaf().encode());
    log.append(issueLeaf().encode());
    log.append(header().toLeaf().encode());
    return log;
  }

  private static LeafV1 genesisLeaf() {
    var genesis = SeededConsortium.genesis();
    return new GenesisRecord(genesis.ledgerId()).toLeaf(genesis.timeNanos());
  }

  private static BlockHeader header() {
    return new BlockHeader(
        0,
        EpochNanos.of(SeededConsortium.START),
        0,
        Digest.ZERO,
        1,
        Operations.digest(0x51),
        SeededConsortium.genesis().rosterDigest(),
        Digest.ZERO);
  }

  private static LeafV1 issueLeaf() {
    return leaf(Operations.issue(), Outcome.APPLIED, OutcomeDetail.none());
  }

  private static LeafV1 leaf(Operation operation, Outcome outcome, byte[] detail) {
    var header = transaction().header();
    return new LeafV1(
        operation.type().number(),
        header.member(),
        header.keyId(),
        header.transactionId(),
        1,
        EpochNanos.of(SeededConsortium.START.plusMillis(1_234)),
        operation.encode(),
        outcome.number(),
        detail);
  }

  private static SignedTransaction transaction() {
    return SeededConsortium.transaction(
        SeededConsortium.genesis(),
        SeededConsortium.HOSPITAL,
        ID,
        SeededConsortium.START.plus(Duration.ofHours(2)),
        true,
        Operations.ofVersion1());
  }

  private static void check(String name, byte[] bytes) throws IOException {
    Path file = Path.of("src/test/resources/golden", name + ".hex");
    if (Boolean.getBoolean("yipiao.golden.write") && !Files.exists(file)) {
      String hex = HexFormat.of().formatHex(bytes);
      Files.writeString(file, hex.replaceAll("(.{96})(?=.)", "$1\n") + "\n");
    }
    String expected = Files.readString(file).replaceAll("\\s", "");
    assertThat(HexFormat.of().formatHex(bytes)).as(name).isEqualTo(expected);
  }

  private static void checkLines(String name, Stream<String> lines) throws IOException {
    Path file = Path.of("src/test/resources/golden", name + ".txt");
    List<String> found = lines.toList();
    if (Boolean.getBoolean("yipiao.golden.write") && !Files.exists(file)) {
      Files.write(file, found);
    }
    assertThat(found).as(name).containsExactlyElementsOf(Files.readAllLines(file));
  }
}
