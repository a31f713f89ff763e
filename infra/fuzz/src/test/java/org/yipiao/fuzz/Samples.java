package org.yipiao.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.yipiao.ledger.protocol.SampleLog;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.proposal.ChangeDraft;
import org.yipiao.ledger.protocol.proposal.ChangeProposal;
import org.yipiao.ledger.protocol.suite.Certificates;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.cosigning.PostQuantumCosignature;

/** Valid inputs, the same in every run. */
public final class Samples {

  public static final Genesis GENESIS = SeededConsortium.genesis();
  public static final TrustRoot TRUST = TrustRoot.of(GENESIS, List.of());

  /** The only one that has signed two roots. */
  static final String LIAR = "insurer";

  static final TransactionId ID = new TransactionId("00000000000000000000000000000001");

  private static final String GOLDEN = "ledger-node/protocol/src/test/resources/golden/";
  private static final String GM_CERTIFICATE =
      "infra/fuzz/src/test/resources/samples/gm-certificate.pem";
  private static final SampleLog LOG = log();

  private Samples() {}

  private static SampleLog log() {
    var log = new SampleLog();
    for (int i = 0; i < 9; i++) {
      log.append(new byte[] {(byte) i});
    }
    return log;
  }

  public static String note() {
    return SeededConsortium.note(LOG.checkpoint(), 1_000, 1, 2, 3);
  }

  static String checkpoint() {
    return LOG.checkpoint().body();
  }

  static String proof() {
    return new TlogProof(4, LOG.inclusion(4).path(), note()).format();
  }

  static List<byte[]> leaves() {
    return LOG.leaves();
  }

  public static byte[] transaction() {
    return SeededConsortium.transaction(
            GENESIS,
            SeededConsortium.HOSPITAL,
            ID,
            SeededConsortium.START.plus(Duration.ofHours(1)),
            false,
            operations())
        .bytes();
  }

  /** One of each kind. */
  static List<Operation> operations() {
    return Stream.of(OperationType.values())
        .filter(type -> Files.exists(path(GOLDEN + "operation-" + type.number() + ".hex")))
        .map(type -> Operation.decode(type.number(), message(type.number())))
        .toList();
  }

  static Digest digest(int fill) {
    byte[] bytes = new byte[Digest.LENGTH];
    Arrays.fill(bytes, (byte) fill);
    return Digest.of(bytes);
  }

  static byte[] leaf() {
    return new LeafV1(2, 4, 7, ID, 3, 5, message(2), 52, new byte[8]).encode();
  }

  /** A file of a module's test resources, from the root of the repository. */
  static byte[] file(String path) {
    try {
      return Files.readAllBytes(path(path));
    } catch (IOException e) {
      throw new IllegalStateException("no sample " + path, e);
    }
  }

  private static Path path(String fromTheRoot) {
    return Path.of(System.getProperty("yipiao.root", "."), fromTheRoot);
  }

  /** A change of each kind, agreed to by a quorum. */
  static List<MembershipOperation> approved() {
    return operations().stream()
        .filter(MembershipOperation.class::isInstance)
        .map(MembershipOperation.class::cast)
        .map(change -> agreedTo(change.approved().agreement()))
        .toList();
  }

  private static MembershipOperation agreedTo(Agreement like) {
    var agreement = new Agreement(like.type(), like.content(), 0, like.expiryEpochNanos());
    var approved = SeededConsortium.approved(GENESIS, agreement, 1, 2, 3);
    return (MembershipOperation) Operation.decode(like.type().number(), approved.encode());
  }

  /** The same as files; the admission is of a validator. */
  static List<ChangeProposal> proposals() {
    var admission =
        new AdmitMember.Change(
            7,
            "insurer-three",
            MemberKind.PAYER.number(),
            SeededConsortium.creditCode(7).value(),
            SeededConsortium.transactionKey(7).getPublic().getEncoded(),
            SeededConsortium.validator(5).encode());
    return Stream.concat(
            Stream.of(new ChangeDraft(OperationType.ADMIT_MEMBER, admission.encode())),
            approved().stream()
                .filter(change -> change.type() != OperationType.ADMIT_MEMBER)
                .map(change ->
                    new ChangeDraft(change.type(), change.approved().agreement().content())))
        .map(Samples::proposal)
        .toList();
  }

