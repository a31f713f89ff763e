package org.yipiao.claims.adjudication.json;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.money.Money;
import org.yipiao.platform.reason.BrokenRuleException;
import org.yipiao.platform.reason.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields of one JSON object, read strictly: each is taken once, and {@link #end()} refuses
 * those that nobody took. Null for a field that may be absent is its absence. Amounts and ratios
 * are decimal texts ({@code "595.00"}), so that no reader on the way can turn them into binary
 * fractions.
 */
public final class JsonFields {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final int MAX_TEXT = 2_000;

  private final String pointer;
  private final JsonNode node;
  private final Set<String> taken = new HashSet<>();

  private JsonFields(String pointer, JsonNode node) {
    if (!node.isObject()) {
      throw new UnreadableJsonException(pointer, Reason.of(ReadingRule.NOT_AN_OBJECT));
    }
    this.pointer = pointer;
    this.node = node;
  }

  /**
   * @throws UnreadableJsonException when the text is no JSON object or names a field twice
   */
  public static JsonFields parse(String json) {
    try {
      return new JsonFields("", MAPPER.readTree(json));
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw new UnreadableJsonException(
          "",
          at == null
              ? Reason.of(ReadingRule.NOT_JSON)
              : Reason.of(ReadingRule.NOT_JSON_AT_LINE, at.getLineNr()));
    }
  }

  /** The refusal of a field of this object by a rule. */
  public UnreadableJsonException refuse(String field, ReadingRule rule, Object... parameters) {
    return refuse(field, Reason.of(rule, parameters));
  }

  /** The refusal of a field, or with an empty name of this object, that its own type refuses. */
  public UnreadableJsonException refuse(String field, IllegalArgumentException refused) {
    return refuse(
        field,
        refused instanceof BrokenRuleException broken
            ? broken.reason()
            : Reason.of(ReadingRule.NOT_VALID));
  }

  private UnreadableJsonException refuse(String field, Reason reason) {
    return new UnreadableJsonException(pointer + "/" + field, reason);
  }

  /** Refuses every field that was not taken. */
  public void end() {
    for (String name : node.propertyNames()) {
      if (!taken.contains(name)) {
        throw refuse(name, ReadingRule.UNKNOWN_FIELD);
      }
    }
  }

  private @Nullable JsonNode take(String field) {
    taken.add(field);
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? null : value;
  }

  private JsonNode need(String field) {
    JsonNode value = take(field);
    if (value == null) {
      throw refuse(field, ReadingRule.MISSING);
    }
    return value;
  }

  private boolean has(String field) {
    JsonNode value = node.get(field);
    return value != null && !value.isNull();
  }

  public String text(String field) {
    JsonNode value = need(field);
    if (!value.isString() || value.asString().isBlank() || value.asString().length() > MAX_TEXT) {
      throw refuse(field, ReadingRule.NOT_A_TEXT, MAX_TEXT);
    }
    return value.asString();
  }

  public @Nullable String textOrNull(String field) {
    taken.add(field);
    return has(field) ? text(field) : null;
  }

  public boolean bool(String field) {
    JsonNode value = need(field);
    if (!value.isBoolean()) {
      throw refuse(field, ReadingRule.NOT_A_BOOLEAN);
    }
    return value.asBoolean();
  }

  public boolean boolOr(String field, boolean otherwise) {
    taken.add(field);
    return has(field) ? bool(field) : otherwise;
  }

  public int integer(String field, int min, int max) {
    JsonNode value = need(field);
    if (!value.isInt() || value.asInt() < min || value.asInt() > max) {
      throw refuse(field, ReadingRule.NOT_A_WHOLE_NUMBER, min, max);
    }
    return value.asInt();
  }

  public int integerOr(String field, int min, int max, int otherwise) {
    taken.add(field);
    return has(field) ? integer(field, min, max) : otherwise;
  }

  public LocalDate date(String field) {
    String text = text(field);
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw refuse(field, ReadingRule.NOT_A_DATE);
    }
  }

  public @Nullable LocalDate dateOrNull(String field) {
    taken.add(field);
    return has(field) ? date(field) : null;
  }

  public Money money(String field) {
    String text = text(field);
    try {
      return Money.parseYuan(text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw refuse(field, ReadingRule.NOT_AN_AMOUNT);
    }
  }

  public Money moneyOr(String field, Money otherwise) {
    taken.add(field);
    return has(field) ? money(field) : otherwise;
  }

  public @Nullable Money moneyOrNull(String field) {
    taken.add(field);
    return has(field) ? money(field) : null;
  }

  /** A decimal text without sign or exponent, with at most {@code maxScale} decimals. */
  public BigDecimal decimal(String field, int maxScale, BigDecimal max) {
    String text = text(field);
    if (!text.matches("[0-9]{1,15}(\\.[0-9]{1," + maxScale + "})?")) {
      throw refuse(field, ReadingRule.NOT_A_DECIMAL, maxScale);
    }
    BigDecimal value = new BigDecimal(text);
    if (value.compareTo(max) > 0) {
      throw refuse(field, ReadingRule.TOO_GREAT, max);
    }
    return value;
  }

  public @Nullable BigDecimal decimalOrNull(String field, int maxScale, BigDecimal max) {
    taken.add(field);
    return has(field) ? decimal(field, maxScale, max) : null;
  }

  /** A share between 0 and 1 with at most 6 decimals. */
  public BigDecimal ratio(String field) {
    return decimal(field, 6, BigDecimal.ONE);
  }

  public BigDecimal ratioOr(String field, BigDecimal otherwise) {
    taken.add(field);
    return has(field) ? ratio(field) : otherwise;
  }

  public <E extends Enum<E>> E oneOf(String field, Class<E> type) {
    String text = text(field);
    for (E value : type.getEnumConstants()) {
      if (value.name().equals(text)) {
        return value;
      }
    }
    throw refuse(
        field, ReadingRule.NOT_ONE_OF, Stream.of(type.getEnumConstants()).map(Enum::name).toList());
  }

  public <E extends Enum<E>> @Nullable E oneOfOrNull(String field, Class<E> type) {
    taken.add(field);
    return has(field) ? oneOf(field, type) : null;
  }

  /** A typed text, such as an id; a refusal of its type is reported with this field's name. */
  public <T> T typed(String field, Function<String, T> reader) {
    String text = text(field);
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw refuse(field, e);
    }
  }

  public JsonFields object(String field) {
    return new JsonFields(pointer + "/" + field, need(field));
  }

  /** The value of {@code field} as {@code reader} sees it; unknown fields inside are refused. */
  public <T> T object(String field, Function<JsonFields, T> reader) {
    JsonFields inner = object(field);
    T value = reader.apply(inner);
    inner.end();
    return value;
  }

  public <T> T objectOr(String field, T otherwise, Function<JsonFields, T> reader) {
    taken.add(field);
    return has(field) ? object(field, reader) : otherwise;
  }

  public <T> List<T> list(String field, int min, int max, Function<JsonFields, T> reader) {
    if (min == 0 && !has(field)) {
      taken.add(field);
      return List.of();
    }
    JsonNode array = need(field);
    if (!array.isArray() || array.size() < min || array.size() > max) {
      throw refuse(field, ReadingRule.NOT_A_LIST, min, max);
    }
    List<T> values = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      JsonFields inner = new JsonFields(pointer + "/" + field + "/" + i, array.get(i));
      values.add(reader.apply(inner));
      inner.end();
    }
    return List.copyOf(values);
  }

  /** The names inside this object, for objects whose names are data. */
  public List<String> names() {
    return List.copyOf(node.propertyNames());
  }

  /** This object in canonical form: keys sorted, no white space. */
  public String canonical() {
    return CanonicalJson.write(node);
  }
}
