package org.yipiao.ledger.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
import org.yipiao.ledger.protocol.golden.GoldenFile;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.ReversalReason;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.outcome.OutcomeDetail;
import org.yipiao.ledger.protocol.proposal.ChangeDraft;
import org.yipiao.ledger.protocol.proposal.ChangeProposal;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;

/**
 * The exact bytes of every format, committed as hexadecimal files, and every number with its
 * meaning. A difference here is a change of format: it breaks every ledger that exists.
 */
class GoldenBytesTest {

  @Test
  void operationsKeepTheirBytes() {
    for (Operation operation : Operations.all()) {
      GoldenFile.check("operation-" + operation.type().number(), operation.element());
    }
  }

  @Test
  void filesOfChangesKeepTheirBytes() {
    var genesis = SeededConsortium.genesis();
    long expiry = EpochNanos.of(SeededConsortium.START.plus(Duration.ofDays(7)));
    for (ChangeDraft draft : Operations.drafts()) {
      GoldenFile.check("change-draft-" + draft.type().number(), draft.encode());
      var proposal = ChangeProposal.of(draft, genesis.ledgerId(), 0, expiry);
      for (int approver = 1; approver <= 3; approver++) {
        proposal =
            proposal.with(SeededConsortium.approval(genesis, proposal.agreement(), approver));
      }
      GoldenFile.check("change-" + draft.type().number(), proposal.encode());
    }
  }

  @Test
  void changesThatAQuorumApprovesKeepTheirBytes() {
    for (Operation change : Operations.changes()) {
      GoldenFile.check("operation-" + change.type().number(), change.element());
    }
    GoldenFile.check(
        "leaf-activate-contract",
        SampleLeaves.leaf(Operations.activation(), Outcome.APPLIED, OutcomeDetail.none()).encode());
  }

  @Test
  void operationTypesKeepTheirNumbers() {
    GoldenFile.checkLines(
        "operation-types",
        Arrays.stream(OperationType.values()).map(type -> type.number() + " " + type.name()));
  }

  @Test
  void outcomesKeepTheirNumbers() {
    GoldenFile.checkLines(
        "outcomes",
        Arrays.stream(Outcome.values()).map(outcome -> outcome.number() + " " + outcome.name()));
  }

