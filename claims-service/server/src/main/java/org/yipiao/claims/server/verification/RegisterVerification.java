package org.yipiao.claims.server.verification;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;
import org.yipiao.claims.adjudication.plan.CatalogueClass;
import org.yipiao.claims.adjudication.plan.EncounterType;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimRefusal;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.invoice.api.ConsentedInvoice;
import org.yipiao.invoice.api.InvoiceApi;
import org.yipiao.invoice.api.InvoiceStatus;
import org.yipiao.invoice.document.DisclosedContent;
import org.yipiao.invoice.document.DocumentReading;
import org.yipiao.invoice.document.Encounter;
import org.yipiao.invoice.document.InvoiceDocument;
import org.yipiao.invoice.document.InvoiceLine;
import org.yipiao.invoice.document.Issuer;
import org.yipiao.invoice.document.MoneyBlock;
import org.yipiao.invoice.document.verification.BundleVerdict;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.money.Money;
import org.yipiao.platform.security.TokenUnavailableException;
import org.yipiao.platform.telemetry.TraceContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fetches an invoice's bundle from the register and verifies it under the trust root: the register
 * is asked, never believed, except for whose an invoice is, which only it can say. It shows what
 * the person consented to.
 */
public final class RegisterVerification implements InvoiceVerification {

  /** How far a hospital's clock may be ahead of the ledger's. */
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final BundleVerifier verifier;
  private final Function<PayerTenant, InvoiceApi> apis;
  private final Map<TenantId, InvoiceApi> cached = new ConcurrentHashMap<>();

  /**
   * @param apis makes the register's client with a payer's own credentials
   */
  public RegisterVerification(BundleVerifier verifier, Function<PayerTenant, InvoiceApi> apis) {
    this.verifier = verifier;
    this.apis = apis;
  }

  @Override
  public Verification verify(PayerTenant payer, Claim claim) {
    InvoiceApi register = cached.computeIfAbsent(payer.id(), _ -> apis.apply(payer));
    try {
      return verify(register, claim);
    } catch (HttpClientErrorException e) {
      return refused(e);
    } catch (RestClientException | TokenUnavailableException e) {
      return new Verification.NotYet("register: " + e.getClass().getSimpleName(), false);
    }
  }

  /** Whose it is is known before anything is read, and the document need not say. */
  private Verification verify(InvoiceApi register, Claim claim) {
    ConsentedInvoice consented = register.consented(claim.consentId(), claim.claimId());
    InvoiceStatus status = consented.status();
    if (!status.invoiceId().equals(claim.invoice().toString())
        || !consented.presentationHash().equals(claim.presentationHash())) {
      // Signed was another consent than the one that is kept under this id.
      return new Verification.Refused(ClaimRefusal.CONSENT_UNKNOWN);
    }
    if (!consented.personId().equals(claim.personId())) {
      return new Verification.Refused(ClaimRefusal.PERSON_NOT_INSURED);
    }
    return switch (status.state()) {
      case RECEIVED, EXPIRED -> new Verification.NotYet("invoice is " + status.state(), true);
      case REFUSED -> new Verification.Refused(ClaimRefusal.INVOICE_NOT_ISSUED);
      case FINAL -> {
        try (TraceContext.Scope _ = TraceContext.resume(trace(status))) {
          byte[] bundle = register.consentedBundle(claim.consentId(), claim.claimId());
          yield examine(claim, status, bundle);
        }
      }
    };
  }

  /** What a 4xx of the register means for the claim: it is asked again only where that can help. */
  private static Verification refused(HttpClientErrorException answer) {
    int status = answer.getStatusCode().value();
    return switch (status) {
      case 403, 404 -> new Verification.Refused(unreadable(status, code(answer)));
      case 410 -> new Verification.Refused(ClaimRefusal.INVOICE_ERASED);
      case 401, 408, 409, 425, 429 -> new Verification.NotYet("register: HTTP " + status, false);
      default -> new Verification.Unsure("REGISTER_REFUSED_" + status);
    };
  }

  private static ClaimRefusal unreadable(int status, String code) {
    return switch (code) {
      case "CONSENT_EXPIRED" -> ClaimRefusal.CONSENT_EXPIRED;
      case "CONSENT_REVOKED" -> ClaimRefusal.CONSENT_REVOKED;
      case "CONSENT_UNKNOWN" -> ClaimRefusal.CONSENT_UNKNOWN;
      default -> status == 404 ? ClaimRefusal.INVOICE_UNKNOWN : ClaimRefusal.INVOICE_NOT_READABLE;
    };
  }

