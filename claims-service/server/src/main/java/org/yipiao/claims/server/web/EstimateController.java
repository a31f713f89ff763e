package org.yipiao.claims.server.web;

import jakarta.validation.Valid;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.claims.adjudication.plan.BenefitPlan.PlanHeader;
import org.yipiao.claims.adjudication.plan.PlanId;
import org.yipiao.claims.api.EstimateClaim;
import org.yipiao.claims.api.EstimateView;
import org.yipiao.claims.server.decision.Estimate;
import org.yipiao.claims.server.decision.Estimates;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.claims.server.tenant.PayerTenants;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.problem.ProblemTexts;
import org.yipiao.platform.reason.Reason;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.security.CurrentCaller;
import org.yipiao.platform.security.RequiresScope;

/**
 * What a claim would come to. It changes nothing, not even the store of idempotency keys: asked
 * again, it is worked out again.
 */
@RestController
class EstimateController {

  private final PayerTenants payers;
  private final Estimates estimates;
  private final ClaimTexts texts;

  EstimateController(PayerTenants payers, Estimates estimates, ClaimTexts texts) {
    this.payers = payers;
    this.estimates = estimates;
    this.texts = texts;
  }

  @PostMapping("/v1/estimates")
  @RequiresScope("claims.submit")
  EstimateView estimate(
      @CurrentCaller Caller caller,
      @Valid @RequestBody EstimateClaim request,
      @Nullable @RequestHeader(value = "Accept-Language", required = false) String language) {
    PersonAccess.requireOwn(caller, request.personId());
    PayerTenant payer =
        payers.find(new TenantId(request.payer())).orElseThrow(EstimateController::unknownPayer);
    Estimate estimate =
        estimates.estimate(
            payer,
            new PersonId(request.personId()),
            request.policy(),
            InvoiceId.parse(request.invoiceId()),
            EstimateFacts.read(request.facts()));
    return view(estimate, ProblemTexts.language(language));
  }

  private static ProblemException unknownPayer() {
    ClaimsProblem code = ClaimsProblem.PAYER_UNKNOWN;
    return new ProblemException(
        code,
        List.of(new FieldFault("/payer", code.name(), Reason.of(FieldReason.PAYER_NOT_SERVED))));
  }

  private EstimateView view(Estimate estimate, Locale language) {
    PlanHeader plan = estimate.plan();
    PlanId planId = estimate.planId();
    String code = estimate.code();
    return new EstimateView(
        estimate.outcome(),
        estimate.amountFen(),
        estimate.personShareFen(),
        planId == null ? null : planId.value(),
        plan == null ? null : plan.effectiveFrom().toString(),
        plan == null ? null : plan.official(),
        plan == null ? null : plan.source(),
        estimate.positionKnown(),
        ClaimTexts.trace(estimate.trace(), language),
        code == null ? null : texts.refusal(code, estimate.remainingFen(), language));
  }
}
