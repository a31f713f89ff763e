package org.yipiao.claims.server.web;

import java.util.List;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.reason.Reason;
import org.yipiao.platform.security.Caller;

/**
 * Whose things a caller may see and do: a person who has signed in her own and nobody else's. No
 * program acts for anybody, whosever it is, nor do people who work somewhere.
 */
final class PersonAccess {

  private PersonAccess() {}

  private static boolean is(Caller caller, String person) {
    return caller.person().filter(own -> own.value().equals(person)).isPresent();
  }

  /** The person that a path names; to a caller who is not that person there is none. */
  static PersonId named(Caller caller, String person) {
    if (!person.matches("[0-9a-f]{64}") || !is(caller, person)) {
      throw new ProblemException(PlatformProblem.NOT_FOUND);
    }
    return new PersonId(person);
  }

  /** Refuses a body whose {@code /personId} is not the person who has signed in. */
  static void requireOwn(Caller caller, String person) {
    if (!is(caller, person)) {
      PlatformProblem problem = PlatformProblem.FORBIDDEN;
      throw new ProblemException(
          problem,
          List.of(
              new FieldFault("/personId", problem.name(), Reason.of(FieldReason.ANOTHER_PERSON))));
    }
  }
}
