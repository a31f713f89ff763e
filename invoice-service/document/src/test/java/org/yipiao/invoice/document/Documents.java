package org.yipiao.invoice.document;

import java.math.BigDecimal;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.random.RandomGenerator;
import org.yipiao.invoice.document.certificate.IssuerAuthority;
import org.yipiao.invoice.document.certificate.IssuerSubject;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.platform.id.CreditCode;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.MemberNumber;
import org.yipiao.platform.money.Money;

/** A made-up hospital and its invoices. */
public final class Documents {

  public static final Instant NOW = Instant.parse("2026-11-22T02:30:00Z");
  public static final InvoiceId ID = InvoiceId.parse("110601260000000001");
  public static final MemberNumber HOSPITAL = new MemberNumber(4);
  public static final CreditCode CODE = code("12110000400000000");

  private Documents() {}

  public static CreditCode code(String first17) {
    return new CreditCode(first17 + CreditCode.checkCharacter(first17));
  }

  public static Issuer issuer() {
    return new Issuer(HOSPITAL, "示例医院", CODE, "110101", ZoneId.of("Asia/Shanghai"));
  }

  public static InvoiceLine line(String code, FeeCategory category, String yuan) {
    return new InvoiceLine(
        code,
        "项目" + code,
        category,
        "次",
        null,
        new BigDecimal(yuan),
        BigDecimal.ONE,
        Money.parseYuan(yuan),
        CatalogueClass.A,
        BigDecimal.ZERO,
        null,
        LocalDate.of(2026, 11, 22),
        null);
  }

  /** The outpatient example of 1 260.00 yuan, paid in full at the counter. */
  public static InvoiceDraft outpatient() {
    return draft(
        List.of(
            line("LAB-1", FeeCategory.LABORATORY, "300.00"),
            line("EXM-1", FeeCategory.EXAMINATION, "400.00"),
            line("DRG-1", FeeCategory.WESTERN_MEDICINE, "500.00"),
            line("MAT-1", FeeCategory.MATERIAL, "60.00")),
        MoneyBlock.allCash(Money.parseYuan("1260.00")),
        Money.parseYuan("1260.00"));
  }

  public static InvoiceDraft draft(List<InvoiceLine> lines, MoneyBlock money, Money total) {
    return new InvoiceDraft(
        issuer(),
        "HIS-0001",
        NOW,
        new Payer(
            "张三丰",
            new NationalDocument(NationalDocument.RESIDENT_ID, "110101199003070011"),
            "13800000000",
            "MR-77"),
        new Encounter(
            EncounterType.OUTPATIENT, LocalDate.of(2026, 11, 22), null, "内科", "V-1", null),
        CoverageType.EMPLOYEE,
        List.of(new Diagnosis("J06.9", "ICD-10", "急性上呼吸道感染")),
        lines,
        money,
        total);
  }

  public static CheckedDraft checked(InvoiceDraft draft) {
    return switch (DraftChecks.check(draft)) {
      case DraftOutcome.Accepted(CheckedDraft checked, _) -> checked;
      case DraftOutcome.Refused(var refusals) -> throw new AssertionError(refusals.toString());
    };
  }

  /** Keys and certificates of the made-up hospital. */
  public record Signer(
      DocumentIssuer issuer, X509Certificate root, X509Certificate certificate, KeyPair key) {

    public static Signer create(RandomGenerator salts) {
      return create(salts, SignatureSuite.intl());
    }

    public static Signer create(RandomGenerator salts, SignatureSuite suite) {
      var random = new SecureRandom();
      Instant from = NOW.minus(Duration.ofDays(1));
      IssuerAuthority authority =
          IssuerAuthority.create(
              "CN=Issuer root", suite.generate(random), from, Duration.ofDays(3_650), random);
      KeyPair key = suite.generate(random);
      X509Certificate certificate =
          authority.certify(
              new IssuerSubject("示例医院", CODE, HOSPITAL),
              key.getPublic(),
              from,
              Duration.ofDays(365));
      var issuer = new DocumentIssuer(suite.signer(key.getPrivate()), List.of(certificate), salts);
      return new Signer(issuer, authority.root(), certificate, key);
    }

    public IssuedDocument outpatient() {
      return issuer.issue(checked(Documents.outpatient()), ID);
    }
  }

  public static InvoiceDocument read(String compact) {
    return switch (InvoiceDocument.read(compact)) {
      case DocumentReading.Read(InvoiceDocument document) -> document;
      case DocumentReading.Refused refused -> throw new AssertionError(refused.toString());
    };
  }
}
