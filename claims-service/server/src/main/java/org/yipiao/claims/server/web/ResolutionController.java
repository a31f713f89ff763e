package org.yipiao.claims.server.web;

import jakarta.validation.Valid;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.claims.api.ClaimView;
import org.yipiao.claims.api.ResolveClaim;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimStore;
import org.yipiao.claims.server.workflow.ClaimResolution;
import org.yipiao.claims.server.workflow.ClaimRunner;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.idempotency.Idempotent;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.problem.ProblemTexts;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.security.CurrentCaller;
import org.yipiao.platform.security.RequiresScope;

/** The way out for claims that were put to a person. */
@RestController
class ResolutionController {

  private final ClaimStore claims;
  private final ClaimResolution resolution;
  private final ClaimRunner runner;
  private final ClaimViews views;

  ResolutionController(
      ClaimStore claims, ClaimResolution resolution, ClaimRunner runner, ClaimViews views) {
    this.claims = claims;
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
    Claim claim = own(caller, claimId);
    ClaimResolution.Outcome outcome =
        switch (request.action()) {
          case RESUME -> resolution.resume(claim, caller.clientId(), request.cause());
          case CLOSE -> resolution.close(claim, caller.clientId(), request.cause());
        };
    switch (outcome) {
      case DONE -> runner.wake();
      case NOT_IN_REVIEW -> throw new ProblemException(ClaimsProblem.CLAIM_NOT_IN_REVIEW);
      case HOLDS_AMOUNT -> throw new ProblemException(ClaimsProblem.CLAIM_HOLDS_AMOUNT);
      case UNDECIDED -> throw new ProblemException(ClaimsProblem.CLAIM_UNDECIDED);
    }
    return views.withoutTrace(own(caller, claimId), ProblemTexts.language(language));
  }

  private Claim own(Caller caller, String claimId) {
    return Optional.of(claimId)
        .filter(text -> text.matches("[0-9a-f]{32}"))
        .flatMap(text -> claims.find(new ClaimId(text)))
        .filter(claim -> claim.payer().equals(caller.tenant()))
        .orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND));
  }
}
