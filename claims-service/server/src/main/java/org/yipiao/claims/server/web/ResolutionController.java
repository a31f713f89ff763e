package org.yipiao.claims.server.web;

import jakarta.validation.Valid;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.claims.api.ClaimView;
import org.yipiao.claims.api.ResolveClaim;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.review.Operator;
import org.yipiao.claims.server.workflow.ClaimResolution;
import org.yipiao.claims.server.workflow.ClaimRunner;
import org.yipiao.platform.idempotency.Idempotent;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.PlatformReason;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.problem.ProblemTexts;
import org.yipiao.platform.reason.ReasonCode;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.security.CurrentCaller;
import org.yipiao.platform.security.RequiresScope;

/** The way out for claims that were put to a person. */
@RestController
class ResolutionController {

  private final OperatorAccess access;
  private final ClaimResolution resolution;
  private final ClaimRunner runner;
  private final ClaimViews views;

  ResolutionController(
      OperatorAccess access, ClaimResolution resolution, ClaimRunner runner, ClaimViews views) {
    this.access = access;
    this.resolution = resolution;
    this.runner = runner;
    this.views = views;
  }

  /** Only the payer's own operator gets here: to all others there is no such claim. */
  @PostMapping("/v1/claims/{claimId}/resolutions")
  @RequiresScope("claims.resolve")
  @Idempotent(atomic = false)
  ClaimView resolve(
      @CurrentCaller Caller caller,
      @PathVariable String claimId,
      @Valid @RequestBody ResolveClaim request,
      @Nullable @RequestHeader(value = "Accept-Language", required = false) String language) {
    Claim claim = access.own(caller, claimId);
    switch (outcome(claim, request, OperatorAccess.person(caller))) {
      case DONE -> runner.wake();
      case PROPOSED -> {}
      case OWN_PROPOSAL -> throw new ProblemException(ClaimsProblem.OWN_PROPOSAL);
      case NOT_IN_REVIEW -> throw new ProblemException(ClaimsProblem.CLAIM_NOT_IN_REVIEW);
      case HOLDS_AMOUNT -> throw new ProblemException(ClaimsProblem.CLAIM_HOLDS_AMOUNT);
      case NOT_AT_BANK -> throw new ProblemException(ClaimsProblem.CLAIM_NOT_AT_BANK);
      case UNDECIDED -> throw new ProblemException(ClaimsProblem.CLAIM_UNDECIDED);
    }
    Locale locale = ProblemTexts.language(language);
    return views.withoutTrace(access.own(caller, claimId), caller, locale);
  }

  private ClaimResolution.Outcome outcome(Claim claim, ResolveClaim request, Operator operator) {
    String cause = request.cause();
    return switch (request.action()) {
      case RESUME -> {
        noEvidence(request);
        yield resolution.resume(claim, operator.name(), cause);
      }
      case CLOSE -> {
        noEvidence(request);
        yield resolution.close(claim, operator, cause);
      }
      case BANK_PAID -> resolution.bankPaid(claim, evidence(request), operator, cause);
      case BANK_REJECTED -> resolution.bankRejected(claim, evidence(request), operator, cause);
    };
  }

  private static String evidence(ResolveClaim request) {
    String evidence = request.evidence();
    if (evidence == null || evidence.isBlank()) {
      throw evidenceRefused(PlatformReason.REQUIRED);
    }
    return evidence;
  }

  /** Nobody is to believe that it was kept. */
  private static void noEvidence(ResolveClaim request) {
    if (request.evidence() != null) {
      throw evidenceRefused(FieldReason.NO_EVIDENCE_KEPT);
    }
  }

  private static ProblemException evidenceRefused(ReasonCode reason) {
    return new ProblemException(
        PlatformProblem.FIELDS_INVALID, List.of(FieldFault.of("/evidence", reason)));
  }
}
