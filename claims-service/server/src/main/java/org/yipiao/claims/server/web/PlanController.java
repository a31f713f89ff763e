package org.yipiao.claims.server.web;

import java.time.LocalDate;
import java.util.List;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.claims.adjudication.json.UnreadableJsonException;
import org.yipiao.claims.adjudication.plan.BenefitPlan;
import org.yipiao.claims.adjudication.plan.PlanReader;
import org.yipiao.claims.api.PlanVersionView;
import org.yipiao.claims.server.plan.PlanStore;
import org.yipiao.claims.server.tenant.PayerTenants;
import org.yipiao.platform.idempotency.Idempotent;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.security.CurrentCaller;
import org.yipiao.platform.security.RequiresScope;

@RestController
class PlanController {

  private final PlanStore plans;
  private final PayerTenants payers;

  PlanController(PlanStore plans, PayerTenants payers) {
    this.plans = plans;
    this.payers = payers;
  }

  @PutMapping(
      value = "/v1/plans/{planId}/versions/{effectiveFrom}",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  @RequiresScope("plans.write")
  @Idempotent
  PlanVersionView put(
      @CurrentCaller Caller caller,
      @PathVariable String planId,
      @PathVariable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate effectiveFrom,
      @RequestBody String body) {
    if (payers.find(caller.tenant()).isEmpty()) {
      throw new ProblemException(ClaimsProblem.PAYER_UNKNOWN);
    }
    BenefitPlan plan = read(body);
    var header = plan.header();
    if (!header.planId().value().equals(planId) || !header.effectiveFrom().equals(effectiveFrom)) {
      throw new ProblemException(ClaimsProblem.PLAN_ADDRESS_DIFFERS);
    }
    if (plans.put(caller.tenant(), plan, body, caller.clientId()) == PlanStore.Stored.DIFFERS) {
      throw new ProblemException(ClaimsProblem.PLAN_VERSION_FIXED);
    }
    return new PlanVersionView(planId, effectiveFrom, header.digest(), header.official());
  }

  private static BenefitPlan read(String body) {
    try {
      return PlanReader.read(body);
    } catch (UnreadableJsonException e) {
      throw new ProblemException(
          ClaimsProblem.PLAN_INVALID, List.of(new FieldFault(e.pointer(), "INVALID", e.reason())));
    }
  }
}
