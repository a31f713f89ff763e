package org.yipiao.gateway.hl7;

import java.util.List;
import org.yipiao.gateway.charge.RefusalCode;
import org.yipiao.platform.reason.BrokenRuleException;

/**
 * One segment: fields from 1, still encoded; a field beyond the end is empty, and the HL7 null
 * {@code ""} reads as empty too.
 *
 * @param occurrence which segment of this name in its message, from 1
 * @param fields field values, the first at index 0
 */
record Segment(String name, int occurrence, List<String> fields, Delimiters delimiters) {

  Hl7Location at(int field) {
    return new Hl7Location(name, occurrence, field);
  }

  /** The field as sent, not unescaped. */
  String raw(int field) {
    if (field > fields.size()) {
      return "";
    }
    String value = fields.get(field - 1);
    return value.equals("\"\"") ? "" : value;
  }

  List<String> repetitions(int field) {
    String raw = raw(field);
    return raw.isEmpty() ? List.of() : List.of(split(raw, delimiters.repetition()));
  }

  /** The whole field with its escapes resolved; delimiters inside it stay as they are. */
  String text(int field) {
    return unescape(raw(field), field);
  }

  /** A component, from 1, of the field's first repetition, up to its first subcomponent. */
  String component(int field, int component) {
    List<String> repetitions = repetitions(field);
    return repetitions.isEmpty() ? "" : component(field, repetitions.getFirst(), component);
  }

  /** A component, from 1, of one repetition. */
  String component(int field, String repetition, int component) {
    return subcomponent(field, repetition, component, 1);
  }

  String subcomponent(int field, String repetition, int component, int subcomponent) {
    String[] components = split(repetition, delimiters.component());
    if (component > components.length) {
      return "";
    }
    String[] parts = split(components[component - 1], delimiters.subcomponent());
    if (subcomponent > parts.length) {
      return "";
    }
    String value = parts[subcomponent - 1];
    return value.equals("\"\"") ? "" : unescape(value, field).strip();
  }

  private String unescape(String value, int field) {
    try {
      return Escapes.resolve(value, delimiters);
    } catch (BrokenRuleException e) {
      throw new Hl7Refused(new Hl7Refusal(RefusalCode.NOT_PARSEABLE, at(field), e.reason()));
    }
  }

  private static String[] split(String value, char delimiter) {
    return value.split(java.util.regex.Pattern.quote(String.valueOf(delimiter)), -1);
  }

  /** Masked: fields may hold personal data. */
  @Override
  public String toString() {
    return name + "[" + occurrence + "]";
  }
}
