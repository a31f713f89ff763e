package org.yipiao.ledger.protocol.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.yipiao.ledger.protocol.wire.Base64Text;
import org.yipiao.ledger.protocol.wire.FormatException;

/** A signature line of a note: {@code — <key name> base64(key id ‖ signature)}. */
public final class NoteSignature {

  private static final String DASH = "— ";

  private final String name;
  private final int keyId;
  private final byte[] signature;

  public NoteSignature(String name, int keyId, byte[] signature) {
    this.name = Vkey.requireName(name);
    this.keyId = keyId;
    this.signature = signature.clone();
  }

  /**
   * Reads a line without its line feed.
   *
   * @throws FormatException when it is no signature line
   */
  public static NoteSignature parse(String line) {
    int space = line.indexOf(' ', DASH.length());
    if (!line.startsWith(DASH) || space < 0) {
      throw new FormatException("not a signature line");
    }
    byte[] bytes = Base64Text.decode(line.substring(space + 1));
    if (bytes.length <= Integer.BYTES) {
      throw new FormatException("a signature line without signature");
    }
    return new NoteSignature(
        line.substring(DASH.length(), space),
        ByteBuffer.wrap(bytes).getInt(),
        Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
  }

  /** The line without its line feed. */
  public String line() {
    byte[] bytes =
        ByteBuffer.allocate(Integer.BYTES + signature.length).putInt(keyId).put(signature).array();
    return DASH + name + " " + Base64Text.encode(bytes);
  }

  public String name() {
    return name;
  }

  public int keyId() {
    return keyId;
  }

  /** A copy of the bytes after the key id. */
  public byte[] signature() {
    return signature.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteSignature that && line().equals(that.line());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(signature);
  }

  @Override
  public String toString() {
    return line();
  }
}
