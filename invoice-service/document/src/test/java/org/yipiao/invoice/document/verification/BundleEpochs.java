package org.yipiao.invoice.document.verification;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.InclusionProof;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.protocol.wire.JsonText;

/**
 * Makes the golden file {@code bundle-epochs.json}: a trust root, what proves that a fifth
 * validator came and that the first one went, the trust root that follows, and a bundle of the
 * first and of the last epoch. Verifiers in other languages are held to it too. Its keys are drawn
 * anew with each run, and thrown away.
 */
final class BundleEpochs {

  private static final String ORIGIN = "yipiao.invalid/test/epochs";
  private static final List<String> NAMES = List.of("one", "two", "three", "four", "five");
  private static final long SECONDS = Documents.NOW.plusSeconds(3).getEpochSecond();

  private final SecureRandom random = new SecureRandom();
  private final Documents.Signer hospital = Documents.Signer.create(random);
  private final List<KeyPair> logKeys = keys();
  private final List<KeyPair> cosigningKeys = keys();
  private final List<byte[]> leaves = new ArrayList<>();

  private List<KeyPair> keys() {
    return NAMES.stream().map(_ -> KeyFiles.generateEd25519(random)).toList();
  }

  /** Writes the file to standard output. */
  public static void main(String[] arguments) {
    byte[] json = new BundleEpochs().write();
    System.out.write(json, 0, json.length);
    System.out.flush();
  }

  private byte[] write() {
    var founders = new Roster(0, List.of(entry(0), entry(1), entry(2), entry(3)));
    TrustRoot trust = TrustRoot.of(ORIGIN, 0, founders, List.of(hospital.root()));
    pad(2);
    ProofBundle before = issued(0, 1, 2);
    pad(9);
    EpochChange joined = change(10, founders.with(entry(4)), 0, 1, 2);
    pad(14);
    EpochChange left = change(15, joined.next().roster().withoutValidator(1), 1, 2, 3, 4);
    pad(17);
    ProofBundle after = issued(2, 3, 4);
    TrustRoot followed = EpochChange.follow(trust, List.of(joined, left));
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("trust", text(trust.encode()));
    file.put("changes", List.of(base64(joined), base64(left)));
    file.put("followed", text(followed.encode()));
    file.put("before", text(before.encode()));
    file.put("after", text(after.encode()));
    return JsonText.write(file);
  }

  private Roster.Entry entry(int n) {
    X509Certificate any =
        KeyFiles.selfSigned(cosigningKeys.get(n), "CN=" + NAMES.get(n), Documents.NOW, random)
            .certificate();
    var validator = new GenesisValidator(logKey(n), cosigner(n), any, "127.0.0.1", 8_101 + n);
    return new Roster.Entry(n + 1, NAMES.get(n), validator);
  }

  private void pad(int size) {
    while (leaves.size() < size - 1) {
      leaves.add(new byte[] {(byte) leaves.size()});
    }
  }

  private ProofBundle issued(int... cosigners) {
    IssuedDocument issued = hospital.outpatient();
    byte[] leaf =
        new LeafV1(
                issued.operation().type().number(),
                Documents.HOSPITAL.value(),
                7,
                TransactionId.of(new byte[TransactionId.LENGTH]),
                0,
                EpochNanos.of(Documents.NOW.plusSeconds(2)),
                issued.operation().encode(),
                0,
                new byte[0])
            .encode();
    return new ProofBundle(issued.compact(), leaf, proofOf(leaf, cosigners).format());
  }

  private EpochChange change(long fromSize, Roster roster, int... cosigners) {
    var next = new Epoch(fromSize, roster);
    long nanos = EpochNanos.of(Documents.NOW.plusSeconds(2));
    byte[] header =
        new BlockHeader(1, nanos, 3, Digest.ZERO, 2, Digest.ZERO, next.digest(), Digest.ZERO)
            .encode();
    byte[] leaf = LeafV1.ofLedger(OperationType.BLOCK_HEADER, nanos, header).encode();
    var change = new EpochChange(next, leaf, proofOf(leaf, cosigners));
    if (leaves.size() != fromSize - 1) {
      throw new IllegalStateException("a change at size " + leaves.size());
    }
    return change;
  }

  /** Appends the leaf and proves it in a checkpoint that ends with it. */
  private TlogProof proofOf(byte[] leaf, int... cosigners) {
    leaves.add(leaf);
    int size = leaves.size();
    var checkpoint = new Checkpoint(ORIGIN, size, MerkleTree.root(leaves));
    var lines = new ArrayList<NoteSignature>();
    int first = cosigners[0];
    lines.add(
        new LogSigner(logKey(first), Ed25519Keys.signer(logKeys.get(first).getPrivate()))
            .sign(checkpoint));
    for (int n : cosigners) {
      lines.add(
          new Cosigner(cosigner(n), Ed25519Keys.signer(cosigningKeys.get(n).getPrivate()))
              .sign(checkpoint, SECONDS));
    }
    var path =
        InclusionProof.make(
                (level, index) ->
                    MerkleTree.root(
                        leaves.subList((int) (index << level), (int) ((index + 1) << level))),
                size - 1,
                size)
            .path();
    return new TlogProof(size - 1, path, new SignedNote(checkpoint.body(), lines).format());
  }

  private Vkey logKey(int n) {
    return Vkey.log(ORIGIN, Ed25519Keys.raw(logKeys.get(n).getPublic()));
  }

  private Vkey cosigner(int n) {
    return Vkey.cosigner(
        ORIGIN + "/" + NAMES.get(n), Ed25519Keys.raw(cosigningKeys.get(n).getPublic()));
  }

  private static String base64(EpochChange change) {
    return Base64.getEncoder().encodeToString(change.encode());
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
