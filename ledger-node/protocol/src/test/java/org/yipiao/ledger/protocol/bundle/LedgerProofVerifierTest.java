package org.yipiao.ledger.protocol.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.Operations;
import org.yipiao.ledger.protocol.SampleLog;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.protocol.wire.FormatException;

class LedgerProofVerifierTest {

  private static final int INDEX = 11;
  private static final LedgerProofVerifier VERIFIER =
      new LedgerProofVerifier(TrustRoot.of(SeededConsortium.genesis(), List.of()));

  private final SampleLog log = new SampleLog();

  private void fill(LeafV1 leaf) {
    for (int i = 0; i < 37; i++) {
      log.append(i == INDEX ? leaf.encode() : new byte[] {(byte) i});
    }
  }

  private static LeafV1 leaf(Operation operation, Outcome outcome) {
    return new LeafV1(
        operation.type().number(),
        SeededConsortium.HOSPITAL,
        1,
        new TransactionId("00000000000000000000000000000001"),
        0,
        EpochNanos.of(SeededConsortium.START),
        operation.encode(),
        outcome.number(),
        new byte[0]);
  }

  private String proof(List<Digest> path, int... cosigners) {
    return new TlogProof(INDEX, path, SeededConsortium.note(log.checkpoint(), 1_000, cosigners))
        .format();
  }

  private String proof() {
    return proof(log.inclusion(INDEX).path(), 1, 2, 3);
  }

  @Test
  void provesTheIssueOfAnInvoice() {
    LeafV1 leaf = leaf(Operations.issue(), Outcome.APPLIED);
    fill(leaf);
    assertThat(VERIFIER.verifyIssuance(leaf.encode(), proof()))
        .isInstanceOfSatisfying(
            IssuanceProof.Issued.class,
            issued -> {
              assertThat(issued.operation()).isEqualTo(Operations.issue());
              assertThat(issued.member()).isEqualTo(SeededConsortium.HOSPITAL);
              assertThat(issued.issuedAt()).isEqualTo(SeededConsortium.START);
              assertThat(issued.proof().leafIndex()).isEqualTo(INDEX);
            });
  }

  @Test
  void aRefusedLeafAndALeafOfAnotherOperationProveNothing() {
    LeafV1 refused = leaf(Operations.issue(), Outcome.NUMBER_USED);
    fill(refused);
    assertBroken(refused.encode(), proof(), LedgerLink.OUTCOME);
  }

  @Test
  void aLeafOfAnotherOperationProvesNoIssue() {
    LeafV1 other = leaf(Operations.reverse(), Outcome.APPLIED);
    fill(other);
    assertBroken(other.encode(), proof(), LedgerLink.LEAF_TYPE);
    assertThat(VERIFIER.verify(other.encode(), proof())).isInstanceOf(LedgerProof.Proven.class);
  }

  @Test
  void everyChangedBitOfTheLeafAndEveryChangedHashBreaksTheInclusion() {
    byte[] leaf = leaf(Operations.issue(), Outcome.APPLIED).encode();
    fill(LeafV1.decode(leaf));
    for (int bit = 0; bit < leaf.length * 8; bit++) {
      byte[] changed = leaf.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(VERIFIER.verify(changed, proof())).isInstanceOf(LedgerProof.Broken.class);
    }
    List<Digest> path = log.inclusion(INDEX).path();
    for (int hash = 0; hash < path.size(); hash++) {
      var changed = new ArrayList<>(path);
      changed.set(hash, Operations.digest(1));
      assertBroken(leaf, proof(changed, 1, 2, 3), LedgerLink.INCLUSION);
    }
    assertBroken(leaf, proof().replace("index 11\n", "index 12\n"), LedgerLink.INCLUSION);
    assertBroken(leaf, proof().replace("index 11\n", "index 99\n"), LedgerLink.INCLUSION);
  }

  @Test
  void eachLinkThatBreaksIsNamed() {
    byte[] leaf = leaf(Operations.issue(), Outcome.APPLIED).encode();
    fill(LeafV1.decode(leaf));
    assertBroken(leaf, proof(log.inclusion(INDEX).path(), 1, 2), LedgerLink.QUORUM);
    assertBroken(leaf, "nothing", LedgerLink.PROOF_FORMAT);
    assertBroken(leaf, proof().replace("— ", "- "), LedgerLink.CHECKPOINT_FORMAT);
    assertBroken(new byte[] {1}, proof(), LedgerLink.LEAF_FORMAT);
    assertBroken(leaf, proof().replace("\n37\n", "\n38\n"), LedgerLink.LOG_SIGNATURE);
  }

  @Test
  void proofAndBundleAreReadBackAndNothingElseIs() {
    byte[] leaf = leaf(Operations.issue(), Outcome.APPLIED).encode();
    fill(LeafV1.decode(leaf));
    assertThat(TlogProof.parse(proof()).format()).isEqualTo(proof());
    byte[] bundle = new ProofBundle("a.b.c~", leaf, proof()).encode();
    ProofBundle read = ProofBundle.decode(bundle);
    assertThat(read.encode()).isEqualTo(bundle);
    assertThat(read.leaf()).isEqualTo(leaf);
    String text = new String(bundle, StandardCharsets.UTF_8);
    for (String hostile :
        List.of(
            text.replaceFirst("\\{", "{\"extra\": 1,"),
            text.replaceFirst("\\{", "{\"document\": \"x\","),
            text.replace("\"document\"", "\"documents\""),
            text + "{}",
            text.replaceFirst("\"leaf\": \"", "\"leaf\": \"*"),
            "[]",
            "")) {
      assertThatThrownBy(() -> ProofBundle.decode(hostile.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(FormatException.class);
    }
  }

  private static void assertBroken(byte[] leaf, String proof, LedgerLink link) {
    assertThat(VERIFIER.verifyIssuance(leaf, proof))
        .isInstanceOfSatisfying(
            IssuanceProof.NotIssued.class,
            refused -> assertThat(refused.broken().link()).isEqualTo(link));
  }
}
