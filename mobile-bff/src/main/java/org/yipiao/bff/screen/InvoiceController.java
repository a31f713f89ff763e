package org.yipiao.bff.screen;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.bff.cache.Known;
import org.yipiao.bff.cache.Together;
import org.yipiao.bff.claim.Claims;
import org.yipiao.bff.consent.Consents;
import org.yipiao.bff.invoice.Invoices;
import org.yipiao.bff.session.SignedIn;
import org.yipiao.claims.api.PersonClaimPage.PersonClaim;
import org.yipiao.invoice.api.ConsentView;
import org.yipiao.invoice.api.InvoiceSummary;
import tools.jackson.databind.JsonNode;

/** One invoice with all that belongs to it, in one call. */
@RestController
class InvoiceController {

  /**
   * @param bundle as the register gives it out; null until the invoice is final
   * @param asOf of the oldest part
   * @param stale whether a part is what a service said before that does not answer now
   */
  record InvoiceScreen(
      InvoiceSummary summary,
      @Nullable JsonNode bundle,
      List<PersonClaim> claims,
      List<ConsentView> consents,
      Instant asOf,
      boolean stale) {}

  private final Invoices invoices;
  private final Claims claims;
  private final Consents consents;

  InvoiceController(Invoices invoices, Claims claims, Consents consents) {
    this.invoices = invoices;
    this.claims = claims;
    this.consents = consents;
  }

  @GetMapping("/api/invoices/{invoiceId:[0-9]{18}}")
  InvoiceScreen invoice(SignedIn who, @PathVariable String invoiceId) {
    var summary = invoices.one(who, invoiceId);
    var value = summary.orUnavailable();
    var parts =
        Together.<Known<?>>ask(
            List.of(
                () -> invoices.bundle(who, value),
                () -> claims.newest(who).map(all -> claimsOf(all, invoiceId)),
                () -> consents.newest(who).map(all -> consentsOf(all, invoiceId))));
    return screen(summary, parts);
  }

  @SuppressWarnings("unchecked") // In the order of the questions.
  private static InvoiceScreen screen(Known<InvoiceSummary> summary, List<Known<?>> parts) {
    var claims = (Known<List<PersonClaim>>) parts.get(1);
    var consents = (Known<List<ConsentView>>) parts.get(2);
    return new InvoiceScreen(
        Objects.requireNonNull(summary.value()),
        (JsonNode) parts.get(0).value(),
        claims.optional().orElse(List.of()),
        consents.optional().orElse(List.of()),
        Stream.concat(Stream.of(summary), parts.stream())
            .map(Known::asOf)
            .filter(Objects::nonNull)
            .min(Instant::compareTo)
            .orElseThrow(),
        summary.stale() || parts.stream().anyMatch(Known::stale));
  }

  private static List<PersonClaim> claimsOf(List<PersonClaim> all, String invoiceId) {
    return all.stream().filter(each -> each.invoiceId().equals(invoiceId)).toList();
  }

  private static List<ConsentView> consentsOf(List<ConsentView> all, String invoiceId) {
    return all.stream().filter(each -> each.invoiceId().equals(invoiceId)).toList();
  }
}
