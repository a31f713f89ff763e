package org.yipiao.platform.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the request that is being handled. Holds no stack trace: it is an answer, not a bug.
 *
 * <p>The arguments fill {@code {0}}, {@code {1}}… of the code's detail text ({@link
 * java.text.MessageFormat}) and so must not hold personal data; a {@link
 * org.yipiao.platform.reason.Reason} among them is put into words in the same language.
 */
public final class ProblemException extends RuntimeException {

  private final transient ProblemCode code;
  private final transient List<FieldFault> fields;
  private final transient Object[] arguments;
  private final transient @Nullable Duration retryAfter;

  public ProblemException(ProblemCode code, Object... arguments) {
    this(code, List.of(), null, arguments);
  }

  public ProblemException(ProblemCode code, List<FieldFault> fields, Object... arguments) {
    this(code, fields, null, arguments);
  }

  private ProblemException(
      ProblemCode code,
      List<FieldFault> fields,
      @Nullable Duration retryAfter,
      Object[] arguments) {
    super(
        code.name() + (fields.isEmpty() ? "" : " at " + fields.getFirst().pointer()),
        null,
        false,
        false);
    this.code = code;
    this.fields = List.copyOf(fields);
    this.arguments = arguments.clone();
    this.retryAfter = retryAfter;
  }

  /** The same refusal with a {@code Retry-After} header, in whole seconds. */
  public ProblemException retryAfter(Duration delay) {
    return new ProblemException(code, fields, delay, arguments);
  }

  public ProblemCode code() {
    return code;
  }

  public List<FieldFault> fields() {
    return fields;
  }

  Object[] arguments() {
    return arguments;
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
