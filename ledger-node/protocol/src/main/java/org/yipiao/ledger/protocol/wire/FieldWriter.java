package org.yipiao.ledger.protocol.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the protobuf subset that {@link FieldReader} reads: fixed32, fixed64, booleans and byte
 * strings under field numbers 1 to 15, in the order of the calls. Every field is written, also when
 * its value is zero.
 */
public final class FieldWriter {

  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;
  static final int FIXED32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);

  public FieldWriter fixed64(int field, long value) {
    tag(field, FIXED64);
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      out.write((int) (value >>> shift));
    }
    return this;
  }

  public FieldWriter fixed32(int field, int value) {
    tag(field, FIXED32);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(value >>> shift);
    }
    return this;
  }

  public FieldWriter bool(int field, boolean value) {
    tag(field, VARINT);
    out.write(value ? 1 : 0);
    return this;
  }

  public FieldWriter bytes(int field, byte[] value) {
    tag(field, LENGTH_DELIMITED);
    length(value.length);
    out.writeBytes(value);
    return this;
  }

  public FieldWriter digest(int field, Digest value) {
    return bytes(field, value.bytes());
  }

  public FieldWriter ascii(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.US_ASCII));
  }

  public byte[] toBytes() {
    return out.toByteArray();
  }

  private void tag(int field, int wireType) {
    out.write(tagByte(field, wireType));
  }

  static int tagByte(int field, int wireType) {
    if (field < 1 || field > 15) {
      throw new IllegalArgumentException("field number " + field);
    }
    return (field << 3) | wireType;
  }

  private void length(int value) {
    int rest = value;
    while (rest > 0x7f) {
      out.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
