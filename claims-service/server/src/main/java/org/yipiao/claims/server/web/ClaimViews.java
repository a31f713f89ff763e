package org.yipiao.claims.server.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.claims.adjudication.Trace;
import org.yipiao.claims.adjudication.TraceTexts;
import org.yipiao.claims.adjudication.plan.PlanId;
import org.yipiao.claims.api.ClaimView;
import org.yipiao.claims.api.ClaimView.Refusal;
import org.yipiao.claims.api.ClaimView.TraceEntry;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimRefusal;
import org.yipiao.claims.server.claim.ClaimStore;
import org.yipiao.claims.server.payout.Payouts;
import org.yipiao.claims.server.plan.PlanStore;
import org.yipiao.platform.problem.ProblemTexts;

/** Shows a claim in the caller's language. */
@Component
class ClaimViews {

  private final ClaimStore claims;
  private final Payouts payouts;
  private final PlanStore plans;
  private final ProblemTexts texts = new ProblemTexts();

  ClaimViews(ClaimStore claims, Payouts payouts, PlanStore plans) {
    this.claims = claims;
    this.payouts = payouts;
    this.plans = plans;
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
        texts.text("state." + claim.state(), claim.state().sentence(), language),
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
    if (code == null) {
      return null;
    }
    return new Refusal(
        code,
        ClaimRefusal.fieldOf(code),
        text(code, "reason", language),
        text(code, "next", language),
        claim.remainingFen());
  }

  private String text(String code, String part, Locale language) {
    String other = texts.text("refusal.other." + part, code, language);
    return texts.text("refusal." + code + "." + part, other, language);
  }

  private static List<TraceEntry> trace(Claim claim, Locale language) {
    if (claim.traceJson() == null) {
      return List.of();
    }
    return Trace.read(claim.traceJson()).lines().stream()
        .map(line ->
            new TraceEntry(
                line.step().name(), line.params(), line.amounts(), TraceTexts.say(line, language)))
        .toList();
  }
}
