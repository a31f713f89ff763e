package org.yipiao.invoice.document;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.money.Money;
import tools.jackson.databind.JsonNode;

/**
 * Reads the members of one JSON object, each in its one valid shape; members that nobody asked for
 * are refused. Refusals name the claim and the member, never a value.
 */
final class Fields {

  private final String claim;
  private final JsonNode object;
  private final Set<String> taken = new HashSet<>();

  Fields(String claim, JsonNode object) {
    this.claim = claim;
    this.object = object;
    if (!object.isObject()) {
      throw new MalformedClaimException(claim);
    }
  }

  private @Nullable JsonNode take(String name) {
    taken.add(name);
    return object.get(name);
  }

  private MalformedClaimException malformed(String name) {
    return new MalformedClaimException(claim + "/" + name);
  }

  String text(String name) {
    String text = optionalText(name);
    if (text == null) {
      throw malformed(name);
    }
    return text;
  }

  @Nullable String optionalText(String name) {
    JsonNode node = take(name);
    if (node == null) {
      return null;
    }
    if (!node.isString()) {
      throw malformed(name);
    }
    return node.stringValue();
  }

  long integer(String name) {
    JsonNode node = take(name);
    if (node == null || !node.isIntegralNumber() || !node.canConvertToLong()) {
      throw malformed(name);
    }
    return node.longValue();
  }

  Money fen(String name) {
    long fen = integer(name);
    if (fen < 0 || fen > Money.MAX_FEN) {
      throw malformed(name);
    }
    return Money.ofFen(fen);
  }

  @Nullable Money optionalFen(String name) {
    return object.has(name) ? fen(name) : null;
  }

  BigDecimal decimal(String name) {
    String text = text(name);
    if (!text.matches("(0|[1-9][0-9]{0,11})(\\.[0-9]{0,5}[1-9])?")) {
      throw malformed(name);
    }
    return new BigDecimal(text);
  }

  @Nullable BigDecimal optionalDecimal(String name) {
    return object.has(name) ? decimal(name) : null;
  }

  LocalDate date(String name) {
    try {
      return LocalDate.parse(text(name));
    } catch (DateTimeParseException e) {
      throw malformed(name);
    }
  }

  @Nullable LocalDate optionalDate(String name) {
    return object.has(name) ? date(name) : null;
  }

  <E extends Enum<E>> E constant(String name, Class<E> type) {
    return constant(claim + "/" + name, text(name), type);
  }

  static <E extends Enum<E>> E constant(String where, String text, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw new MalformedClaimException(where);
  }

  /** Refuses members that were not read. */
  void end() {
    if (object.size() != object.propertyNames().stream().filter(taken::contains).count()) {
      throw new MalformedClaimException(claim);
    }
  }
}
