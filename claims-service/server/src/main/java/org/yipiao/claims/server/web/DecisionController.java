package org.yipiao.claims.server.web;

import jakarta.validation.Valid;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.claims.api.ClaimView;
import org.yipiao.claims.api.DecideClaim;
import org.yipiao.claims.api.ReviewQueue;
import org.yipiao.claims.server.claim.ClaimStore;
import org.yipiao.claims.server.claim.WaitingClaim;
import org.yipiao.claims.server.workflow.ClaimDecision;
import org.yipiao.claims.server.workflow.ClaimDecision.Outcome;
import org.yipiao.claims.server.workflow.ClaimRunner;
import org.yipiao.platform.idempotency.Idempotent;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.PlatformReason;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.problem.ProblemTexts;
import org.yipiao.platform.reason.Reason;
import org.yipiao.platform.reason.ReasonCode;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.security.CurrentCaller;
import org.yipiao.platform.security.RequiresScope;

/** What waits for a payer's people, and what they decide. */
@RestController
class DecisionController {

  private final ClaimStore claims;
  private final OperatorAccess access;
  private final ClaimDecision decisions;
  private final ClaimRunner runner;
  private final ClaimViews views;
  private final ReviewViews queue;

  DecisionController(
      ClaimStore claims,
      OperatorAccess access,
      ClaimDecision decisions,
      ClaimRunner runner,
      ClaimViews views,
      ReviewViews queue) {
    this.claims = claims;
    this.access = access;
    this.decisions = decisions;
    this.runner = runner;
    this.views = views;
    this.queue = queue;
  }

  /** Each payer sees its own. */
  @GetMapping("/v1/review-queue")
  @RequiresScope("claims.read")
  ReviewQueue queue(
      @CurrentCaller Caller caller,
      @Nullable @RequestParam(required = false) String after,
      @RequestParam(defaultValue = "50") int limit,
      @Nullable @RequestHeader(value = "Accept-Language", required = false) String language) {
    if (caller.person().isPresent()) {
      throw new ProblemException(PlatformProblem.FORBIDDEN);
    }
    ClaimController.checkLimit(limit);
    ListPlace behind = after == null ? ListPlace.BEGINNING : ListPlace.parse(after);
    List<WaitingClaim> found =
        claims.waiting(caller.tenant(), behind.at(), behind.claimId(), limit + 1);
    List<WaitingClaim> page = found.subList(0, Math.min(limit, found.size()));
    return queue.page(page, found.size() > limit, ProblemTexts.language(language));
  }

  /** Only the payer's own people get here: to all others there is no such claim. */
  @PostMapping("/v1/claims/{claimId}/decisions")
  @RequiresScope("claims.decide")
  @Idempotent(atomic = false)
  ClaimView decide(
      @CurrentCaller Caller caller,
      @PathVariable String claimId,
      @Valid @RequestBody DecideClaim request,
      @Nullable @RequestHeader(value = "Accept-Language", required = false) String language) {
    var claim = access.own(caller, claimId);
    check(request);
    switch (decisions.decide(claim, request, OperatorAccess.person(caller))) {
      case Outcome.Decided _ -> runner.wake();
      case Outcome.Proposed _ -> {}
      case Outcome.TooMuch(long mostFen) -> throw tooMuch(mostFen);
      case Outcome.Refused(ClaimDecision.Why why) -> throw new ProblemException(problem(why));
    }
    Locale locale = ProblemTexts.language(language);
    return views.withoutTrace(access.own(caller, claimId), caller, locale);
  }

  private static void check(DecideClaim request) {
    if (request.reasonCode().pays() != (request.decision() != DecideClaim.Decision.REFUSE)) {
      throw fault("/reasonCode", FieldReason.REASON_OF_ANOTHER_DECISION);
    }
    switch (request.decision()) {
      case APPROVE -> {}
      case PARTIAL -> {
        if (request.amountFen() == null) {
          throw fault("/amountFen", PlatformReason.REQUIRED);
        }
      }
      case REFUSE -> {
        if (request.amountFen() != null) {
          throw fault("/amountFen", FieldReason.NOTHING_PAID_WHEN_REFUSED);
        }
      }
    }
  }

  private static ProblemException fault(String pointer, ReasonCode reason) {
    return new ProblemException(
        PlatformProblem.FIELDS_INVALID, List.of(FieldFault.of(pointer, reason)));
  }

  private static ProblemException tooMuch(long mostFen) {
    return new ProblemException(
        ClaimsProblem.AMOUNT_TOO_GREAT,
        List.of(
            new FieldFault(
                "/amountFen",
                ClaimsProblem.AMOUNT_TOO_GREAT.name(),
                Reason.of(FieldReason.MORE_THAN_CAN_BE_PAID, Long.toString(mostFen)))));
  }

  private static ClaimsProblem problem(ClaimDecision.Why why) {
    return switch (why) {
      case NOT_IN_REVIEW -> ClaimsProblem.CLAIM_NOT_IN_REVIEW;
      case NEEDS_RESOLUTION -> ClaimsProblem.CLAIM_NEEDS_RESOLUTION;
      case HOLDS_AMOUNT -> ClaimsProblem.CLAIM_HOLDS_AMOUNT;
      case UNDECIDED -> ClaimsProblem.CLAIM_UNDECIDED;
      case NOT_PAYABLE -> ClaimsProblem.CLAIM_NOT_PAYABLE;
      case NO_AMOUNT_FOUND -> ClaimsProblem.NO_AMOUNT_FOUND;
      case AMOUNT_DIFFERS -> ClaimsProblem.AMOUNT_DIFFERS;
      case BILL_COUNTED -> ClaimsProblem.ALREADY_CLAIMED;
      case OWN_PROPOSAL -> ClaimsProblem.OWN_PROPOSAL;
    };
  }
}
