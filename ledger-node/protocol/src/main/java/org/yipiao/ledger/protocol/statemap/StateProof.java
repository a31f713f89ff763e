package org.yipiao.ledger.protocol.statemap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.wire.Base64Text;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * A row of the state, or its absence, as of a block whose header is in a final checkpoint. As text,
 * all bytes in base64:
 *
 * <pre>
 * yipiao/state-proof@v1
 * key KEY
 * value VALUE                   or: other KEY DIGEST-OF-ITS-VALUE; or: nothing
 * node BIT HASH                 one line for each step, from the root down
 * header LEAF
 *                               an empty line
 * the header leaf's inclusion in a cosigned checkpoint, as {@link TlogProof} has it
 * </pre>
 *
 * @param map leads to the map's root
 * @param headerLeaf the block's last leaf, whose state root covers the map's root
 * @param inclusion of that leaf
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes; never compared by equals
public record StateProof(MapProof map, byte[] headerLeaf, TlogProof inclusion) {

  /** A text is no longer: as many steps as there are bits, and a checkpoint of 32 cosigners. */
  public static final int MAX_CHARACTERS = 64 * 1_024;

  private static final String FIRST_LINE = "yipiao/state-proof@v1";
  private static final int FIXED_LINES = 4;

  public String format() {
    var text = new StringBuilder(FIRST_LINE);
    text.append("\nkey ").append(Base64Text.encode(map.key()));
    switch (map.end()) {
      case MapProof.End.Present(byte[] value) ->
          text.append("\nvalue ").append(Base64Text.encode(value));
      case MapProof.End.Other(byte[] key, Digest digest) ->
          text.append("\nother ")
              .append(Base64Text.encode(key))
              .append(' ')
              .append(Base64Text.encode(digest.bytes()));
      case MapProof.End.Nothing() -> text.append("\nnothing");
    }
    for (MapProof.Step step : map.steps()) {
      text.append("\nnode ").append(step.bit()).append(' ');
      text.append(Base64Text.encode(step.beside().bytes()));
    }
    text.append("\nheader ").append(Base64Text.encode(headerLeaf));
    return text.append("\n\n").append(inclusion.format()).toString();
  }

  /** Whether a text is meant to be a state proof, by its first line. */
  public static boolean announces(String text) {
    return text.startsWith(FIRST_LINE + "\n");
  }

  /**
   * @throws FormatException unless the text is exactly what {@link #format} gives; its reason is a
   *     {@link StateProofTextFault}
   */
  public static StateProof parse(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new FormatException(StateProofTextFault.TOO_LONG, text.length(), MAX_CHARACTERS);
    }
    int blank = text.indexOf("\n\n");
    if (!announces(text) || blank < 0) {
      throw new FormatException(StateProofTextFault.NOT_ONE);
    }
    List<String> lines = Arrays.asList(text.substring(0, blank).split("\n", -1));
    if (lines.size() < FIXED_LINES) {
      throw new FormatException(StateProofTextFault.NOT_ONE);
    }
    var map = map(lines);
    int last = lines.size() - 1;
    byte[] header = read(lines, last, line -> Base64Text.decode(words(line, "header", 1)[1]));
    TlogProof inclusion;
    try {
      inclusion = TlogProof.parse(text.substring(blank + 2));
    } catch (FormatException e) {
      throw new FormatException(StateProofTextFault.INCLUSION);
    }
    return new StateProof(map, header, inclusion);
  }

  private static MapProof map(List<String> lines) {
    byte[] key = read(lines, 1, line -> Base64Text.decode(words(line, "key", 1)[1]));
    MapProof.End end = read(lines, 2, StateProof::end);
    var steps = new ArrayList<MapProof.Step>();
    for (int i = FIXED_LINES - 1; i < lines.size() - 1; i++) {
      steps.add(read(lines, i, line -> step(words(line, "node", 2))));
    }
    try {
      return new MapProof(key, end, steps);
    } catch (FormatException e) {
      throw new FormatException(StateProofTextFault.SEARCH);
    }
  }

  private static <T> T read(List<String> lines, int index, Function<String, T> meaning) {
    try {
      return meaning.apply(lines.get(index));
    } catch (FormatException e) {
      throw new FormatException(StateProofTextFault.LINE, index + 1);
    }
  }

  private static MapProof.End end(String line) {
    if (line.equals("nothing")) {
      return new MapProof.End.Nothing();
    }
    if (line.startsWith("other")) {
      String[] words = words(line, "other", 2);
      return new MapProof.End.Other(Base64Text.decode(words[1]), digest(words[2]));
    }
    return new MapProof.End.Present(Base64Text.decode(words(line, "value", 1)[1]));
  }

  private static MapProof.Step step(String[] words) {
    if (!words[1].matches("0|[1-9][0-9]{0,2}")) {
      throw new FormatException("a node without its bit");
    }
    return new MapProof.Step(Integer.parseInt(words[1]), digest(words[2]));
  }

  private static Digest digest(String base64) {
    return Digest.of(Base64Text.decode(base64));
  }

  private static String[] words(String line, String name, int count) {
    String[] words = line.split(" ", -1);
    if (words.length != count + 1 || !words[0].equals(name)) {
      throw new FormatException("no line of \"" + name + "\" where one is expected");
    }
    return words;
  }
}
