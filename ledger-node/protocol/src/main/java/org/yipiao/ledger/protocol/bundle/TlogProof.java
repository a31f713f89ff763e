package org.yipiao.ledger.protocol.bundle;

import java.util.ArrayList;
import java.util.List;
import org.yipiao.ledger.protocol.log.InclusionProof;
import org.yipiao.ledger.protocol.wire.Base64Text;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * An inclusion proof with the checkpoint it leads to (C2SP tlog-proof), without extra data.
 *
 * @param leafIndex of the leaf in the log
 * @param path from the leaf's sibling up
 * @param checkpoint the cosigned note, verbatim
 */
public record TlogProof(long leafIndex, List<Digest> path, String checkpoint) {

  private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1\n";
  private static final String INDEX = "index ";

  public TlogProof {
    path = List.copyOf(path);
    if (leafIndex < 0 || path.size() > InclusionProof.MAX_PATH) {
      throw new FormatException("leaf " + leafIndex + " with a path of " + path.size());
    }
  }

  public String format() {
    var text = new StringBuilder(FIRST_LINE).append(INDEX).append(leafIndex).append('\n');
    path.forEach(hash -> text.append(Base64Text.encode(hash.bytes())).append('\n'));
    return text.append('\n').append(checkpoint).toString();
  }

  /**
   * @throws FormatException unless the text is exactly what {@link #format} gives
   */
  public static TlogProof parse(String text) {
    if (!text.startsWith(FIRST_LINE)) {
      throw new FormatException("not a tlog-proof");
    }
    int blank = text.indexOf("\n\n");
    if (blank < FIRST_LINE.length()) {
      throw new FormatException("the proof has no checkpoint");
    }
    String[] lines = text.substring(FIRST_LINE.length(), blank).split("\n", -1);
    if (!lines[0].matches("index (0|[1-9][0-9]{0,18})")) {
      throw new FormatException("the proof names no index");
    }
    var path = new ArrayList<Digest>();
    for (int i = 1; i < lines.length; i++) {
      path.add(Digest.of(Base64Text.decode(lines[i])));
    }
    long index;
    try {
      index = Long.parseLong(lines[0].substring(INDEX.length()));
    } catch (NumberFormatException e) {
      throw new FormatException("the index is too large", e);
    }
    return new TlogProof(index, path, text.substring(blank + 2));
  }
}
