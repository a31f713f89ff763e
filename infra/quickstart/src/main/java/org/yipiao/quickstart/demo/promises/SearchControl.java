package org.yipiao.quickstart.demo.promises;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * Proves that the search for personal data would find it: plants a text in every encoding that the
 * search promises to know into a copy of a leaf and into a copy of a published block, and looks for
 * it there. Encodes by itself and shares no code with {@link Needles}, so that what they forget is
 * missed here.
 *
 * @param planted how many copies had something planted in them
 * @param found in how many of them the search finds it
 * @param missed where and in which encoding it does not, such as {@code leaf, UTF-16LE}
 */
record SearchControl(int planted, int found, List<String> missed) {

  SearchControl {
    missed = List.copyOf(missed);
  }

  /**
   * One encoding of a text.
   *
   * @param name as it is reported when it is missed
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes to be planted; compared nowhere
  record Form(String name, byte[] bytes) {}

  /**
   * Plants and looks.
   *
   * @param texts some of what the needles search for; the one in which encodings differ most is
   *     planted
   * @param leaf a leaf of the ledger; empty when there is none, and then nothing is found in it
   * @param block a published block, likewise
   */
  static SearchControl run(Needles needles, Collection<String> texts, byte[] leaf, byte[] block) {
    List<String> missed = new ArrayList<>();
    int planted = 0;
    for (Form form : texts.isEmpty() ? List.<Form>of() : forms(telling(texts))) {
      planted += 2;
      if (!finds(needles, leaf, form)) {
        missed.add("leaf, " + form.name());
      }
      if (!finds(needles, block, form)) {
        missed.add("block, " + form.name());
      }
    }
    return new SearchControl(planted, planted - missed.size(), missed);
  }

  private static boolean finds(Needles needles, byte[] original, Form form) {
    if (original.length == 0) {
      return false;
    }
    byte[] copy = Arrays.copyOf(original, original.length + form.bytes().length);
    System.arraycopy(form.bytes(), 0, copy, original.length, form.bytes().length);
    return needles.hitsIn(copy) > needles.hitsIn(original);
  }

  /** The longest of those that are not plain ASCII, whose encodings are all different. */
  static String telling(Collection<String> texts) {
    return texts.stream()
        .max(
            Comparator.comparing(
                    (String text) -> !StandardCharsets.US_ASCII.newEncoder().canEncode(text))
                .thenComparingInt(String::length))
        .orElseThrow();
  }

  /** A text in every encoding. */
  static List<Form> forms(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] digest = sha256(utf8);
    HexFormat hex = HexFormat.of();
    List<Form> forms = new ArrayList<>();
    forms.add(new Form("UTF-8", utf8));
    forms.add(new Form("UTF-16BE", text.getBytes(StandardCharsets.UTF_16BE)));
    forms.add(new Form("UTF-16LE", text.getBytes(StandardCharsets.UTF_16LE)));
    forms.add(new Form("GB18030", text.getBytes(Charset.forName("GB18030"))));
    forms.add(new Form("hex", ascii(hex.formatHex(utf8))));
    forms.add(new Form("upper-case hex", ascii(hex.withUpperCase().formatHex(utf8))));
    for (int before = 0; before < 3; before++) {
      byte[] inside = new byte[before + utf8.length];
      System.arraycopy(utf8, 0, inside, before, utf8.length);
      forms.add(new Form("base64 after " + before, Base64.getEncoder().encode(inside)));
      forms.add(new Form("base64url after " + before, Base64.getUrlEncoder().encode(inside)));
    }
    forms.add(new Form("SHA-256", digest));
    forms.add(new Form("SHA-256 in hex", ascii(hex.formatHex(digest))));
    forms.add(new Form("SHA-256 in upper-case hex", ascii(hex.withUpperCase().formatHex(digest))));
    forms.add(new Form("SHA-256 in base64", Base64.getEncoder().encode(digest)));
    forms.add(new Form("SHA-256 in base64url", Base64.getUrlEncoder().encode(digest)));
    return forms;
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
