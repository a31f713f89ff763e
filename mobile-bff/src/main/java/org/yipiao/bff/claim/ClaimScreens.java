package org.yipiao.bff.claim;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.bff.cache.Known;
import org.yipiao.bff.claim.ClaimScreen.Receipt;
import org.yipiao.bff.invoice.Invoices;
import org.yipiao.bff.session.SignedIn;
import org.yipiao.claims.api.ClaimView;
import org.yipiao.claims.api.PersonCoverages.PersonCoverage;
import org.yipiao.invoice.api.InvoiceSummary;

/** Puts the screen of one claim together. */
@Component
class ClaimScreens {

  private static final String PAID = "PAID";

  private final Claims claims;
  private final Invoices invoices;
  private final Taps taps;

  ClaimScreens(Claims claims, Invoices invoices, Taps taps) {
    this.claims = claims;
    this.invoices = invoices;
    this.taps = taps;
  }

  ClaimScreen of(SignedIn who, String claimId) {
    return of(who, claims.known(who, claimId));
  }

  ClaimScreen of(SignedIn who, Known<ClaimView> known) {
    var claim = known.orUnavailable();
    return new ClaimScreen(
        claim,
        summary(who, claim),
        receipt(who, claim),
        Objects.requireNonNull(known.asOf()),
        known.stale());
  }

  private @Nullable InvoiceSummary summary(SignedIn who, ClaimView claim) {
    return invoices.all(who).optional().stream()
        .flatMap(List::stream)
        .filter(each -> each.invoiceId().equals(claim.invoiceId()))
        .findFirst()
        .orElse(null);
  }

  private @Nullable Receipt receipt(SignedIn who, ClaimView claim) {
    if (!claim.status().equals(PAID)) {
      return null;
    }
    Instant paidAt =
        claim.timeline().stream()
            .filter(entry -> entry.state().equals(PAID))
            .map(ClaimView.TimelineEntry::at)
            .findFirst()
            .orElse(claim.submittedAt());
    Instant tappedAt = taps.of(who.subject(), claim.claimId()).orElse(claim.submittedAt());
    var payout = claim.payout();
    return new Receipt(
        claim.claimId(),
        claim.invoiceId(),
        claim.payer(),
        payerName(who, claim.payer()),
        claim.amountFen(),
        claim.personShareFen(),
        tappedAt,
        paidAt,
        // The clocks are two services'.
        Math.max(0, Duration.between(tappedAt, paidAt).toMillis()),
        payout == null ? null : payout.messageId(),
        payout == null ? null : payout.bankStatus());
  }

  private String payerName(SignedIn who, String payer) {
    return claims.coverages(who).optional().stream()
        .flatMap(List::stream)
        .filter(each -> each.payer().equals(payer))
        .map(PersonCoverage::payerName)
        .findFirst()
        .orElse(payer);
  }
}
