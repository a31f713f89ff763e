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

/** Shows a claim in the caller's language. */
@Component
class ClaimViews {

  private final ClaimStore claims;
  private final Payouts payouts;
  private final PlanStore plans;
  private final ClaimTexts texts;

  ClaimViews(ClaimStore claims, Payouts payouts, PlanStore plans, ClaimTexts texts) {
    this.claims = claims;
    this.payouts = payouts;
    this.plans = plans;
    this.texts = texts;
  }

  /** All of it, with how the amount was found. */
  ClaimView of(Claim claim, Locale language) {
    return view(claim, language, trace(claim, language));
  }

  /** Without the trace: an answer that is kept for repetitions must not grow with the invoice. */
  ClaimView withoutTrace(Claim claim, Locale language) {
    return view(claim, language, List.of());
  }

  private ClaimView view(Claim claim, Locale language, List<TraceEntry> trace) {
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
        trace);
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
