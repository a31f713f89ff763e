package org.yipiao.ledger.protocol.checkpoint;

import java.nio.charset.StandardCharsets;
import org.yipiao.ledger.protocol.wire.Base64Text;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * The state of a log (C2SP tlog-checkpoint), always without extension lines.
 *
 * @param origin the log's name, one line
 * @param size how many leaves
 * @param root RFC 9162 root over them
 */
public record Checkpoint(String origin, long size, Digest root) {

  public Checkpoint {
    Vkey.requireName(origin);
    if (size < 0) {
      throw new FormatException("a log of size " + size);
    }
  }

  /** The three lines that are signed, each with its line feed. */
  public String body() {
    return origin + "\n" + size + "\n" + Base64Text.encode(root.bytes()) + "\n";
  }

  byte[] bodyBytes() {
    return body().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws FormatException unless the text is exactly what {@link #body} gives
   */
  public static Checkpoint parse(String body) {
    String[] lines = body.split("\n", -1);
    if (lines.length != 4 || !lines[3].isEmpty() || !lines[1].matches("0|[1-9][0-9]{0,18}")) {
      throw new FormatException("a checkpoint has origin, size and root, one line each");
    }
    long size;
    try {
      size = Long.parseLong(lines[1]);
    } catch (NumberFormatException e) {
      throw new FormatException("the size is too large", e);
    }
    return new Checkpoint(lines[0], size, Digest.of(Base64Text.decode(lines[2])));
  }
}
