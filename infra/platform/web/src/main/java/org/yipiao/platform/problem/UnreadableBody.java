package org.yipiao.platform.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.reason.BrokenRuleException;
import org.yipiao.platform.reason.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says where in a JSON body the trouble is, without repeating any value of it. */
final class UnreadableBody {

  private UnreadableBody() {}

  static List<FieldFault> explain(@Nullable Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof JacksonException e) {
        var code = code(e);
        return List.of(new FieldFault(pointer(e), code.name(), reason(e, code)));
      }
    }
    return List.of(FieldFault.of("", PlatformReason.EMPTY));
  }

  private static PlatformReason code(JacksonException e) {
    return switch (e) {
      case UnrecognizedPropertyException _ -> PlatformReason.UNKNOWN_MEMBER;
      case InvalidNullException _ -> PlatformReason.REQUIRED;
      case ValueInstantiationException _ -> PlatformReason.NOT_VALID;
      case InvalidFormatException _ -> PlatformReason.NOT_VALID;
      case MismatchedInputException _ -> PlatformReason.WRONG_TYPE;
      case StreamReadException _ -> PlatformReason.NOT_JSON;
      default -> PlatformReason.NOT_VALID;
    };
  }

  /** A record's own check speaks for itself; the JDK's parsers would repeat the value. */
  private static Reason reason(JacksonException e, PlatformReason code) {
    return e instanceof ValueInstantiationException
            && e.getCause() instanceof BrokenRuleException rule
        ? rule.reason()
        : Reason.of(code);
  }

  private static String pointer(JacksonException e) {
    var pointer = new StringBuilder();
    for (var step : e.getPath()) {
      pointer.append('/');
      var name = step.getPropertyName();
      if (name == null) {
        pointer.append(step.getIndex());
      } else {
        pointer.append(name.replace("~", "~0").replace("/", "~1"));
      }
    }
    return pointer.length() > 512 ? pointer.substring(0, 512) : pointer.toString();
  }
}
