package org.yipiao.platform.problem;

import jakarta.validation.ConstraintViolation;
import java.util.Map;
import org.yipiao.platform.reason.Reason;

/**
 * What a violated constraint of Bean Validation says, in no language: the validator's own texts
 * would come in whichever language the machine or the request prefers.
 */
public final class Constraints {

  private Constraints() {}

  /** The constraint by its name, such as {@code Size}. */
  public static String name(ConstraintViolation<?> violation) {
    return violation.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName();
  }

  /** The rule that the value breaks, without the value. */
  public static Reason reason(ConstraintViolation<?> violation) {
    Map<String, Object> rule = violation.getConstraintDescriptor().getAttributes();
    return switch (name(violation)) {
      case "NotNull", "NotBlank", "NotEmpty" -> Reason.of(PlatformReason.REQUIRED);
      case "Size" -> Reason.of(PlatformReason.LENGTH, value(rule, "min"), value(rule, "max"));
      case "Min" -> Reason.of(PlatformReason.TOO_SMALL, value(rule, "value"));
      case "Max" -> Reason.of(PlatformReason.TOO_GREAT, value(rule, "value"));
      case "PositiveOrZero" -> Reason.of(PlatformReason.TOO_SMALL, 0);
      case "Pattern" -> Reason.of(PlatformReason.OTHER_FORM, value(rule, "regexp"));
      default -> Reason.of(PlatformReason.NOT_VALID);
    };
  }

  private static String value(Map<String, Object> rule, String attribute) {
    return String.valueOf(rule.get(attribute));
  }
}