  private static ChangeProposal proposal(ChangeDraft draft) {
    var nobody = ChangeProposal.of(draft, GENESIS.ledgerId(), 0, 1L << 61);
    return new ChangeProposal(
        nobody.ledgerId(),
        nobody.agreement(),
        SeededConsortium.approved(GENESIS, nobody.agreement(), 1, 2, 3).approvals().all());
  }

  static PostQuantumCosignature postQuantum() {
    var checkpoint = LOG.checkpoint();
    return new PostQuantumCosignature(
        2,
        checkpoint.size(),
        checkpoint.root(),
        SeededConsortium.postQuantumCosigner(2).sign(checkpoint, 1_000).signature());
  }

  static String postQuantumNote() {
    var lines = new ArrayList<>(SignedNote.parse(note()).signatures().subList(0, 1));
    for (int member : new int[] {1, 2, 3}) {
      lines.add(SeededConsortium.postQuantumCosigner(member).sign(LOG.checkpoint(), 1_000));
    }
    return new SignedNote(checkpoint(), lines).format();
  }

  /** Against {@link #LIAR}: it cosigned two roots; it cosigned another root than the final one. */
  static List<CosigningEvidence> evidence() {
    var lie = new Checkpoint(SeededConsortium.ORIGIN, LOG.size(), digest(7));
    SignedNote accused = cosigned(lie);
    return List.of(
        new CosigningEvidence(accused, cosigned(LOG.checkpoint())),
        new CosigningEvidence(
            accused, SignedNote.parse(SeededConsortium.note(LOG.checkpoint(), 1_000, 1, 2, 4))));
  }

  private static SignedNote cosigned(Checkpoint checkpoint) {
    return new SignedNote(
        checkpoint.body(),
        List.of(SeededConsortium.cosigner(SeededConsortium.INSURER).sign(checkpoint, 1_000)));
  }

  /** One of each suite. */
  static List<byte[]> publicKeys() {
    byte[] gm = file(GM_CERTIFICATE);
    try {
      return List.of(
          SeededConsortium.transactionKey(1).getPublic().getEncoded(),
          Certificates.read(gm).getPublicKey().getEncoded());
    } catch (CertificateException e) {
      throw new IllegalStateException("no certificate " + GM_CERTIFICATE, e);
    }
  }

  /** Of both suites, in both forms, and what the roots are. */
  static List<byte[]> certificates(List<X509Certificate> roots) {
    byte[] gm = file(GM_CERTIFICATE);
    String body = Checks.text(gm).replaceAll("-----[A-Z ]+-----|\\s", "");
    var samples = new ArrayList<>(List.of(gm, Base64.getDecoder().decode(body)));
    try {
      for (GenesisValidator validator : GENESIS.validators().values()) {
        samples.add(validator.engineCertificateBytes());
      }
      for (X509Certificate root : roots) {
        samples.add(root.getEncoded());
      }
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate without encoding", e);
    }
    return samples;
  }

  /** An operation without the byte of its type. */
  private static byte[] message(int type) {
    byte[] element = golden("operation-" + type);
    return Arrays.copyOfRange(element, 1, element.length);
  }

  static byte[] golden(String name) {
    String hex = Checks.text(file(GOLDEN + name + ".hex"));
    return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
  }

  /** The first of the texts in a file that are set apart by the line they begin with. */
  static String stateProof() {
    String first = "yipiao/state-proof@v1\n";
    String all =
        Checks.text(file("ledger-node/contract/src/test/resources/golden/state-proofs.txt"));
    int from = all.indexOf(first);
    int next = all.indexOf(first, from + 1);
    return all.substring(from, next < 0 ? all.length() : next);
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
