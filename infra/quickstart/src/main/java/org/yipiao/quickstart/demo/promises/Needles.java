package org.yipiao.quickstart.demo.promises;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Searches bytes for planted personal data in every form in which it could have leaked: UTF-8,
 * UTF-16 (both orders), GB 18030, hexadecimal (both cases), base64 (three alignments, both
 * alphabets) and plain SHA-256 (raw, hexadecimal and base64).
 *
 * <p>All forms are searched in one pass. Of each only a fingerprint of 64 bits is kept, so that
 * those of the largest load fit into the command line's heap; that a ledger without personal data
 * hits one of them by chance is less likely than one in ten thousand. For one thread alone.
 */
public final class Needles {

  private static final int SHORTEST_BYTES = 5;
  private static final int GATE_BITS = 1 << 27;

  /** Fowler, Noll and Vo's hash of 64 bits, variant 1a: it grows byte by byte. */
  private static final long HASH_OF_NOTHING = 0xcbf29ce484222325L;

  private static final long HASH_PRIME = 0x100000001b3L;

  private final Fingerprints texts = new Fingerprints();
  private final Fingerprints forms = new Fingerprints();

  /** How many bytes a form may have. */
  private final BitSet lengths = new BitSet();

  /** Two marks for the first five bytes of each form: hardly a place without a form has both. */
  private final BitSet gate = new BitSet(GATE_BITS);

  public Needles() {}

  Needles(Collection<String> planted) {
    plant(planted);
  }

  /** Searches for these too. */
  public void plant(Collection<String> planted) {
    for (String text : planted) {
      texts.add(hash(text.getBytes(StandardCharsets.UTF_8)));
      forms(text).forEach(this::keep);
    }
  }

  private void keep(byte[] form) {
    if (form.length >= SHORTEST_BYTES) {
      forms.add(hash(form));
      lengths.set(form.length);
      long marks = marks(form, 0);
      gate.set(firstMark(marks));
      gate.set(secondMark(marks));
    }
  }

  /** How many distinct texts are searched for. */
  public int count() {
    return texts.size();
  }

  /** How many forms occur in {@code haystack}, counting each occurrence. */
  public int hitsIn(byte[] haystack) {
    int hits = 0;
    for (int at = 0; at + SHORTEST_BYTES <= haystack.length; at++) {
      long marks = marks(haystack, at);
      if (gate.get(firstMark(marks)) && gate.get(secondMark(marks))) {
        hits += formsFrom(haystack, at);
      }
    }
    return hits;
  }

  private int formsFrom(byte[] haystack, int at) {
    int longest = Math.min(lengths.length() - 1, haystack.length - at);
    int found = 0;
    long hash = HASH_OF_NOTHING;
    for (int length = 1; length <= longest; length++) {
      hash = hash(hash, haystack[at + length - 1]);
      if (lengths.get(length) && forms.contains(hash)) {
        found++;
      }
    }
    return found;
  }

  private static long hash(byte[] bytes) {
    long hash = HASH_OF_NOTHING;
    for (byte next : bytes) {
      hash = hash(hash, next);
    }
    return hash;
  }

  private static long hash(long before, byte next) {
    return (before ^ (next & 0xff)) * HASH_PRIME;
  }

  private static long marks(byte[] bytes, int at) {
    long prefix = 0;
    for (int i = 0; i < SHORTEST_BYTES; i++) {
      prefix = (prefix << Byte.SIZE) | (bytes[at + i] & 0xff);
    }
    return Fingerprints.mix(prefix);
  }

  private static int firstMark(long marks) {
    return (int) (marks & (GATE_BITS - 1));
  }

  private static int secondMark(long marks) {
    return (int) ((marks >>> Integer.SIZE) & (GATE_BITS - 1));
  }

  /** Some of them are the same, as UTF-8 and GB 18030 of a number. */
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
    return forms;
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
