package org.yipiao.quickstart.demo.promises;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.yipiao.invoice.document.CatalogueClass;
import org.yipiao.invoice.document.CoverageType;
import org.yipiao.invoice.document.Diagnosis;
import org.yipiao.invoice.document.DocumentIssuer;
import org.yipiao.invoice.document.DraftChecks;
import org.yipiao.invoice.document.DraftOutcome;
import org.yipiao.invoice.document.Encounter;
import org.yipiao.invoice.document.EncounterType;
import org.yipiao.invoice.document.FeeCategory;
import org.yipiao.invoice.document.InvoiceDraft;
import org.yipiao.invoice.document.InvoiceLine;
import org.yipiao.invoice.document.IssuedDocument;
import org.yipiao.invoice.document.Issuer;
import org.yipiao.invoice.document.MoneyBlock;
import org.yipiao.invoice.document.Payer;
import org.yipiao.invoice.document.certificate.IssuerAuthority;
import org.yipiao.invoice.document.certificate.IssuerSubject;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.log.InclusionProof;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.CreditCode;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.MemberNumber;
import org.yipiao.platform.money.Money;

/** A final log of a made-up consortium: two issued invoices, a refused issue, a reservation. */
final class MadeUpLog {

  static final int ISSUED = 0;
  static final int ALSO_ISSUED = 1;
  static final int REFUSED = 2;
  static final int RESERVED = 3;

  /** Of every leaf. */
  static final Instant CONSENSUS = Instant.parse("2026-11-22T02:30:02Z");

  private static final String NAME = "示例医院";
  private static final String CODE_STEM = "12110000400000000";
  private static final CreditCode CODE =
      new CreditCode(CODE_STEM + CreditCode.checkCharacter(CODE_STEM));
  private static final MemberNumber HOSPITAL = new MemberNumber(SeededConsortium.HOSPITAL);
  private static final Money TOTAL = Money.parseYuan("300.00");

  private final List<byte[]> leaves = new ArrayList<>();
  private final List<IssuedDocument> documents;
  private final TrustRoot trust;

  MadeUpLog() {
    var random = new SecureRandom();
    Instant from = CONSENSUS.minus(Duration.ofDays(1));
    Duration year = Duration.ofDays(365);
    IssuerAuthority authority =
        IssuerAuthority.create("CN=Issuer root", KeyFiles.generateP256(random), from, year, random);
    KeyPair key = KeyFiles.generateP256(random);
    X509Certificate certificate =
        authority.certify(new IssuerSubject(NAME, CODE, HOSPITAL), key.getPublic(), from, year);
    var issuer =
        new DocumentIssuer(
            SignatureSuite.intl().signer(key.getPrivate()), List.of(certificate), random);
    documents = List.of(issue(issuer, "110601260000000001"), issue(issuer, "110601260000000002"));
    trust = TrustRoot.of(SeededConsortium.genesis(), List.of(authority.root()));
    append(documents.get(ISSUED).operation(), SeededConsortium.HOSPITAL, Outcome.APPLIED);
    append(documents.get(ALSO_ISSUED).operation(), SeededConsortium.HOSPITAL, Outcome.APPLIED);
    append(
        documents.get(ISSUED).operation(),
        SeededConsortium.OTHER_HOSPITAL,
        Outcome.NUMBER_NOT_ALLOCATED);
    append(
        ReserveReimbursement.of(
            documents.get(ISSUED).invoiceId(),
            ClaimId.random(random),
            Money.ofFen(1),
            Digest.ZERO,
            Digest.ZERO,
            Digest.ZERO,
            CONSENSUS.plusSeconds(60),
            false),
        SeededConsortium.AGENCY,
        Outcome.APPLIED);
  }

  private static IssuedDocument issue(DocumentIssuer issuer, String invoice) {
    return switch (DraftChecks.check(draft())) {
      case DraftOutcome.Accepted accepted ->
          issuer.issue(accepted.draft(), InvoiceId.parse(invoice));
      case DraftOutcome.Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  private static InvoiceDraft draft() {
    LocalDate day = LocalDate.of(2026, 11, 22);
    return new InvoiceDraft(
        new Issuer(HOSPITAL, NAME, CODE, "110101", ZoneId.of("Asia/Shanghai")),
        "HIS-0001",
        CONSENSUS.minusSeconds(2),
        new Payer("测星河", null, null, "MR-1"),
        new Encounter(EncounterType.OUTPATIENT, day, null, null, null, null),
        CoverageType.EMPLOYEE,
        List.of(new Diagnosis("K29.700", "ICD-10", "慢性胃炎")),
        List.of(
            new InvoiceLine(
                "LAB-1",
                "化验",
                FeeCategory.LABORATORY,
                null,
                null,
                new BigDecimal("300.00"),
                BigDecimal.ONE,
                TOTAL,
                CatalogueClass.A,
                BigDecimal.ZERO,
                null,
                day,
                null)),
        MoneyBlock.allCash(TOTAL),
        TOTAL);
  }

  static LeafV1 leaf(Operation operation, int member, Outcome outcome) {
    return new LeafV1(
        operation.type().number(),
        member,
        7,
        TransactionId.of(new byte[TransactionId.LENGTH]),
        0,
        EpochNanos.of(CONSENSUS),
        operation.encode(),
        outcome.number(),
        new byte[0]);
  }

  private void append(Operation operation, int member, Outcome outcome) {
    leaves.add(leaf(operation, member, outcome).encode());
  }

  /** The trust root's file. */
  byte[] trust() {
    return trust.encode();
  }

  /** The whole bundle of one of the issued invoices. */
  String bundle(int issued) {
    var bundle =
        new ProofBundle(documents.get(issued).compact(), leaves.get(issued), proof(issued));
    return new String(bundle.encode(), StandardCharsets.UTF_8);
  }

  /** A document with any leaf and any proof. */
  BundleTampering.Parts parts(int document, int leaf, int proof) {
    return new BundleTampering.Parts(
        documents.get(document).compact(),
        Base64.getEncoder().encodeToString(leaves.get(leaf)),
        proof(proof));
  }

  private String proof(int index) {
    var checkpoint =
        new Checkpoint(SeededConsortium.ORIGIN, leaves.size(), MerkleTree.root(leaves));
    String note = SeededConsortium.note(checkpoint, CONSENSUS.getEpochSecond(), 1, 2, 3, 4);
    InclusionProof inclusion = InclusionProof.make(this::subtree, index, leaves.size());
    return new TlogProof(index, inclusion.path(), note).format();
  }

  private Digest subtree(int level, long index) {
    int size = 1 << level;
    int first = Math.toIntExact(index * size);
    return MerkleTree.root(leaves.subList(first, first + size));
  }
}
