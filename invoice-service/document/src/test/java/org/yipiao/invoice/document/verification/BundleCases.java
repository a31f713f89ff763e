package org.yipiao.invoice.document.verification;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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
import org.yipiao.ledger.protocol.log.InclusionProof;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.suite.MessageSigner;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.trust.TrustEpoch;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.protocol.wire.JsonText;

/**
 * Makes the golden file {@code bundle-cases.json}: bundles whose signatures are all sound and which
 * still prove nothing, each with the verdict. Verifiers in other languages are held to it too. Run
 * it only for a new case, because every key in it is drawn anew.
 */
final class BundleCases {

  private static final String ORIGIN = "yipiao.invalid/test/cases";
  private static final int QUORUM = 3;
  private static final int LEAVES = 6;

  private final SecureRandom random = new SecureRandom();
  private final Documents.Signer hospital = Documents.Signer.create(random);
  private final IssuedDocument issued = hospital.outpatient();
  private final List<byte[]> cosigningSeeds = List.of(seed(), seed(), seed(), seed());
  private final byte[] logSeed = seed();
  private final Map<String, Object> cases = new LinkedHashMap<>();

  private byte[] seed() {
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    return seed;
  }

  /** Writes the file to standard output. */
  public static void main(String[] arguments) {
    byte[] json = new BundleCases().write();
    System.out.write(json, 0, json.length);
    System.out.flush();
  }

  private byte[] write() {
    IssueInvoice op = issued.operation();
    add("VALID", "sound", op, UnaryOperator.identity());
    IssuedDocument other = hospital.outpatient();
    add("VALID", "another", other.compact(), leaf(other.operation()));
    add("COMMITMENT_DIFFERS", "document of another leaf", other.compact(), leaf(op));
    add("INVOICE_ID_DIFFERS", "another id", copy(op, 1, 0, 0), UnaryOperator.identity());
    add("TOTAL_DIFFERS", "another total", copy(op, 0, 0, 1), UnaryOperator.identity());
    add("CLAIMABLE_DIFFERS", "less claimable", copy(op, 0, -1, 0), UnaryOperator.identity());
    add("MEMBER_DIFFERS", "another hospital's leaf", op, leaf -> with(leaf, 2, 5, 0));
    add("OUTCOME", "refused by the ledger", op, leaf -> with(leaf, 2, 4, 20));
    add("LEAF_TYPE", "another operation", op, leaf -> with(leaf, 7, 4, 0));
    Documents.Signer untrusted = Documents.Signer.create(random);
    IssuedDocument forged = untrusted.outpatient();
    add("CERTIFICATE_UNTRUSTED", "another root", forged.compact(), leaf(forged.operation()));
    add("CERTIFICATE_UNTRUSTED", "taken too early", op, BundleCases::longAgo);
    String signature = resigned(issued.compact());
    var resigned =
        new IssueInvoice(op.invoiceId(), commitment(signature), op.claimableFen(), op.totalFen());
    add("SIGNATURE_INVALID", "signed by nobody", signature, leaf(resigned));
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("trust", new String(trust().encode(), StandardCharsets.UTF_8));
    file.put("cases", cases);
    return JsonText.write(file);
  }

  private static LeafV1 longAgo(LeafV1 leaf) {
    return new LeafV1(
        leaf.type(),
        leaf.member(),
        leaf.keyId(),
        leaf.transactionId(),
        leaf.operationIndex(),
        EpochNanos.of(Documents.NOW.minusSeconds(100L * 86_400)),
        leaf.operation(),
        leaf.outcome(),
        leaf.detail());
  }

  private static IssueInvoice copy(IssueInvoice op, int id, int claimable, int total) {
    return new IssueInvoice(
        op.invoiceId() + id, op.commitment(), op.claimableFen() + claimable, op.totalFen() + total);
  }

