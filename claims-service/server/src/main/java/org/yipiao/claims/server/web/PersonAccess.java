package org.yipiao.claims.server.web;

import java.util.List;
import org.springframework.stereotype.Component;
import org.yipiao.claims.server.ClaimsProperties;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.reason.Reason;
import org.yipiao.platform.security.Caller;

/**
 * Whose things a caller may see: a person who has signed in her own and nobody else's, the
 * patients' platform's programs everybody's, all others nobody's: people who work somewhere are no
 * program.
 */
@Component
class PersonAccess {

  private final String patientTenant;

  PersonAccess(ClaimsProperties settings) {
    this.patientTenant = settings.patientTenant();
  }

  private boolean mayActFor(Caller caller, String person) {
    return caller
        .person()
        .map(own -> own.value().equals(person))
        .orElseGet(() -> caller.staff().isEmpty() && caller.tenant().value().equals(patientTenant));
  }

  /** The person that a path names; to a caller who may not see her there is none. */
  PersonId named(Caller caller, String person) {
    if (!person.matches("[0-9a-f]{64}") || !mayActFor(caller, person)) {
      throw new ProblemException(PlatformProblem.NOT_FOUND);
    }
    return new PersonId(person);
  }

  /** Refuses a body whose {@code /personId} is none for whom the caller may act. */
  void requireMayActFor(Caller caller, String person) {
    if (!mayActFor(caller, person)) {
      throw refused();
    }
  }

  /**
   * Refuses a body whose {@code /personId} is another than the person who has signed in, if any.
   */
  static void requireOwn(Caller caller, String person) {
    if (caller.person().filter(own -> !own.value().equals(person)).isPresent()) {
      throw refused();
    }
  }

  private static ProblemException refused() {
    PlatformProblem problem = PlatformProblem.FORBIDDEN;
    return new ProblemException(
        problem,
        List.of(
            new FieldFault("/personId", problem.name(), Reason.of(FieldReason.ANOTHER_PERSON))));
  }
}
