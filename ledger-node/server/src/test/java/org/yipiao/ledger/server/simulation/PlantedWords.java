package org.yipiao.ledger.server.simulation;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.yipiao.ledger.protocol.wire.Digest;

/** Words of made-up documents, which clients hash and which no leaf may have. */
final class PlantedWords {

  private static final List<String> WORDS =
      List.of("欧阳示范", "110101199003070011", "13800138000", "acute appendicitis", "示范路一号");

  private static final List<Charset> CHARSETS =
      List.of(
          StandardCharsets.UTF_8,
          StandardCharsets.UTF_16BE,
          StandardCharsets.UTF_16LE,
          Charset.forName("GB18030"));

  private final List<byte[]> needles = new ArrayList<>();

  PlantedWords() {
    for (String word : WORDS) {
      CHARSETS.forEach(charset -> needles.add(word.getBytes(charset)));
    }
  }

  /** A name of a person. */
  static String name() {
    return WORDS.getFirst();
  }

  /** What a client commits to: a document with all of the words. */
  static Digest commitment(long salt) {
    return Digest.sha256((salt + " " + String.join(" ", WORDS)).getBytes(StandardCharsets.UTF_8));
  }

  /** The next leaf of the final log. */
  void leaf(long index, byte[] leaf) {
    for (byte[] needle : needles) {
      if (contains(leaf, needle)) {
        throw new BrokenPromise(Promise.NO_PERSONAL_WORD, "leaf " + index + " has one");
      }
    }
  }

  private static boolean contains(byte[] leaf, byte[] needle) {
    for (int from = 0; from + needle.length <= leaf.length; from++) {
      int at = 0;
      while (at < needle.length && leaf[from + at] == needle[at]) {
        at++;
      }
      if (at == needle.length) {
        return true;
      }
    }
    return false;
  }
}
