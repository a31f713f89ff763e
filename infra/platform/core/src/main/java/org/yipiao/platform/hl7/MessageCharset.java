package org.yipiao.platform.hl7;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The character sets of HL7 table 0211 that are a superset of ASCII, by their name in MSH-18.
 * Absent means UTF-8.
 */
public final class MessageCharset {

  private static final int SHORTEST_HEADER = 9;

  /** MSH-1 is the separator itself, so that MSH-18 stands at 17. */
  private static final int MSH_18 = 17;

  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final Charset BIG5 = Charset.forName("Big5");
  private static final Map<String, Charset> BY_NAME = byName();

  private MessageCharset() {}

  /** The set that a message names; empty when it names one that is none of these. */
  public static Optional<Charset> of(byte[] message) {
    int end = 0;
    while (end < message.length && message[end] != '\r' && message[end] != '\n') {
      end++;
    }
    // The header can itself be written in the set that it names, and these two hide separators in
    // letters.
    if (named(new String(message, 0, end, GB18030)).startsWith("GB")) {
      return Optional.of(GB18030);
    }
    if (BIG5.equals(BY_NAME.get(named(new String(message, 0, end, BIG5))))) {
      return Optional.of(BIG5);
    }
    String name = named(new String(message, 0, end, StandardCharsets.ISO_8859_1));
    return name.isEmpty()
        ? Optional.of(StandardCharsets.UTF_8)
        : Optional.ofNullable(BY_NAME.get(name));
  }

  private static String named(String header) {
    if (header.length() < SHORTEST_HEADER) {
      return "";
    }
    String[] fields = header.split(Pattern.quote(header.substring(3, 4)), -1);
    return fields.length > MSH_18 ? fields[MSH_18].strip().toUpperCase(Locale.ROOT) : "";
  }

  private static Map<String, Charset> byName() {
    Map<String, Charset> names = new HashMap<>();
    names.put("ASCII", StandardCharsets.US_ASCII);
    names.put("UNICODE UTF-8", StandardCharsets.UTF_8);
    names.put("UTF-8", StandardCharsets.UTF_8);
    names.put("UTF8", StandardCharsets.UTF_8);
    names.put("GB 18030-2000", GB18030);
    names.put("GB 18030", GB18030);
    names.put("GB18030", GB18030);
    names.put("GB18030-2000", GB18030);
    names.put("BIG-5", BIG5);
    for (int part : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 15}) {
      names.put("8859/" + part, Charset.forName("ISO-8859-" + part));
    }
    return Map.copyOf(names);
  }
}
