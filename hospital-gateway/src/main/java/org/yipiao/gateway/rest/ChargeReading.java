package org.yipiao.gateway.rest;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yipiao.gateway.charge.Charge;
import org.yipiao.gateway.charge.RefusalReason;
import org.yipiao.platform.problem.Constraints;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.reason.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads one bill out of JSON: unknown members are refused, every fault has its pointer. */
final class ChargeReading {

  private static final int MOST_DIGITS = 40;
  private static final String NOT_READABLE = "NOT_READABLE";

  private final JsonMapper json;
  private final Validator validator;

  ChargeReading(JsonMapper json, Validator validator) {
    this.json =
        json.rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();
    this.validator = validator;
  }

  /** What was read. */
  sealed interface Reading {

    record Read(Charge charge) implements Reading {}

    /** At least one fault. */
    record Unreadable(List<FieldFault> fields) implements Reading {}
  }

  Reading read(JsonNode node) {
    List<FieldFault> tooLong = new ArrayList<>();
    findTooLong(node, "", tooLong);
    if (!tooLong.isEmpty()) {
      return new Reading.Unreadable(tooLong);
    }
    ChargeRequest request;
    try {
      request = json.treeToValue(node, ChargeRequest.class);
    } catch (JacksonException e) {
      return unreadable(pointer(e), NOT_READABLE, RefusalReason.NOT_READABLE);
    }
    if (request == null) {
      return unreadable("", "REQUIRED", RefusalReason.NO_OBJECT);
    }
    List<FieldFault> violations =
        validator.validate(request).stream()
            .map(ChargeReading::fault)
            .sorted(Comparator.comparing(FieldFault::pointer))
            .toList();
    return violations.isEmpty()
        ? new Reading.Read(request.charge())
        : new Reading.Unreadable(violations);
  }

  private static Reading unreadable(String pointer, String code, RefusalReason reason) {
    return new Reading.Unreadable(List.of(new FieldFault(pointer, code, Reason.of(reason))));
  }

  /**
   * Whole numbers of more than 64 bits, whose place Jackson does not tell, and fractions of more
   * digits than anything has here: a short exponent can stand for a gigabyte of them.
   */
  private static void findTooLong(JsonNode node, String pointer, List<FieldFault> found) {
    boolean tooLong =
        node.isIntegralNumber()
            ? !node.canConvertToLong()
            : node.isNumber() && digits(node.decimalValue()) > MOST_DIGITS;
    if (tooLong) {
      found.add(new FieldFault(pointer, NOT_READABLE, Reason.of(RefusalReason.TOO_MANY_DIGITS)));
    }
    if (node.isObject()) {
      node.properties()
          .forEach(member ->
              findTooLong(member.getValue(), pointer + "/" + escaped(member.getKey()), found));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      findTooLong(node.get(i), pointer + "/" + i, found);
    }
  }

  /** Written out without an exponent. */
  private static long digits(BigDecimal number) {
    return number.precision() + Math.abs((long) number.scale());
  }

  /** RFC 6901, section 3. */
  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static FieldFault fault(ConstraintViolation<ChargeRequest> violation) {
    String path = violation.getPropertyPath().toString();
    String pointer =
        "/"
            + path.replaceAll("\\[([0-9]*)]", ".$1")
                .replace(".<list element>", "")
                .replace('.', '/');
    String code =
        switch (Constraints.name(violation)) {
          case "NotNull", "NotBlank", "NotEmpty" -> "REQUIRED";
          case "Size" -> "LENGTH";
          default -> "NOT_VALID";
        };
    return new FieldFault(pointer, code, Constraints.reason(violation));
  }

  private static String pointer(JacksonException e) {
    if (!(e instanceof DatabindException)) {
      return "";
    }
    StringBuilder pointer = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      String name = step.getPropertyName();
      pointer.append('/').append(name == null ? String.valueOf(step.getIndex()) : escaped(name));
    }
    return pointer.toString();
  }
}
