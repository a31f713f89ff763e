package org.yipiao.quickstart.demo;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Searches bytes for planted personal data in every form in which it could have leaked: UTF-8,
 * UTF-16 (both orders), GB 18030, hexadecimal (both cases), base64 (three alignments, both
 * alphabets) and plain SHA-256 (raw, hexadecimal and base64).
 *
 * <p>All needles are searched in one pass: the first four bytes find the candidates, which are then
 * compared whole.
 */
final class Needles {

  private static final int SHORTEST_BYTES = 5;
  private static final int PREFIX_BYTES = 4;

  /** Encoded needles by their first four bytes. */
  private final Map<Integer, List<byte[]>> byPrefix = new HashMap<>();

  private final int count;

  Needles(Collection<String> planted) {
    Set<String> distinct = new LinkedHashSet<>(planted);
    for (String text : distinct) {
      for (byte[] form : forms(text)) {
        if (form.length >= SHORTEST_BYTES) {
          byPrefix.computeIfAbsent(prefix(form, 0), key -> new ArrayList<>()).add(form);
        }
      }
    }
    count = distinct.size();
  }

  /** How many distinct texts are searched for. */
  int count() {
    return count;
  }

  /** How many needles occur in {@code haystack}, counting each occurrence. */
  int hitsIn(byte[] haystack) {
    int hits = 0;
    for (int at = 0; at + PREFIX_BYTES <= haystack.length; at++) {
      List<byte[]> candidates = byPrefix.get(prefix(haystack, at));
      if (candidates == null) {
        continue;
      }
      for (byte[] needle : candidates) {
        if (startsAt(haystack, at, needle)) {
          hits++;
        }
      }
    }
    return hits;
  }

  private static boolean startsAt(byte[] haystack, int at, byte[] needle) {
    if (at + needle.length > haystack.length) {
      return false;
    }
    for (int i = 0; i < needle.length; i++) {
      if (haystack[at + i] != needle[i]) {
        return false;
      }
    }
    return true;
  }

  private static int prefix(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  static List<byte[]> forms(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] digest = sha256(utf8);
    List<byte[]> forms = new ArrayList<>();
    forms.add(utf8);
    forms.add(text.getBytes(StandardCharsets.UTF_16BE));
    forms.add(text.getBytes(StandardCharsets.UTF_16LE));
    forms.add(text.getBytes(Charset.forName("GB18030")));
    addHex(forms, utf8);
    addBase64(forms, utf8);
    forms.add(digest);
    addHex(forms, digest);
    forms.add(ascii(Base64.getEncoder().withoutPadding().encodeToString(digest)));
    forms.add(ascii(Base64.getUrlEncoder().withoutPadding().encodeToString(digest)));
    return distinct(forms);
  }

  private static void addHex(List<byte[]> forms, byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes);
    forms.add(ascii(hex));
    forms.add(ascii(hex.toUpperCase(Locale.ROOT)));
  }

  /** The part of the base64 text that depends on the needle alone, for each of three alignments. */
  private static void addBase64(List<byte[]> forms, byte[] bytes) {
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[shift + bytes.length];
      System.arraycopy(bytes, 0, shifted, shift, bytes.length);
      int firstWhole = (shift * 8 + 5) / 6;
      int lastWhole = shifted.length * 8 / 6;
      for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
        String text = encoder.withoutPadding().encodeToString(shifted);
        forms.add(ascii(text.substring(firstWhole, lastWhole)));
      }
    }
  }

  private static List<byte[]> distinct(List<byte[]> forms) {
    Map<String, byte[]> seen = new HashMap<>();
    List<byte[]> result = new ArrayList<>();
    for (byte[] form : forms) {
      if (seen.put(HexFormat.of().formatHex(form), form) == null) {
        result.add(form);
      }
    }
    return result;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
