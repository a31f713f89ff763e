package org.yipiao.bff.claim;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.yipiao.bff.cache.Together;
import org.yipiao.bff.invoice.Invoices;
import org.yipiao.bff.invoice.Trust;
import org.yipiao.bff.problem.BffProblem;
import org.yipiao.bff.session.SignedIn;
import org.yipiao.bff.upstream.Upstream;
import org.yipiao.bff.upstream.UpstreamRefusedException;
import org.yipiao.bff.upstream.UpstreamUnavailableException;
import org.yipiao.claims.api.ClaimsApi;
import org.yipiao.claims.api.EstimateClaim;
import org.yipiao.claims.api.EstimateClaim.Facts;
import org.yipiao.claims.api.EstimateView;
import org.yipiao.claims.api.PersonCoverages.PersonCoverage;
import org.yipiao.invoice.api.Field;
import org.yipiao.invoice.api.GrantConsent;
import org.yipiao.invoice.api.InvoiceState;
import org.yipiao.invoice.api.InvoiceSummary;
import org.yipiao.platform.problem.ProblemException;
import tools.jackson.databind.json.JsonMapper;

/** With whom an invoice can be claimed, what it would come to, and what would be shown for it. */
@Component
class ClaimOptions {

  private static final Logger LOG = LoggerFactory.getLogger(ClaimOptions.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Long enough for a claim that a person has to look at. */
  private static final Duration CONSENT_LIFE = Duration.ofDays(30);

  private static final List<Field> FIELDS =
      Field.NEEDED_FOR_REIMBURSEMENT.stream().sorted().toList();

  /**
   * What the person would agree to.
   *
   * @param fields what the payer would be shown
   */
  record ProposedConsent(List<Field> fields, String purpose, Instant expiresAt) {}

  /**
   * One policy.
   *
   * @param official false for a test profile
   * @param estimate null when there is none now
   */
  record Option(
      String payer,
      String payerName,
      String policy,
      boolean official,
      @Nullable EstimateView estimate,
      ProposedConsent consent) {}

  record ClaimChoice(InvoiceSummary summary, List<Option> options, Instant asOf) {}

  private final Invoices invoices;
  private final Trust trust;
  private final Claims claims;
  private final Upstream<ClaimsApi> service;
  private final InstantSource time;

  ClaimOptions(
      Invoices invoices,
      Trust trust,
      Claims claims,
      Upstream<ClaimsApi> service,
      InstantSource time) {
    this.invoices = invoices;
    this.trust = trust;
    this.claims = claims;
    this.service = service;
    this.time = time;
  }

  ClaimChoice of(SignedIn who, String invoiceId) {
    var now = time.instant();
    var summary = invoices.one(who, invoiceId).orUnavailable();
    if (summary.state() != InvoiceState.FINAL) {
      throw new ProblemException(BffProblem.INVOICE_NOT_FINAL);
    }
    var coverages = claims.coverages(who).orUnavailable();
    var facts = facts(who, summary);
    var consent =
        new ProposedConsent(
            FIELDS,
            GrantConsent.REIMBURSEMENT,
            now.plus(CONSENT_LIFE).truncatedTo(ChronoUnit.SECONDS));
    List<Callable<Option>> questions =
        coverages.stream()
            .<Callable<Option>>map(
                coverage -> () -> option(who, invoiceId, coverage, facts, consent))
            .toList();
    return new ClaimChoice(summary, Together.ask(questions), now);
  }

  private Optional<Facts> facts(SignedIn who, InvoiceSummary summary) {
    var facts =
        invoices
            .bundle(who, summary)
            .optional()
            .flatMap(bundle -> trust.verified(JSON.writeValueAsBytes(bundle)))
            .flatMap(ClaimFacts::of);
    if (facts.isEmpty()) {
      LOG.warn("no estimate for invoice {}: its document is not there or does not hold", summary);
    }
    return facts;
  }

  private Option option(
      SignedIn who,
      String invoiceId,
      PersonCoverage coverage,
      Optional<Facts> facts,
      ProposedConsent consent) {
    return new Option(
        coverage.payer(),
        coverage.payerName(),
        coverage.policy(),
        coverage.official(),
        facts.map(each -> estimate(who, invoiceId, coverage, each)).orElse(null),
        consent);
  }

  private @Nullable EstimateView estimate(
      SignedIn who, String invoiceId, PersonCoverage coverage, Facts facts) {
    var question =
        new EstimateClaim(coverage.payer(), invoiceId, who.subject(), coverage.policy(), facts);
    try {
      return service.ask(who, api -> api.estimate(question));
    } catch (UpstreamRefusedException | UpstreamUnavailableException e) {
      // The claim can be made without one.
      LOG.info("no estimate: {}", e.getMessage());
      return null;
    }
  }
}
