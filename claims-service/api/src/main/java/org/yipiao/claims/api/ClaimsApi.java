package org.yipiao.claims.api;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** The claims service over HTTP. Refusals are RFC 9457 problems with a stable code. */
@HttpExchange(accept = "application/json")
public interface ClaimsApi {

  /**
   * Scope {@code claims.submit}. Answers 202; the same claim again gets the same answer. It is
   * without the trace, which {@link #claim} has.
   */
  @PostExchange("/v1/claims")
  ClaimView submit(
      @RequestHeader("Idempotency-Key") String idempotencyKey, @RequestBody SubmitClaim claim);

  /**
   * Scope {@code claims.read}; for the payer and for who submitted it. A person who has signed in
   * sees her own alone.
   *
   * @param prefer {@code wait=N}: answers once the claim has ended, after N seconds at most
   */
  @GetExchange("/v1/claims/{claimId}")
  ClaimView claim(
      @PathVariable String claimId,
      @Nullable @RequestHeader(value = "Prefer", required = false) String prefer);

  /** Scope {@code claims.read}: the calling payer's claims, the newest first. */
  @GetExchange("/v1/claims")
  ClaimPage claims(
      @Nullable @RequestParam(required = false) String status,
      @Nullable @RequestParam(required = false) String after,
      @RequestParam(defaultValue = "50") int limit);

  /** Scope {@code claims.read}: a person's claims with all payers, for that person. */
  @GetExchange("/v1/persons/{personId}/claims")
  PersonClaimPage claimsOf(
      @PathVariable String personId,
      @Nullable @RequestParam(required = false) String after,
      @RequestParam(defaultValue = "50") int limit);

  /** Scope {@code claims.read}: what a person is insured for; for that person. */
  @GetExchange("/v1/persons/{personId}/coverages")
  PersonCoverages coveragesOf(@PathVariable String personId);

  /**
   * Scope {@code claims.submit}: what a claim would come to now, for its person. Nothing is stored
   * or held by it, and the payer is not told.
   */
  @PostExchange("/v1/estimates")
  EstimateView estimate(@RequestBody EstimateClaim estimate);

  /**
   * Scope {@code claims.resolve}: the payer's operator leads a claim out of {@code REVIEW}. The
   * bank's word is a proposal, until another person says the same. The answer is without the trace,
   * which {@link #claim} has.
   */
  @PostExchange("/v1/claims/{claimId}/resolutions")
  ClaimView resolve(
      @RequestHeader("Idempotency-Key") String idempotencyKey,
      @PathVariable String claimId,
      @RequestBody ResolveClaim resolution);

  /**
   * Scope {@code claims.read}: the calling payer's claims that wait for a person, the one that
   * waits longest first.
   *
   * @param after {@code next} of the page before
   */
  @GetExchange("/v1/review-queue")
  ReviewQueue reviewQueue(
      @Nullable @RequestParam(required = false) String after,
      @RequestParam(defaultValue = "50") int limit);

  /**
   * Scope {@code claims.decide}: a person of the payer decides a claim that its plan leaves to a
   * person. Above the payer's threshold it is a proposal, until another person decides the same.
   * The answer is without the trace and without notes, which {@link #claim} has.
   */
  @PostExchange("/v1/claims/{claimId}/decisions")
  ClaimView decide(
      @RequestHeader("Idempotency-Key") String idempotencyKey,
      @PathVariable String claimId,
      @RequestBody DecideClaim decision);

  /** Scope {@code plans.write}: a version never changes once it is stored. */
  @PutExchange(
      url = "/v1/plans/{planId}/versions/{effectiveFrom}",
      contentType = "application/json")
  PlanVersionView putPlan(
      @RequestHeader("Idempotency-Key") String idempotencyKey,
      @PathVariable String planId,
      @PathVariable LocalDate effectiveFrom,
      @RequestBody String plan);

  /** Scope {@code coverages.write}. */
  @PutExchange("/v1/coverages")
  CoverageView putCoverage(
      @RequestHeader("Idempotency-Key") String idempotencyKey, @RequestBody PutCoverage coverage);
}
