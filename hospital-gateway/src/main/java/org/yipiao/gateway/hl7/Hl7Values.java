package org.yipiao.gateway.hl7;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yipiao.gateway.charge.RefusalReason;

/** Data types of HL7 v2.5.1 chapter 2A, read strictly: a fault names the segment and field. */
final class Hl7Values {

  /** TS: YYYYMMDD[HH[MM[SS[.S[S[S[S]]]]]]][+/-ZZZZ], to the day at least. */
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4})(\\d{2})(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:\\.\\d{1,4})?)?)?)?"
              + "([+-]\\d{4})?");

  private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,30})(\\.\\d{0,30})?");
  private static final Pattern CURRENCY = Pattern.compile("[A-Za-z]{3}");

  private Hl7Values() {}

  /**
   * The local date, in the hospital's zone, of the first component; null when empty. A day without
   * a time is that day, whatever its offset: it is no instant that could fall on another one.
   */
  static @Nullable LocalDate date(Segment segment, int field, ZoneId zone) {
    String text = segment.component(field, 1);
    if (text.isEmpty()) {
      return null;
    }
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw refused(RefusalReason.NOT_A_DATE, segment, field);
    }
    try {
      LocalDateTime local =
          LocalDateTime.of(
              number(time, 1),
              number(time, 2),
              number(time, 3),
              number(time, 4),
              number(time, 5),
              number(time, 6));
      String offset = time.group(7);
      if (offset == null) {
        return local.toLocalDate();
      }
      ZoneOffset given = ZoneOffset.of(offset);
      return time.group(4) == null
          ? local.toLocalDate()
          : OffsetDateTime.of(local, given).atZoneSameInstant(zone).toLocalDate();
    } catch (DateTimeException e) {
      throw refused(RefusalReason.NO_SUCH_DATE, segment, field);
    }
  }

  private static int number(Matcher time, int group) {
    String digits = time.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** NM; null when empty. */
  static @Nullable BigDecimal number(Segment segment, int field) {
    return number(segment, field, segment.component(field, 1));
  }

  private static @Nullable BigDecimal number(Segment segment, int field, String text) {
    if (text.isEmpty()) {
      return null;
    }
    if (!NUMBER.matcher(text).matches()) {
      throw refused(RefusalReason.NOT_A_NUMBER, segment, field);
    }
    return new BigDecimal(text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
  }

  /**
   * CP or MO in yuan: the quantity, with the currency as its subcomponent (CP) or, as older systems
   * send it, as the second component (MO). Null when empty.
   */
  static @Nullable BigDecimal price(Segment segment, int field) {
    if (segment.repetitions(field).isEmpty()) {
      return null;
    }
    if (segment.repetitions(field).size() > 1) {
      throw refused(RefusalReason.SEVERAL_PRICES, segment, field);
    }
    String price = segment.repetitions(field).getFirst();
    requireYuan(segment, field, segment.subcomponent(field, price, 1, 2));
    String second = segment.component(field, price, 2);
    if (CURRENCY.matcher(second).matches()) {
      requireYuan(segment, field, second);
    }
    return number(segment, field, segment.component(field, price, 1));
  }

  private static void requireYuan(Segment segment, int field, String currency) {
    if (!currency.isEmpty() && !currency.equals("CNY")) {
      throw refused(RefusalReason.OTHER_CURRENCY, segment, field);
    }
  }

  /** A text of one component, without control characters; null when empty. */
  static @Nullable String text(Segment segment, int field, int component, int maxLength) {
    return text(segment, field, segment.component(field, component), maxLength);
  }

  static @Nullable String text(Segment segment, int field, String value, int maxLength) {
    if (value.isEmpty()) {
      return null;
    }
    if (value.length() > maxLength) {
      throw refused(RefusalReason.TOO_MANY_CHARACTERS, segment, field, maxLength);
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw refused(RefusalReason.CONTROL_CHARACTER, segment, field);
    }
    return value;
  }

  static <T> T required(@Nullable T value, Segment segment, int field) {
    if (value == null) {
      throw refused(RefusalReason.FIELD_REQUIRED, segment, field);
    }
    return value;
  }

  static Hl7Refused refused(
      RefusalReason reason, Segment segment, int field, Object... parameters) {
    return new Hl7Refused(reason, segment.at(field), parameters);
  }
}