  @Test
  void epochsKeepTheBytesByWhichTheyAreProven() {
    GoldenFile.check("epoch-change-1", SampleEpochs.ONE.encode());
    GoldenFile.check("epoch-change-2", SampleEpochs.TWO.encode());
    GoldenFile.check(
        "checkpoint-of-epoch-2", SampleEpochs.note(25, 2, 3, 5).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aTransactionKeepsItsBytes() {
    GoldenFile.check("transaction", SampleLeaves.transaction(Operations.ofVersion1()).bytes());
  }

  @Test
  void leavesKeepTheirBytes() {
    GoldenFile.check("leaf-issue-invoice", issueLeaf().encode());
    GoldenFile.check(
        "leaf-exceeds-remaining",
        SampleLeaves.leaf(
                Operations.ofVersion1().get(2),
                Outcome.EXCEEDS_REMAINING,
                OutcomeDetail.amountFen(12_345))
            .encode());
    GoldenFile.check("leaf-genesis", SampleLeaves.genesis().encode());
    GoldenFile.check("leaf-block-header", header().toLeaf().encode());
  }

  @Test
  void leavesOfTheSecondVersionKeepTheirBytes() {
    for (Operation operation : Operations.all()) {
      if (!operation.type().submittableUnder(1)) {
        GoldenFile.check(
            "leaf-" + operation.type().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            SampleLeaves.leaf(operation, Outcome.APPLIED, OutcomeDetail.none()).encode());
      }
    }
    GoldenFile.check(
        "leaf-amount-bound",
        SampleLeaves.leaf(Operations.reverse(), Outcome.AMOUNT_BOUND, OutcomeDetail.none())
            .encode());
  }

  @Test
  void reasonsAndKindsKeepTheirNumbers() {
    GoldenFile.checkLines(
        "reversal-reasons",
        Arrays.stream(ReversalReason.values()).map(it -> it.number() + " " + it.name()));
    GoldenFile.checkLines(
        "evidence-kinds",
        Arrays.stream(EvidenceKind.values()).map(it -> it.number() + " " + it.name()));
    GoldenFile.checkLines(
        "member-kinds",
        Arrays.stream(MemberKind.values()).map(it -> it.number() + " " + it.name()));
    GoldenFile.checkLines(
        "key-purposes",
        Arrays.stream(KeyPurpose.values()).map(it -> it.number() + " " + it.name()));
  }

  @Test
  void theGenesisFileKeepsItsBytes() {
    GoldenFile.check("genesis", SeededConsortium.genesis().encode());
  }

  @Test
  void postQuantumKeysKeepTheirBytes() {
    var genesis = SeededConsortium.genesisWithPostQuantumKeys(1, 2, 3, 4);
    GoldenFile.check("genesis-2", genesis.encode());
    GoldenFile.check("roster-digest-2", genesis.rosterDigest().bytes());
    GoldenFile.check("consortium-2", TrustRoot.of(genesis, List.of()).encode());
    var checkpoint = new Checkpoint(SeededConsortium.ORIGIN, 42, Operations.digest(0x42));
    GoldenFile.check(
        "post-quantum-cosignature",
        SeededConsortium.postQuantumCosigner(1)
            .sign(checkpoint, SeededConsortium.START.getEpochSecond())
            .line()
            .getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theRosterDigestKeepsItsBytes() {
    GoldenFile.check("roster-digest", SeededConsortium.genesis().rosterDigest().bytes());
  }

  @Test
  void theTrustRootKeepsItsBytes() {
    GoldenFile.check("consortium", TrustRoot.of(SeededConsortium.genesis(), List.of()).encode());
  }

  @Test
  void aCosignedCheckpointKeepsItsBytes() {
    GoldenFile.check("checkpoint", note(log()).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void evidenceOfCosigningKeepsItsBytes() {
    var first = new Checkpoint(SeededConsortium.ORIGIN, 4, Digest.sha256(new byte[] {1}));
    var second = new Checkpoint(SeededConsortium.ORIGIN, 4, Digest.sha256(new byte[] {2}));
    var evidence = new CosigningEvidence(cosigned(first), cosigned(second));
    GoldenFile.check("cosigning-evidence", evidence.format().getBytes(StandardCharsets.UTF_8));
  }

  private static SignedNote cosigned(Checkpoint checkpoint) {
    return new SignedNote(
        checkpoint.body(), List.of(SeededConsortium.cosigner(2).sign(checkpoint, 1_800_000_000L)));
  }

  @Test
  void aBundleKeepsItsBytes() {
    SampleLog log = log();
    var proof = new TlogProof(2, log.inclusion(2).path(), note(log));
    GoldenFile.check(
        "bundle", new ProofBundle("header.payload.sig~", log.leaf(2), proof.format()).encode());
  }

  @Test
  void anArchivedBundleKeepsItsBytes() {
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
    GoldenFile.check(
        "bundle-2", new ProofBundle("header.payload.sig~", log.leaf(2), proof.format()).encode());
  }

  @Test
  void aPublishedBlockKeepsItsBytes() {
    SampleLog log = log();
    GoldenFile.check(
        "block-event", new FinalBlock(1, 2, log.leaves().subList(2, 4), note(log)).encode());
  }

  private static String note(SampleLog log) {
    return SeededConsortium.note(
        log.checkpoint(), SeededConsortium.START.getEpochSecond(), 1, 2, 3);
  }

  private static SampleLog log() {
    var log = new SampleLog();
    log.append(SampleLeaves.genesis().encode());
    log.append(header().toLeaf().encode());
    log.append(issueLeaf().encode());
    log.append(header().toLeaf().encode());
    return log;
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
    return SampleLeaves.leaf(Operations.issue(), Outcome.APPLIED, OutcomeDetail.none());
  }
}