  private static LeafV1 with(LeafV1 leaf, int type, int member, int outcome) {
    return new LeafV1(
        type,
        member,
        leaf.keyId(),
        leaf.transactionId(),
        leaf.operationIndex(),
        leaf.consensusTimeNanos(),
        leaf.operation(),
        outcome,
        leaf.detail());
  }

  private static LeafV1 leaf(IssueInvoice operation) {
    return new LeafV1(
        operation.type().number(),
        Documents.HOSPITAL.value(),
        7,
        TransactionId.of(new byte[TransactionId.LENGTH]),
        0,
        EpochNanos.of(Documents.NOW.plusSeconds(2)),
        operation.encode(),
        0,
        new byte[0]);
  }

  /** The document with the signature's last bit changed. */
  private static String resigned(String compact) {
    int end = compact.indexOf('~');
    int dot = compact.lastIndexOf('.', end);
    byte[] signature = Base64.getUrlDecoder().decode(compact.substring(dot + 1, end));
    signature[signature.length - 1] ^= 1;
    return compact.substring(0, dot + 1)
        + Base64.getUrlEncoder().withoutPadding().encodeToString(signature)
        + compact.substring(end);
  }

  private static Digest commitment(String compact) {
    String jwt = compact.substring(0, compact.indexOf('~'));
    return Digest.sha256(jwt.getBytes(StandardCharsets.US_ASCII));
  }

  private void add(String verdict, String what, IssueInvoice op, UnaryOperator<LeafV1> change) {
    add(verdict, what, issued.compact(), change.apply(leaf(op)));
  }

  private void add(String verdict, String what, String document, LeafV1 leaf) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("verdict", verdict);
    one.put("bundle", new String(prove(document, leaf).encode(), StandardCharsets.UTF_8));
    cases.put(what, one);
  }

  /** The leaf as the third of a log of six. */
  private ProofBundle prove(String document, LeafV1 leaf) {
    var leaves = new ArrayList<byte[]>();
    for (int i = 0; i < LEAVES; i++) {
      leaves.add(i == 2 ? leaf.encode() : new byte[] {(byte) i});
    }
    var checkpoint = new Checkpoint(ORIGIN, LEAVES, MerkleTree.root(leaves));
    var lines = new ArrayList<NoteSignature>();
    lines.add(new LogSigner(logKey(), Ed25519Keys.signerFromSeed(logSeed)).sign(checkpoint));
    for (int n = 0; n < QUORUM; n++) {
      MessageSigner signer = Ed25519Keys.signerFromSeed(cosigningSeeds.get(n));
      long seconds = Documents.NOW.plusSeconds(3).getEpochSecond();
      lines.add(new Cosigner(cosigner(n), signer).sign(checkpoint, seconds));
    }
    var path =
        InclusionProof.make(
                (level, index) ->
                    MerkleTree.root(leaves.subList(from(level, index), to(level, index))),
                2,
                LEAVES)
            .path();
    var proof = new TlogProof(2, path, new SignedNote(checkpoint.body(), lines).format());
    return new ProofBundle(document, leaf.encode(), proof.format());
  }

  private static int from(int level, long index) {
    return (int) (index << level);
  }

  private static int to(int level, long index) {
    return (int) ((index + 1) << level);
  }

  private TrustRoot trust() {
    var members = new ArrayList<TrustEpoch.Member>();
    for (int n = 0; n < cosigningSeeds.size(); n++) {
      members.add(new TrustEpoch.Member("member-" + n, cosigner(n)));
    }
    return new TrustRoot(
        ORIGIN,
        List.of(logKey()),
        List.of(new TrustEpoch(0, null, QUORUM, members)),
        List.of(hospital.root()));
  }

  private Vkey logKey() {
    return Vkey.log(ORIGIN, Ed25519Keys.publicKeyFromSeed(logSeed));
  }

  private Vkey cosigner(int n) {
    return Vkey.cosigner(ORIGIN + "/" + n, Ed25519Keys.publicKeyFromSeed(cosigningSeeds.get(n)));
  }
}
