package org.yipiao.gateway.hl7;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yipiao.gateway.charge.RefusalReason;

/**
 * A message taken apart into segments, nothing judged yet. Segments end with CR, LF or CRLF; empty
 * lines are skipped.
 */
record Hl7Message(Delimiters delimiters, List<Segment> segments) {

  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9]{2}");

  /** HL7 v2.7 has 25 fields in MSH; more means that other segments stand on the header's line. */
  private static final int MAX_HEADER_FIELDS = 25;

  private static final int MAX_SEGMENTS = 5_000;

  /**
   * @throws Hl7Refused when the text has no header, or a line that is no segment
   */
  static Hl7Message parse(String text) {
    Delimiters delimiters = header(text);
    if (text.indexOf('\0') >= 0) {
      throw new Hl7Refused(RefusalReason.NUL_CHARACTER, Hl7Location.MESSAGE);
    }
    String separator = Pattern.quote(String.valueOf(delimiters.field()));
    Map<String, Integer> occurrences = new HashMap<>();
    List<Segment> segments = new ArrayList<>();
    for (String line : LINE_END.split(text, -1)) {
      if (line.isBlank()) {
        continue;
      }
      if (segments.size() == MAX_SEGMENTS) {
        throw new Hl7Refused(RefusalReason.TOO_MANY_SEGMENTS, Hl7Location.MESSAGE, MAX_SEGMENTS);
      }
      String name = line.length() < 3 ? line : line.substring(0, 3);
      boolean closed = line.length() <= 3 || line.charAt(3) == delimiters.field();
      if (!NAME.matcher(name).matches() || !closed) {
        throw new Hl7Refused(
            RefusalReason.LINE_WITHOUT_NAME, Hl7Location.MESSAGE, segments.size() + 1);
      }
      int occurrence = occurrences.merge(name, 1, Integer::sum);
      segments.add(new Segment(name, occurrence, fields(line, name, separator), delimiters));
    }
    Hl7Message message = new Hl7Message(delimiters, List.copyOf(segments));
    message.requireOneHeader(occurrences);
    return message;
  }

  private static Delimiters header(String text) {
    if (!text.startsWith("MSH")) {
      throw new Hl7Refused(RefusalReason.HEADER_MISSING, Hl7Location.MESSAGE);
    }
    return Delimiters.of(LINE_END.split(text, 2)[0]);
  }

  /** MSH-1 is the separator itself, so the header's fields count from one later. */
  private static List<String> fields(String line, String name, String separator) {
    String[] parts = line.split(separator, -1);
    List<String> fields = new ArrayList<>(List.of(parts).subList(1, parts.length));
    if (name.equals("MSH") && line.length() > 3) {
      fields.addFirst(line.substring(3, 4));
    }
    return fields;
  }

  private void requireOneHeader(Map<String, Integer> occurrences) {
    if (occurrences.getOrDefault("MSH", 0) != 1) {
      throw new Hl7Refused(RefusalReason.HEADER_NOT_ONE, Hl7Location.MESSAGE);
    }
  }

  /**
   * @throws Hl7Refused when fields of other segments stand on the header's line
   */
  void requireSeparateSegments() {
    List<String> fields = msh().fields();
    for (int i = MAX_HEADER_FIELDS; i < fields.size(); i++) {
      if (!fields.get(i).isBlank()) {
        throw new Hl7Refused(RefusalReason.SEGMENTS_ON_ONE_LINE, new Hl7Location("MSH", 1, i + 1));
      }
    }
  }

  Segment msh() {
    return segments.getFirst();
  }

  List<Segment> all(String name) {
    return segments.stream().filter(segment -> segment.name().equals(name)).toList();
  }

  Optional<Segment> first(String name) {
    return segments.stream().filter(segment -> segment.name().equals(name)).findFirst();
  }

  /** Masked: segments hold personal data. */
  @Override
  public String toString() {
    return "Hl7Message" + segments;
  }
}
