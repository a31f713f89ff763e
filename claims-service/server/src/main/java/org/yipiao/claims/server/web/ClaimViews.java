package org.yipiao.claims.server.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.claims.adjudication.Trace;
import org.yipiao.claims.adjudication.plan.PlanId;
import org.yipiao.claims.api.ClaimView;
import org.yipiao.claims.api.ClaimView.Refusal;
import org.yipiao.claims.api.ClaimView.TraceEntry;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimStore;
import org.yipiao.claims.server.payout.Payouts;
import org.yipiao.claims.server.plan.PlanStore;
import org.yipiao.claims.server.web.ReviewViews.Detail;
import org.yipiao.platform.security.Caller;

/** Shows a claim in the caller's language. */
@Component
class ClaimViews {

  private final ClaimStore claims;
  private final Payouts payouts;
  private final PlanStore plans;
  private final ClaimTexts texts;
  private final ReviewViews reviews;

  ClaimViews(
      ClaimStore claims, Payouts payouts, PlanStore plans, ClaimTexts texts, ReviewViews reviews) {
    this.claims = claims;
    this.payouts = payouts;
    this.plans = plans;
    this.texts = texts;
    this.reviews = reviews;
  }

  /** All of it that the caller may see, with how the amount was found. */
  ClaimView of(Claim claim, Caller caller, Locale language) {
    Detail detail = OperatorAccess.isPayers(claim, caller) ? Detail.NOTES : Detail.OUTCOME;
    return view(claim, language, trace(claim, language), detail);
  }

  /**
   * Without the trace and without notes: an answer that is kept for repetitions must not grow with
   * the invoice, nor keep in clear what is sealed elsewhere.
   */
  ClaimView withoutTrace(Claim claim, Caller caller, Locale language) {
    Detail detail = OperatorAccess.isPayers(claim, caller) ? Detail.PEOPLE : Detail.OUTCOME;
    return view(claim, language, List.of(), detail);
  }

  private ClaimView view(Claim claim, Locale language, List<TraceEntry> trace, Detail detail) {
    return new ClaimView(
        claim.claimId(),
        claim.tenant(),
        claim.invoice().toString(),
        claim.policy(),
        claim.state().name(),
        texts.state(claim.state(), language),
        claim.state().ended(),
        claim.submittedAt(),
        claim.amountFen(),
        claim.personShareFen(),
        claim.planId(),
        claim.effectiveFrom() == null ? null : claim.effectiveFrom().toString(),
        claim.planOfficial(),
        source(claim),
        claim.consentDigest(),
        claim.traceDigest(),
        payouts.view(claim.id()).orElse(null),
        refusal(claim, language),
        claims.timeline(claim.id()),
        trace,
        reviews.decisions(claim, detail, language),
        reviews.proposal(claim, detail, language));
  }

  private @Nullable String source(Claim claim) {
    if (claim.planId() == null || claim.effectiveFrom() == null) {
      return null;
    }
    return plans
        .version(claim.payer(), new PlanId(claim.planId()), claim.effectiveFrom())
        .map(plan -> plan.header().source())
        .orElse(null);
  }

  private @Nullable Refusal refusal(Claim claim, Locale language) {
    String code = claim.refusalCode();
    return code == null ? null : texts.refusal(code, claim.remainingFen(), language);
  }

  private static List<TraceEntry> trace(Claim claim, Locale language) {
    String trace = claim.traceJson();
    return trace == null ? List.of() : ClaimTexts.trace(Trace.read(trace), language);
  }
}
