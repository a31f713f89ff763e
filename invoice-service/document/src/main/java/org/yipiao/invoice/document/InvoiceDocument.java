package org.yipiao.invoice.document;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.yipiao.invoice.document.certificate.IssuerCertificates;
import org.yipiao.invoice.document.sdjwt.Disclosure;
import org.yipiao.invoice.document.sdjwt.SdJwt;
import org.yipiao.invoice.document.sdjwt.SdJwtFault;
import org.yipiao.invoice.document.sdjwt.SdJwtReading;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.CreditCode;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.MemberNumber;
import org.yipiao.platform.money.Money;
import org.yipiao.platform.reason.Reason;
import tools.jackson.databind.JsonNode;

/**
 * A document as it was read: the visible claims, and what of the rest is disclosed. Reading proves
 * the form and that every disclosure belongs to it; {@link #authenticate} proves the issuer.
 */
public final class InvoiceDocument {

  /** Dates of later years have more than four digits, and calendars end. */
  private static final Instant LAST_ISSUE = Instant.parse("9999-12-31T00:00:00Z");

  private final SdJwt token;
  private final MemberNumber member;
  private final CreditCode issuerCode;
  private final InvoiceId invoiceId;
  private final Money total;
  private final Money claimable;
  private final Instant issuedAt;
  private final EncounterType type;

  private InvoiceDocument(SdJwt token) {
    this.token = token;
    var claims = new Fields("claims", token.claims());
    String iss = claims.text("iss");
    long memberNumber = claims.integer("member");
    this.member = new MemberNumber(Math.toIntExact(memberNumber));
    this.issuerCode = new CreditCode(claims.text("issuer_code"));
    this.invoiceId = InvoiceId.parse(claims.text("invoice_id"));
    this.total = claims.fen("total_fen");
    this.claimable = claims.fen("claimable_fen");
    String currency = claims.text("currency");
    this.issuedAt = Instant.ofEpochSecond(claims.integer("iat"));
    String documentType = claims.text("document_type");
    String vct = claims.text("vct");
    claims.end();
    if (!iss.equals(ClaimNames.iss(issuerCode.value()))
        || !currency.equals(ClaimNames.CURRENCY)
        || !vct.equals(ClaimNames.VCT)
        || !total.isPositive()
        || issuedAt.isBefore(Instant.EPOCH)
        || issuedAt.isAfter(LAST_ISSUE)
        || claimable.compareTo(total) > 0) {
      throw new IllegalArgumentException("claims that no invoice has");
    }
    this.type = type(documentType);
  }

  private static EncounterType type(String documentType) {
    for (EncounterType type : EncounterType.values()) {
      if (type.documentType().equals(documentType)) {
        return type;
      }
    }
    throw new IllegalArgumentException("claims/document_type");
  }

  /** Reads a compact text with all, some or none of its disclosures. */
  public static DocumentReading read(String compact) {
    return switch (SdJwt.read(compact)) {
      case SdJwtReading.Refused(SdJwtFault fault) ->
          new DocumentReading.Refused(documentFault(fault), Reason.of(fault));
      case SdJwtReading.Read(SdJwt token) -> {
        try {
          yield new DocumentReading.Read(new InvoiceDocument(token));
        } catch (IllegalArgumentException | ArithmeticException | java.time.DateTimeException e) {
          yield new DocumentReading.Refused(
              DocumentFault.CLAIMS_MALFORMED, Reason.of(DocumentFault.CLAIMS_MALFORMED));
        }
      }
    };
  }

  private static DocumentFault documentFault(SdJwtFault fault) {
    return switch (fault) {
      case DISCLOSURE_FOREIGN -> DocumentFault.DISCLOSURE_FOREIGN;
      case DISCLOSURE_DUPLICATED -> DocumentFault.DISCLOSURE_DUPLICATED;
      case TOO_LARGE,
          COMPACT_MALFORMED,
          JWT_MALFORMED,
          HEADER_MALFORMED,
          ALGORITHM_UNKNOWN,
          DIGESTS_MALFORMED,
          DISCLOSURE_MALFORMED ->
          DocumentFault.TOKEN_MALFORMED;
    };
  }

  /**
   * Whether the hospital that the document names signed it with a key certified at that time.
   *
   * @return why not, or nothing when it did
   */
  public Optional<DocumentFault> authenticate(IssuerCertificates certificates, Instant at) {
    var chain = certificates.verify(token.certificates(), at);
    if (chain.isEmpty()) {
      return Optional.of(DocumentFault.CERTIFICATE_UNTRUSTED);
    }
    var subject = chain.get().subject();
    if (!subject.member().equals(member) || !subject.creditCode().equals(issuerCode)) {
      return Optional.of(DocumentFault.CERTIFICATE_OF_ANOTHER);
    }
    return token.verify(chain.get().key(), chain.get().algorithm())
        ? Optional.empty()
        : Optional.of(DocumentFault.SIGNATURE_INVALID);
  }

  /** What the ledger holds: SHA-256 of the ASCII bytes before the first {@code ~}. */
  public Digest commitment() {
    return token.commitment();
  }

  public MemberNumber member() {
    return member;
  }

  public CreditCode issuerCode() {
    return issuerCode;
  }

  public InvoiceId invoiceId() {
    return invoiceId;
  }

  public Money total() {
    return total;
  }

  /** What the person paid. */
  public Money claimable() {
    return claimable;
  }

  public Instant issuedAt() {
    return issuedAt;
  }

  /** 开票日期 in the hospital's zone. */
  public LocalDate issueDate(ZoneId zone) {
    return issuedAt.atZone(zone).toLocalDate();
  }

  public EncounterType type() {
    return type;
  }

  /** The names of the disclosed claims, in the order of the text. */
  public List<String> disclosedNames() {
    return token.disclosures().stream().map(Disclosure::name).toList();
  }

  /** The text that discloses only the chosen names; it verifies like the whole. */
  public String present(Predicate<String> chosen) {
    return token.present(chosen);
  }

  /**
   * What is disclosed, as typed content.
   *
   * @throws IllegalArgumentException when a disclosed claim is not in the shape of this format; the
   *     message names the claim, never its value
   */
  public DisclosedContent content() {
    return DisclosedContent.of(this);
  }

  Optional<JsonNode> disclosed(String name) {
    return token.disclosed(name);
  }

  /** Says which, never what is in it. */
  @Override
  public String toString() {
    return "InvoiceDocument[" + invoiceId + "]";
  }
}
