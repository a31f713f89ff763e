package org.yipiao.bff.screen;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.bff.cache.Known;
import org.yipiao.bff.cache.Together;
import org.yipiao.bff.claim.Claims;
import org.yipiao.bff.consent.Consents;
import org.yipiao.bff.invoice.Invoices;
import org.yipiao.bff.session.SignedIn;
import org.yipiao.bff.upstream.AnswerTooLargeException;
import org.yipiao.bff.upstream.AnswersFullException;
import org.yipiao.bff.upstream.UpstreamRefusedException;
import org.yipiao.claims.api.PersonClaimPage.PersonClaim;
import org.yipiao.claims.api.PersonCoverages.PersonCoverage;
import org.yipiao.invoice.api.ConsentPage;
import org.yipiao.invoice.api.ConsentView;
import org.yipiao.invoice.api.InvoiceSummary;
import org.yipiao.platform.problem.ProblemException;

/** The screen of consents. */
@RestController
class ConsentController {

  /**
   * A consent, which itself names payer and invoice by their ids alone, with what people call them.
   *
   * @param payerName null when the person has neither an insurance nor a claim there
   * @param issuerName whose invoice it is; null when it is not known
   * @param encounterDate of the invoice; null when it is not known
   */
  record NamedConsent(
      ConsentView consent,
      @Nullable String payerName,
      @Nullable String issuerName,
      @Nullable LocalDate encounterDate) {}

  /**
   * @param next pass it as {@code after} to get what follows; null on the last page
   */
  record ConsentScreen(List<NamedConsent> items, @Nullable String next) {}

  private final Consents consents;
  private final Invoices invoices;
  private final Claims claims;

  ConsentController(Consents consents, Invoices invoices, Claims claims) {
    this.consents = consents;
    this.invoices = invoices;
    this.claims = claims;
  }

  @GetMapping("/api/consents")
  ConsentScreen consents(SignedIn who, @RequestParam(required = false) @Nullable String after) {
    var parts =
        Together.<Object>ask(
            List.of(
                () -> consents.page(who, after),
                () -> names(() -> invoices.all(who)),
                () -> names(() -> claims.newest(who)),
                () -> names(() -> claims.coverages(who))));
    return screen(parts);
  }

  /** Whatever keeps names away must not keep anybody from taking a consent back. */
  private static <T> List<T> names(Supplier<Known<List<T>>> question) {
    try {
      return question.get().optional().orElse(List.of());
    } catch (UpstreamRefusedException
        | AnswersFullException
        | AnswerTooLargeException
        | ProblemException e) {
      return List.of();
    }
  }

  @SuppressWarnings("unchecked") // In the order of the questions.
  private static ConsentScreen screen(List<Object> parts) {
    var page = (ConsentPage) parts.get(0);
    var invoices =
        ((List<InvoiceSummary>) parts.get(1))
            .stream()
                .collect(
                    Collectors.toMap(InvoiceSummary::invoiceId, Function.identity(), (a, _) -> a));
    Map<String, String> payers = new HashMap<>();
    ((List<PersonClaim>) parts.get(2)).forEach(each -> payers.put(each.payer(), each.payerName()));
    ((List<PersonCoverage>) parts.get(3))
        .forEach(each -> payers.put(each.payer(), each.payerName()));
    var items =
        page.items().stream()
            .map(each -> named(each, payers.get(each.payer()), invoices.get(each.invoiceId())))
            .toList();
    return new ConsentScreen(items, page.next());
  }

  private static NamedConsent named(
      ConsentView consent, @Nullable String payerName, @Nullable InvoiceSummary invoice) {
    return invoice == null
        ? new NamedConsent(consent, payerName, null, null)
        : new NamedConsent(consent, payerName, invoice.issuerName(), invoice.encounterDate());
  }

  @PostMapping("/api/consents/{consentId:[0-9a-f]{32}}/revocation")
  ConsentView revoke(SignedIn who, @PathVariable String consentId) {
    return consents.revoke(who, consentId);
  }
}
