package org.yipiao.invoice.document.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.yipiao.invoice.document.Documents;
import org.yipiao.invoice.document.IssuedDocument;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.Cosigner;
import org.yipiao.ledger.protocol.checkpoint.LogSigner;
import org.yipiao.ledger.protocol.checkpoint.NoteSignature;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.trust.TrustEpoch;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.platform.reason.Reason;

class BundleVerifierTest {

  private static final String ORIGIN = "yipiao.invalid/test/1";
  private static final Documents.Signer SIGNER = Documents.Signer.create(new SecureRandom());
  private static final IssuedDocument ISSUED = SIGNER.outpatient();

  private static byte[] seed(int n) {
    byte[] seed = new byte[32];
    seed[0] = (byte) n;
    return seed;
  }

  private static Vkey cosigner(int n) {
    return Vkey.cosigner(ORIGIN + "/" + n, Ed25519Keys.publicKeyFromSeed(seed(n)));
  }

  private static TrustRoot trust() {
    var members = new ArrayList<TrustEpoch.Member>();
    for (int n = 1; n <= 4; n++) {
      members.add(new TrustEpoch.Member("member-" + n, cosigner(n)));
    }
    Vkey log = Vkey.log(ORIGIN, Ed25519Keys.publicKeyFromSeed(seed(9)));
    return new TrustRoot(
        ORIGIN, List.of(log), List.of(new TrustEpoch(0, null, 3, members)), List.of(SIGNER.root()));
  }

  private static byte[] leaf(IssueInvoice operation, int member, int outcome) {
    return new LeafV1(
            operation.type().number(),
            member,
            7,
            TransactionId.of(new byte[16]),
            0,
            EpochNanos.of(Documents.NOW.plusSeconds(2)),
            operation.encode(),
            outcome,
            new byte[0])
        .encode();
  }

  private static ProofBundle bundle(String document, byte[] leaf, int cosigners) {
    byte[] other = "another leaf".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    var root = MerkleTree.root(List.of(other, leaf));
    var checkpoint = new Checkpoint(ORIGIN, 2, root);
    var lines = new ArrayList<NoteSignature>();
    Vkey log = Vkey.log(ORIGIN, Ed25519Keys.publicKeyFromSeed(seed(9)));
    lines.add(new LogSigner(log, Ed25519Keys.signerFromSeed(seed(9))).sign(checkpoint));
    for (int n = 1; n <= cosigners; n++) {
      lines.add(
          new Cosigner(cosigner(n), Ed25519Keys.signerFromSeed(seed(n)))
              .sign(checkpoint, Documents.NOW.plusSeconds(3).getEpochSecond()));
    }
    String note = new SignedNote(checkpoint.body(), lines).format();
    var proof = new TlogProof(1, List.of(MerkleTree.leafHash(other)), note);
    return new ProofBundle(document, leaf, proof.format());
  }

  private static ProofBundle good() {
    return bundle(ISSUED.compact(), leaf(ISSUED.operation(), 4, 0), 3);
  }

  private static String code(ProofBundle bundle) {
    return switch (new BundleVerifier(trust()).verify(bundle)) {
      case BundleVerdict.Valid _ -> "VALID";
      case BundleVerdict.Broken(_, String code, _) -> code;
    };
  }

  @Test
  void aBundleIsValidAndSaysWhatWasIssued() {
    assertThat(new BundleVerifier(trust()).verify(good().encode()))
        .isInstanceOfSatisfying(
            BundleVerdict.Valid.class,
            valid -> {
              assertThat(valid.invoiceId()).isEqualTo(Documents.ID);
              assertThat(valid.total()).isEqualTo(ISSUED.total());
              assertThat(valid.cosigners()).hasSize(3);
              assertThat(valid.finalAt()).isEqualTo(Documents.NOW.plusSeconds(3));
            });
  }

  @Test
  void aPresentationOfTheSameDocumentIsValidToo() {
    String part = Documents.read(ISSUED.compact()).present("line_0001"::equals);
    assertThat(code(bundle(part, leaf(ISSUED.operation(), 4, 0), 3))).isEqualTo("VALID");
  }

  @Test
  void eachBrokenLinkHasItsOwnName() {
    IssueInvoice op = ISSUED.operation();
    String document = ISSUED.compact();
    assertThat(code(bundle(document, leaf(op, 4, 0), 2))).isEqualTo("QUORUM");
    assertThat(code(bundle(document, leaf(op, 4, 3), 3))).isEqualTo("OUTCOME");
    assertThat(code(bundle(document, leaf(op, 5, 0), 3))).isEqualTo("MEMBER_DIFFERS");
    assertThat(code(bundle(SIGNER.outpatient().compact(), leaf(op, 4, 0), 3)))
        .isEqualTo("COMMITMENT_DIFFERS");
    var more =
        new IssueInvoice(op.invoiceId(), op.commitment(), op.claimableFen(), op.totalFen() + 1);
    assertThat(code(bundle(document, leaf(more, 4, 0), 3))).isEqualTo("TOTAL_DIFFERS");
    var less =
        new IssueInvoice(op.invoiceId(), op.commitment(), op.claimableFen() - 1, op.totalFen());
    assertThat(code(bundle(document, leaf(less, 4, 0), 3))).isEqualTo("CLAIMABLE_DIFFERS");
    var next =
        new IssueInvoice(op.invoiceId() + 1, op.commitment(), op.claimableFen(), op.totalFen());
    assertThat(code(bundle(document, leaf(next, 4, 0), 3))).isEqualTo("INVOICE_ID_DIFFERS");
  }

  @Test
  void aBrokenLinkIsSaidInTheLanguageOfWhoeverVerifies() {
    ProofBundle unsigned = bundle(ISSUED.compact(), leaf(ISSUED.operation(), 4, 0), 2);
    ProofBundle swapped = bundle(SIGNER.outpatient().compact(), good().leaf(), 3);
    assertThat(reason(unsigned, Locale.ENGLISH))
        .isEqualTo("Fewer members than needed cosigned the checkpoint.");
    assertThat(reason(unsigned, Locale.SIMPLIFIED_CHINESE)).isEqualTo("联署该检查点的成员少于所需数目。");
    assertThat(reason(swapped, Locale.ENGLISH)).isEqualTo("The leaf commits to another document.");
    assertThat(reason(swapped, Locale.SIMPLIFIED_CHINESE)).isEqualTo("叶子所承诺的是另一份票据。");
  }

  private static String reason(ProofBundle bundle, Locale language) {
    return switch (new BundleVerifier(trust()).verify(bundle)) {
      case BundleVerdict.Valid _ -> "VALID";
      case BundleVerdict.Broken(_, _, Reason reason) -> reason.in(language);
    };
  }

  @Test
  void everyChangedBitOfLeafAndProofBreaksIt() {
    ProofBundle good = good();
    byte[] leaf = good.leaf();
    for (int bit = 0; bit < leaf.length * 8; bit++) {
      byte[] changed = leaf.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      var bundle = new ProofBundle(good.document(), changed, good.proof());
      assertThat(code(bundle)).as("bit %s of the leaf", bit).isNotEqualTo("VALID");
    }
    for (int at = 0; at < good.proof().length(); at++) {
      char[] changed = good.proof().toCharArray();
      changed[at] = (char) (changed[at] ^ 1);
      var bundle = new ProofBundle(good.document(), leaf, new String(changed));
      assertThat(code(bundle)).as("character %s of the proof", at).isNotEqualTo("VALID");
    }
  }
}
