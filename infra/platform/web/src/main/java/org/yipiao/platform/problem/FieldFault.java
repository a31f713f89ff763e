package org.yipiao.platform.problem;

import java.util.Locale;
import org.yipiao.platform.reason.Reason;
import org.yipiao.platform.reason.ReasonCode;

/**
 * What is wrong with one field of a request, in no language yet.
 *
 * @param pointer as in {@link FieldProblem}
 * @param code what programs go by: stable, upper-case, often wider than the reason
 * @param reason what a person is told
 */
public record FieldFault(String pointer, String code, Reason reason) {

  /** A fault whose code is the name of its reason. */
  public static FieldFault of(String pointer, ReasonCode reason, Object... parameters) {
    return new FieldFault(pointer, reason.name(), Reason.of(reason, parameters));
  }

  /** The fault as an answer says it. */
  public FieldProblem in(Locale language) {
    return new FieldProblem(pointer, code, reason.in(language));
  }
}
