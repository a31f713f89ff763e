package org.yipiao.fuzz;

import static org.yipiao.fuzz.Checks.canonical;
import static org.yipiao.fuzz.Checks.canonicalText;
import static org.yipiao.fuzz.Checks.read;
import static org.yipiao.fuzz.Checks.repeated;
import static org.yipiao.fuzz.Checks.require;
import static org.yipiao.fuzz.Checks.same;
import static org.yipiao.fuzz.Checks.text;
import static org.yipiao.fuzz.Samples.utf8;

import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.yipiao.invoice.document.certificate.IssuerCertificates;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence;
import org.yipiao.ledger.protocol.checkpoint.Requirement;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.ApprovalJudge;
import org.yipiao.ledger.protocol.membership.MemberDirectory;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.suite.Certificates;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.trust.TrustEpoch;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.server.cosigning.PostQuantumCosignature;

/** Who may change what, who is believed, and who lied. */
final class TrustTargets {

  private static final String SAME = "what is read has one spelling";
  private static final SignatureSuite GM = SignatureSuite.gm(new SecureRandom());
  private static final ApprovalJudge JUDGE = ApprovalJudge.of(Samples.GENESIS);
  private static final MemberDirectory MEMBERS = MemberDirectory.of(Samples.GENESIS);
  private static final List<MembershipOperation> APPROVED = Samples.approved();
  private static final Set<Agreement> AGREED =
      APPROVED.stream().map(change -> change.approved().agreement()).collect(Collectors.toSet());
  private static final TrustRoot ALL_POST_QUANTUM =
      TrustRoot.of(SeededConsortium.genesisWithPostQuantumKeys(1, 2, 3, 4), List.of());
  private static final List<X509Certificate> ISSUER_ROOTS =
      TrustRoot.parse(Samples.file(FileTargets.DOCUMENTS + "consortium.json")).issuerRoots();

  /** The judge of certificates that no fuzzed one may convince. */
  private static final IssuerCertificates ISSUERS = new IssuerCertificates(ISSUER_ROOTS);

  private TrustTargets() {}

  static List<FuzzTarget> all() {
    return List.of(
        new FuzzTarget(
            "approvals",
            List.of("Operation.decode", "Approvals.decode", "Change.decode"),
            SAME + "; nothing is approved but what a quorum signed",
            4_096,
            APPROVED.stream().map(Operation::element).toList(),
            TrustTargets::approvals),
        new FuzzTarget(
            "trust",
            List.of("TrustRoot.parse", "JsonObject.parse"),
            "what is read is read again from what is written; each size is of one epoch at most",
            32_768,
            List.of(
                Samples.TRUST.encode(),
                Samples.golden("consortium"),
                Samples.golden("consortium-2"),
                Samples.TRUST.withEpoch(9, Samples.TRUST.epochs().getLast().cosigners()).encode(),
                Samples.TRUST.withEpoch(9, Roster.of(Samples.GENESIS)).encode()),
            TrustTargets::trust),
        new FuzzTarget(
            "certificate",
            List.of("Certificates.read"),
            "refused with a CertificateException or read; no chain but to a root that is trusted",
            4_096,
            Samples.certificates(ISSUER_ROOTS),
            TrustTargets::certificate),
        new FuzzTarget(
            "public-key",
            List.of("SignatureSuite.publicKey"),
            SAME + "; a key of one suite at most",
            1_024,
            Samples.publicKeys(),
            TrustTargets::publicKey),
        new FuzzTarget(
            "post-quantum-cosignature",
            List.of("PostQuantumCosignature.decode"),
            SAME,
            2_600,
            List.of(Samples.postQuantum().encode()),
            canonical(PostQuantumCosignature::decode, PostQuantumCosignature::encode)),
        new FuzzTarget(
            "post-quantum-note",
            List.of("SignedNote.parse", "NoteSignature.parse"),
            SAME + "; never final but as signed",
            16_384,
            List.of(utf8(Samples.postQuantumNote())),
            TrustTargets::postQuantumNote),
        new FuzzTarget(
            "cosigning-evidence",
            List.of("CosigningEvidence.parse"),
            SAME + "; nobody is accused but who signed two roots",
            8_192,
            Samples.evidence().stream().map(evidence -> utf8(evidence.format())).toList(),
            TrustTargets::evidence));
  }

  private static void approvals(byte[] element) {
    if (element.length == 0) {
      return;
    }
    byte[] message = Arrays.copyOfRange(element, 1, element.length);
    read(() -> Operation.decode(element[0] & 0xff, message))
        .ifPresent(operation -> {
          same(operation.element(), element);
          if (operation instanceof MembershipOperation change
              && JUDGE.verdict(change.approved(), MEMBERS).applied()) {
            require(AGREED.contains(change.approved().agreement()), "approved by nobody");
          }
        });
  }

  private static void trust(byte[] input) {
    repeated(TrustRoot::parse, TrustRoot::encode).accept(input);
    read(() -> TrustRoot.parse(input))
        .ifPresent(trust -> {
          for (long size : new long[] {0, 8, 9, Long.MAX_VALUE}) {
            long covering = trust.epochs().stream().filter(epoch -> covers(epoch, size)).count();
            require(covering == (trust.epochOf(size).isPresent() ? 1 : 0), "two epochs");
          }
          CosignedCheckpoint.verify(Samples.note(), trust);
        });
  }

  private static boolean covers(TrustEpoch epoch, long size) {
    return epoch.fromSize() <= size && size <= epoch.end().orElse(Long.MAX_VALUE);
  }

  private static void certificate(byte[] input) {
    try {
      require(Certificates.read(input) != null, "nothing");
    } catch (CertificateException refused) {
      require(!String.valueOf(refused.getMessage()).isBlank(), "a refusal says why");
    }
    require(
        ISSUERS.verify(List.of(input), Instant.EPOCH).isEmpty(),
        "a chain that was not valid at that time");
  }

  private static void publicKey(byte[] input) {
    var intl = read(() -> SignatureSuite.intl().publicKey(input));
    var gm = read(() -> GM.publicKey(input));
    require(intl.isEmpty() || gm.isEmpty(), "a key of both suites");
    intl.ifPresent(key -> usable(SignatureSuite.intl(), key, input));
    gm.ifPresent(key -> usable(GM, key, input));
  }

  private static void usable(SignatureSuite suite, PublicKey key, byte[] input) {
    same(key.getEncoded(), input);
    require(!suite.verify(key, input, new byte[SignatureSuite.SIGNATURE_LENGTH]), "it signed");
  }

  private static void postQuantumNote(byte[] input) {
    canonicalText(SignedNote::parse, SignedNote::format).accept(input);
    if (CosignedCheckpoint.verify(text(input), ALL_POST_QUANTUM, Requirement.POST_QUANTUM)
        instanceof Verification.Final verified) {
      require(
          verified.checkpoint().body().equals(Samples.checkpoint()),
          "final without a key: " + verified.checkpoint().root());
    }
  }

  private static void evidence(byte[] input) {
    canonicalText(CosigningEvidence::parse, CosigningEvidence::format).accept(input);
    read(() -> CosigningEvidence.parse(text(input)))
        .ifPresent(evidence -> {
          if (evidence.verify(Samples.TRUST) instanceof CosigningEvidence.Verdict.Proven proven) {
            require(proven.member().equals(Samples.LIAR), proven.member() + " is accused");
            require(!proven.cosigned().equals(proven.other()), "no conflict");
          }
        });
  }
}
