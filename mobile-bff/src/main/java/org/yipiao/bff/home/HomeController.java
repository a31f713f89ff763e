package org.yipiao.bff.home;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.bff.cache.Known;
import org.yipiao.bff.cache.Together;
import org.yipiao.bff.claim.Claims;
import org.yipiao.bff.invoice.Invoices;
import org.yipiao.bff.session.SignedIn;
import org.yipiao.claims.api.PersonClaimPage.PersonClaim;
import org.yipiao.claims.api.PersonCoverages.PersonCoverage;
import org.yipiao.invoice.api.InvoiceSummary;

/** The first screen: all of a person's invoices, claims and insurances in one call. */
@RestController
class HomeController {

  private static final int NEWEST_CLAIMS = 50;

  /**
   * A page of those invoices that fit.
   *
   * @param next pass it as {@code after} to get what follows; null on the last page
   * @param total how many fit
   */
  record InvoiceList(List<InvoiceSummary> items, @Nullable String next, int total) {}

  record Home(
      Known<InvoiceList> invoices,
      Known<List<PersonClaim>> claims,
      Known<List<PersonCoverage>> coverages) {}

  private final Invoices invoices;
  private final Claims claims;

  HomeController(Invoices invoices, Claims claims) {
    this.invoices = invoices;
    this.claims = claims;
  }

  /**
   * @param q a part of the hospital's name, the department, the number, or a day
   * @param after the invoice after which the page begins
   */
  @GetMapping("/api/home")
  Home home(
      SignedIn who,
      @RequestParam(defaultValue = "") @Size(max = 64) String q,
      @RequestParam(required = false) @Pattern(regexp = "[0-9]{18}") @Nullable String after,
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
    var parts =
        Together.<Known<?>>ask(
            List.of(
                () -> invoices.all(who).map(all -> list(all, q, after, limit)),
                () -> claims.newest(who).map(HomeController::newest),
                () -> claims.coverages(who)));
    return home(parts);
  }

  @SuppressWarnings("unchecked") // In the order of the questions.
  private static Home home(List<Known<?>> parts) {
    return new Home(
        (Known<InvoiceList>) parts.get(0),
        (Known<List<PersonClaim>>) parts.get(1),
        (Known<List<PersonCoverage>>) parts.get(2));
  }

  private static List<PersonClaim> newest(List<PersonClaim> claims) {
    return claims.subList(0, Math.min(NEWEST_CLAIMS, claims.size()));
  }

  private static InvoiceList list(
      List<InvoiceSummary> all, String q, @Nullable String after, int limit) {
    var words = q.strip().toLowerCase(Locale.ROOT);
    var fitting = all.stream().filter(each -> fits(each, words)).toList();
    int from = 0;
    if (after != null) {
      from = fitting.size();
      for (int i = 0; i < fitting.size(); i++) {
        if (fitting.get(i).invoiceId().equals(after)) {
          from = i + 1;
          break;
        }
      }
    }
    int to = Math.min(fitting.size(), from + limit);
    var items = fitting.subList(from, to);
    return new InvoiceList(
        List.copyOf(items),
        to < fitting.size() ? items.getLast().invoiceId() : null,
        fitting.size());
  }

  private static boolean fits(InvoiceSummary invoice, String words) {
    return words.isEmpty()
        || Stream.of(
                invoice.issuerName(),
                invoice.department(),
                invoice.visitNumber(),
                invoice.invoiceId(),
                invoice.encounterDate(),
                invoice.dischargeDate(),
                invoice.issuedAt())
            .filter(Objects::nonNull)
            .map(each -> each.toString().toLowerCase(Locale.ROOT))
            .anyMatch(each -> each.contains(words));
  }
}
