package org.yipiao.claims.server.web;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimStore;
import org.yipiao.claims.server.review.Operator;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.Caller;

/** A payer's own people: they act on its claims alone, and each by a name of their own. */
@Component
class OperatorAccess {

  private final ClaimStore claims;

  OperatorAccess(ClaimStore claims) {
    this.claims = claims;
  }

  /** The payer's claim that a path names; to all others there is no such claim. */
  Claim own(Caller caller, String claimId) {
    return Optional.of(claimId)
        .filter(text -> text.matches("[0-9a-f]{32}"))
        .flatMap(text -> claims.find(new ClaimId(text)))
        .filter(claim -> isPayers(claim, caller))
        .orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND));
  }

  /** Whether the caller is of the claim's payer, and no patient. */
  static boolean isPayers(Claim claim, Caller caller) {
    return caller.person().isEmpty() && claim.payer().equals(caller.tenant());
  }

  /** Who decides: whoever has signed in, or a program that answers for itself. */
  static Operator person(Caller caller) {
    return caller
        .staff()
        .map(staff -> Operator.person(staff.value()))
        .orElseGet(() -> Operator.program(caller.clientId()));
  }
}