  /** Of the problem (RFC 9457) that the answer is; empty for one that is none. */
  private static String code(HttpClientErrorException answer) {
    try {
      return JSON.readTree(answer.getResponseBodyAsByteArray()).path("code").asString("");
    } catch (JacksonException e) {
      return "";
    }
  }

  /** The invoice's trace; the claim's own when the register knows none. */
  private static @Nullable String trace(InvoiceStatus status) {
    return TraceContext.parse(status.traceparent()).isPresent()
        ? status.traceparent()
        : TraceContext.currentTraceparent();
  }

  private Verification examine(Claim claim, InvoiceStatus status, byte[] json) {
    ProofBundle bundle;
    try {
      bundle = ProofBundle.decode(json);
    } catch (FormatException e) {
      return new Verification.Unsure("BUNDLE_MALFORMED");
    }
    byte[] shown = bundle.document().getBytes(StandardCharsets.US_ASCII);
    if (!Digest.sha256(shown).hex().equals(claim.presentationHash())) {
      return new Verification.Unsure("BUNDLE_OF_ANOTHER_PRESENTATION");
    }
    BundleVerdict verdict = verifier.verify(bundle);
    if (verdict instanceof BundleVerdict.Broken broken) {
      return new Verification.Unsure("BUNDLE_" + broken.link() + "_BROKEN");
    }
    if (verdict instanceof BundleVerdict.Valid valid
        && valid.issuedAt().isAfter(valid.blockTime().plus(CLOCK_SKEW))) {
      return new Verification.Unsure("ISSUED_AFTER_ITS_BLOCK");
    }
    if (!(InvoiceDocument.read(bundle.document())
        instanceof DocumentReading.Read(InvoiceDocument document))) {
      return new Verification.Unsure("BUNDLE_MALFORMED");
    }
    if (!document.invoiceId().equals(claim.invoice())) {
      return new Verification.Unsure("BUNDLE_OF_ANOTHER_INVOICE");
    }
    try {
      return judge(document, trace(status));
    } catch (IllegalArgumentException e) {
      return new Verification.Unsure("DOCUMENT_CONTENT_MALFORMED");
    }
  }

  private static Verification judge(InvoiceDocument document, @Nullable String trace) {
    DisclosedContent content = document.content();
    Issuer issuer = content.issuer().orElse(null);
    Encounter encounter = content.encounter().orElse(null);
    MoneyBlock money = content.money().orElse(null);
    if (issuer == null
        || encounter == null
        || money == null
        || !content.linesSumTo(document.total())) {
      return new Verification.Refused(ClaimRefusal.INCOMPLETE);
    }
    LocalDate issued = document.issueDate(issuer.zone());
    if (content.lastDayOfCare().filter(day -> day.isAfter(issued)).isPresent()) {
      return new Verification.Unsure("CARE_AFTER_ISSUE");
    }
    InvoiceFacts facts = facts(document, issuer, encounter, money, content.lines());
    if (!facts.claimable().equals(document.claimable())) {
      return new Verification.Unsure("CLAIMABLE_DISAGREES");
    }
    return new Verification.Verified(facts, trace);
  }

  private static InvoiceFacts facts(
      InvoiceDocument document,
      Issuer issuer,
      Encounter encounter,
      MoneyBlock money,
      List<InvoiceLine> lines) {
    boolean stay = encounter.type() == org.yipiao.invoice.document.EncounterType.INPATIENT;
    var discharge = encounter.discharge();
    return new InvoiceFacts(
        document.issuerCode().value(),
        issuer.regionCode(),
        stay ? EncounterType.INPATIENT : EncounterType.OUTPATIENT,
        discharge == null ? encounter.date() : discharge,
        stay ? encounter.date() : null,
        document.total().fen(),
        fen(money.fundPay()),
        fen(money.otherPay()),
        fen(money.accountPay()),
        fen(money.cashPay()),
        lines.stream().map(RegisterVerification::line).toList());
  }

  private static long fen(@Nullable Money money) {
    return money == null ? 0 : money.fen();
  }

  private static InvoiceFacts.Line line(InvoiceLine line) {
    CatalogueClass printed =
        switch (line.catalogueClass()) {
          case A -> CatalogueClass.A;
          case B -> CatalogueClass.B;
          case C -> CatalogueClass.C;
        };
    return new InvoiceFacts.Line(
        line.itemCode(),
        line.amount().fen(),
        line.quantity(),
        line.serviceDate(),
        printed,
        line.prepayRatio(),
        line.priceCap());
  }
}
