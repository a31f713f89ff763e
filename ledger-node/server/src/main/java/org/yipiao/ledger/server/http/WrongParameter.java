package org.yipiao.ledger.server.http;

import java.util.List;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.PlatformReason;
import org.yipiao.platform.problem.ProblemException;

/**
 * Refusals of a request that name the parameter and what it may be: {@code ?name} of the query,
 * {@code {name}} of the path.
 */
public final class WrongParameter {

  private WrongParameter() {}

  /** A number that lies outside of what is taken. */
  public static ProblemException range(String place, long least, long most) {
    return refusal(FieldFault.of(place, PlatformReason.OUT_OF_RANGE, least, most));
  }

  /** A number that is too small; there is none too great. */
  public static ProblemException atLeast(String place, long least) {
    return refusal(FieldFault.of(place, PlatformReason.TOO_SMALL, least));
  }

  /** Something that has not the form it must have. */
  public static ProblemException form(String place) {
    return refusal(FieldFault.of(place, PlatformReason.NOT_VALID));
  }

  private static ProblemException refusal(FieldFault fault) {
    return new ProblemException(PlatformProblem.REQUEST_INVALID, List.of(fault));
  }
}
