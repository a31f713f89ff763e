package org.yipiao.ledger.protocol.checkpoint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * A text and its signature lines (C2SP signed-note).
 *
 * @param text ends with a line feed
 * @param signatures at least one, in the note's order
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

  /** The most signature lines that are read. */
  public static final int MAX_SIGNATURES = 128;

  /** The most characters that are read. */
  public static final int MAX_LENGTH = 1 << 20;

  public SignedNote {
    if (!text.endsWith("\n") || signatures.isEmpty()) {
      throw new FormatException("a note ends with a line feed and is signed");
    }
    signatures = List.copyOf(signatures);
  }

  /**
   * @throws FormatException when the text is not a signed note in its one spelling
   */
  public static SignedNote parse(String note) {
    int split = note.lastIndexOf("\n\n");
    if (split < 0 || !note.endsWith("\n") || note.length() > MAX_LENGTH) {
      throw new FormatException("not a signed note");
    }
    if (note.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
      throw new FormatException("a control character in the note");
    }
    String text = note.substring(0, split + 1);
    String lines = note.substring(split + 2);
    if (lines.isEmpty()) {
      throw new FormatException("the note is not signed");
    }
    var signatures = new ArrayList<NoteSignature>();
    for (String line : lines.substring(0, lines.length() - 1).split("\n", -1)) {
      if (signatures.size() == MAX_SIGNATURES) {
        throw new FormatException("more than " + MAX_SIGNATURES + " signatures");
      }
      signatures.add(NoteSignature.parse(line));
    }
    return new SignedNote(text, signatures);
  }

  /**
   * The first line of each key, in the note's order. Whoever verifies looks at these alone: else
   * the maker of a note would choose how often the same key's lines are verified.
   */
  public List<NoteSignature> firstOfEachKey() {
    var keys = new HashSet<Signer>();
    return signatures.stream()
        .filter(line -> keys.add(new Signer(line.name(), line.keyId())))
        .toList();
  }

  private record Signer(String name, int keyId) {}

  /** The whole note. */
  public String format() {
    return signatures.stream()
        .map(signature -> signature.line() + "\n")
        .collect(Collectors.joining("", text + "\n", ""));
  }
}
