package org.yipiao.bff.upstream;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.bff.session.SignedIn;
import org.yipiao.bff.store.RandomText;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.PlatformReason;
import org.yipiao.platform.problem.ProblemException;

/** The {@code Idempotency-Key} of a call: 1 to 100 visible ASCII characters. */
public record IdempotencyKey(String value) {

  /** The header's name. */
  public static final String HEADER = "Idempotency-Key";

  private static final int LONGEST = 100;

  /**
   * @throws ProblemException when there is none, or it has another form
   */
  public static IdempotencyKey of(@Nullable String header) {
    if (header == null) {
      throw new ProblemException(
          PlatformProblem.IDEMPOTENCY_KEY_REQUIRED, fault(PlatformReason.REQUIRED));
    }
    if (!header.matches("[!-~]{1," + LONGEST + "}")) {
      throw new ProblemException(
          PlatformProblem.IDEMPOTENCY_KEY_INVALID,
          fault(PlatformReason.NOT_VALID),
          Integer.toString(LONGEST));
    }
    return new IdempotencyKey(header);
  }

  private static List<FieldFault> fault(PlatformReason reason) {
    return List.of(FieldFault.of("#" + HEADER, reason));
  }

  /** As a service behind gets it, to which one client calls for everybody: each has their own. */
  public String behind(SignedIn who) {
    return RandomText.digest(who.subject() + " " + value);
  }
}
