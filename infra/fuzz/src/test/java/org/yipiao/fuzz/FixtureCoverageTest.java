package org.yipiao.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Formats are frozen: whatever of the ledger is decoded has golden bytes, or a reason for having
 * none. A new decoder fails here until it has either.
 */
class FixtureCoverageTest {

  private static final String PROTOCOL = "ledger-node/protocol/src/test/resources/formats/";
  private static final String CLIENT = "ledger-node/client/src/test/resources/formats/";
  private static final String GOLDEN = "ledger-node/protocol/src/test/resources/golden/";
  private static final String CONTRACT = "ledger-node/contract/src/test/resources/formats/";
  private static final String SERVER = "ledger-node/server/src/test/resources/formats/";

  private static final String MAKES = "makes a value of parts, reads nothing";
  private static final String PART = "a part of other formats, in their fixtures";
  private static final String OTHERS = "reads what a standard of others says";

  private static final Map<String, String> FIXTURES =
      Map.ofEntries(
          Map.entry("Activation.decode", CONTRACT + "row-activation.txt"),
          Map.entry("Admitted.decode", CONTRACT + "row-member.txt"),
          Map.entry("Approvals.decode", PROTOCOL + "operation-35.txt"),
          Map.entry("BlockHeader.decode", PROTOCOL + "leaf-block-header.txt"),
          Map.entry("Change.decode", PROTOCOL + "operation-32-of-a-validator.txt"),
          Map.entry("ChangeDraft.decode", GOLDEN + "change-draft-32.hex"),
          Map.entry("ChangeProposal.decode", GOLDEN + "change-32.hex"),
          Map.entry("Checkpoint.parse", PROTOCOL + "checkpoint.txt"),
          Map.entry("ClaimRow.decode", CONTRACT + "row-claim-reserved.txt"),
          Map.entry("CompactRange.decode", PROTOCOL + "compact-range.txt"),
          Map.entry("Cosignature.decode", SERVER + "store-cosignatures.txt"),
          Map.entry("CosigningEvidence.parse", PROTOCOL + "cosigning-evidence.txt"),
          Map.entry("EngineTransaction.decode", SERVER + "engine-payload.txt"),
          Map.entry("Entry.decode", PROTOCOL + "epoch.txt"),
          Map.entry("EntryBundle.decode", PROTOCOL + "entry-bundle.txt"),
          Map.entry("Epoch.decode", PROTOCOL + "epoch.txt"),
          Map.entry("EpochChange.decode", PROTOCOL + "epoch-change.txt"),
          Map.entry("EpochFile.decode", CLIENT + "epochs.json"),
          Map.entry("FinalBlock.decode", PROTOCOL + "block-event.txt"),
          Map.entry("FinalCheckpoint.decode", SERVER + "store-checkpoints.txt"),
          Map.entry("Genesis.decode", PROTOCOL + "genesis.txt"),
          Map.entry("GenesisRecord.decode", PROTOCOL + "leaf-genesis.txt"),
          Map.entry("GenesisValidator.decode", PROTOCOL + "validator.txt"),
          Map.entry("Head.decode", SERVER + "engine-head.txt"),
          Map.entry("InvoiceRow.decode", CONTRACT + "row-invoice.txt"),
          Map.entry("InvoiceState.decode", CONTRACT + "row-invoice-reversed.txt"),
          Map.entry("Kept.decode", SERVER + "engine-kept.txt"),
          Map.entry("LeafV1.decode", PROTOCOL + "leaf-issue-invoice.txt"),
          Map.entry("LedgerHead.decode", CONTRACT + "ledger-head.txt"),
          Map.entry("MapNode.decode", CONTRACT + "map-node.txt"),
          Map.entry("MemberRow.decode", CONTRACT + "row-member.txt"),
          Map.entry("NoteSignature.parse", PROTOCOL + "post-quantum-cosignature.txt"),
          Map.entry("Operation.decode", PROTOCOL + "operation-1.txt"),
          Map.entry("Payload.decode", SERVER + "payload-transaction.txt"),
          Map.entry("Position.decode", SERVER + "store-meta-position.txt"),
          Map.entry("PostQuantumCosignature.decode", SERVER + "store-meta-post-quantum.txt"),
          Map.entry("ProofBundle.decode", PROTOCOL + "bundle.txt"),
          Map.entry("QueuedRound.decode", SERVER + "store-rounds.txt"),
          Map.entry("QueuedTransaction.decode", SERVER + "store-submissions.txt"),
          Map.entry("RangeRow.decode", CONTRACT + "row-range.txt"),
          Map.entry("Roster.decode", PROTOCOL + "epoch.txt"),
          Map.entry("SignedNote.parse", PROTOCOL + "checkpoint.txt"),
          Map.entry("SignedTransaction.decode", PROTOCOL + "transaction.txt"),
          Map.entry(
              "StateProof.parse",
              "ledger-node/contract/src/test/resources/golden/state-proofs.txt"),
          Map.entry("StateRecords.decode", SERVER + "stop-state.txt"),
          Map.entry("StopProof.decode", SERVER + "stop-proof.txt"),
          Map.entry("StoredBlock.decode", SERVER + "store-blocks.txt"),
          Map.entry("TlogProof.parse", PROTOCOL + "epoch-change.txt"),
          Map.entry("TransactionHeader.decode", PROTOCOL + "transaction.txt"),
          Map.entry("TransactionPlace.decode", SERVER + "store-transactions.txt"),
          Map.entry("TransactionRow.decode", CONTRACT + "row-transaction.txt"),
          Map.entry("TrustRoot.parse", PROTOCOL + "consortium.txt"),
          Map.entry("Vkey.parse", PROTOCOL + "vkey-log.txt"));

  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("AllocateNumbers.of", MAKES),
          Map.entry("Base64Text.decode", PART),
          Map.entry("Bytes.read", PART),
          Map.entry("Certificates.read", OTHERS),
          Map.entry("Digest.of", PART),
          Map.entry("HostAndPort.of", "reads a setting of the node's operator"),
          Map.entry("JsonObject.parse", PART),
          Map.entry("MapProofs.of", MAKES),
          Map.entry("OrderHash.of", MAKES),
          Map.entry("ReturnId.of", PART),
          Map.entry("RowKey.of", MAKES),
          Map.entry("StoreFailure.of", MAKES),
          Map.entry("Tile.parse", OTHERS),
          Map.entry("TransactionId.of", PART),
          Map.entry("TransactionRef.of", "reads what a person types"),
          Map.entry("TrustRoot.of", MAKES));

  @Test
  void everyDecoderOfTheLedgerHasGoldenBytesOrAReason() {
    assertThat(FIXTURES.keySet()).doesNotContainAnyElementsOf(REASONS.keySet());
    var known = new TreeSet<>(FIXTURES.keySet());
    known.addAll(REASONS.keySet());
    assertThat(Decoders.under("org.yipiao.ledger")).isNotEmpty().isSubsetOf(known);
  }

  @Test
  void theGoldenBytesAreThere() {
    Path root = Path.of(System.getProperty("yipiao.root", "."));
    assertThat(FIXTURES.values())
        .allSatisfy(file -> assertThat(root.resolve(file)).isNotEmptyFile());
  }

  @Test
  void nothingHereIsForADecoderThatIsGone() {
    var there = Decoders.under("org.yipiao.ledger");
    assertThat(there).containsAll(REASONS.keySet());
    assertThat(there).containsAll(FIXTURES.keySet());
  }
}
