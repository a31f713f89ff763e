package org.yipiao.platform.problem;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
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

  static List<FieldProblem> explain(
      @Nullable Throwable cause, ProblemTexts texts, Locale language) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof JacksonException e) {
        var code = code(e);
        return List.of(new FieldProblem(pointer(e), code, reason(e, code, texts, language)));
      }
    }
    return List.of(
        new FieldProblem("", "EMPTY", texts.text("field.EMPTY", "has no body", language)));
  }

  private static String code(JacksonException e) {
    return switch (e) {
      case UnrecognizedPropertyException _ -> "UNKNOWN_MEMBER";
      case InvalidNullException _ -> "REQUIRED";
      case ValueInstantiationException _ -> "NOT_VALID";
      case InvalidFormatException _ -> "NOT_VALID";
      case MismatchedInputException _ -> "WRONG_TYPE";
      case StreamReadException _ -> "NOT_JSON";
      default -> "NOT_VALID";
    };
  }

  /**
   * A record's own check speaks for itself: its message names the rule and never the value. The
   * JDK's parsers do repeat the value, so only checks thrown by our own code are quoted.
   */
  private static String reason(
      JacksonException e, String code, ProblemTexts texts, Locale language) {
    if (e instanceof ValueInstantiationException
        && e.getCause() instanceof IllegalArgumentException rule
        && rule.getMessage() != null
        && rule.getStackTrace().length > 0
        && rule.getStackTrace()[0].getClassName().startsWith("org.yipiao.")) {
      return rule.getMessage();
    }
    return texts.text("field." + code, code, language);
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
