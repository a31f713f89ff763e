package org.yipiao.claims.server.web;

import jakarta.validation.Valid;
import java.util.List;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.claims.adjudication.plan.PlanId;
import org.yipiao.claims.api.CoverageView;
import org.yipiao.claims.api.PutCoverage;
import org.yipiao.claims.server.coverage.Coverages;
import org.yipiao.claims.server.plan.PlanStore;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.claims.server.tenant.PayerTenants;
import org.yipiao.platform.idempotency.Idempotent;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemCode;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.reason.Reason;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.security.CurrentCaller;
import org.yipiao.platform.security.RequiresScope;

@RestController
class CoverageController {

  private final Coverages coverages;
  private final PlanStore plans;
  private final PayerTenants payers;

  CoverageController(Coverages coverages, PlanStore plans, PayerTenants payers) {
    this.coverages = coverages;
    this.plans = plans;
    this.payers = payers;
  }

  @PutMapping("/v1/coverages")
  @RequiresScope("coverages.write")
  @Idempotent
  CoverageView put(@CurrentCaller Caller caller, @Valid @RequestBody PutCoverage coverage) {
    PayerTenant payer =
        payers
            .find(caller.tenant())
            .orElseThrow(() -> new ProblemException(ClaimsProblem.PAYER_UNKNOWN));
    if (coverage.validTo() != null && coverage.validTo().isBefore(coverage.validFrom())) {
      throw refuse(
          PlatformProblem.FIELDS_INVALID,
          "/validTo",
          "OUT_OF_RANGE",
          FieldReason.ENDS_BEFORE_IT_BEGINS);
    }
    if (!plans.exists(caller.tenant(), new PlanId(coverage.planId()))) {
      throw refuse(
          ClaimsProblem.PLAN_UNKNOWN, "/planId", "PLAN_UNKNOWN", FieldReason.PLAN_NOT_STORED);
    }
    if (!coverages.put(payer, coverage, caller.clientId())) {
      throw refuse(
          ClaimsProblem.OPENING_TOO_LATE,
          "/opening",
          "OPENING_TOO_LATE",
          FieldReason.YEAR_HAS_BEGUN);
    }
    return new CoverageView(
        coverage.personId(),
        coverage.policy(),
        coverage.planId(),
        coverage.validFrom(),
        coverage.validTo());
  }

  private static ProblemException refuse(
      ProblemCode problem, String pointer, String code, FieldReason reason) {
    return new ProblemException(problem, List.of(new FieldFault(pointer, code, Reason.of(reason))));
  }
}
