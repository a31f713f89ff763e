package org.yipiao.ledger.protocol.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads protobuf messages of which exactly one encoding is valid: the caller asks for the fields in
 * ascending order, each must be there, once, and nothing else; tags and lengths have their shortest
 * form. Only fixed32, fixed64, one-byte booleans and byte strings under field numbers 1 to 15
 * occur, so no number has a second spelling. Source of the wire types: the protobuf encoding guide.
 */
public final class FieldReader {

  private static final int MAX_LENGTH_BYTES = 4;

  private final byte[] bytes;
  private int position;

  /** Reads {@code bytes}, which must not change meanwhile. */
  public FieldReader(byte[] bytes) {
    this.bytes = bytes;
  }

  public long fixed64(int field) {
    expectTag(field, FieldWriter.FIXED64);
    need(Long.BYTES, field);
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value |= (bytes[position++] & 0xffL) << (i * Byte.SIZE);
    }
    return value;
  }

  public int fixed32(int field) {
    expectTag(field, FieldWriter.FIXED32);
    need(Integer.BYTES, field);
    int value = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      value |= (bytes[position++] & 0xff) << (i * Byte.SIZE);
    }
    return value;
  }

  public boolean bool(int field) {
    expectTag(field, FieldWriter.VARINT);
    need(1, field);
    return switch (bytes[position++]) {
      case 0 -> false;
      case 1 -> true;
      default -> throw new FormatException(WireFault.NOT_A_BOOLEAN, field);
    };
  }

  /** A byte string whose length lies in {@code minLength..maxLength}. */
  public byte[] bytes(int field, int minLength, int maxLength) {
    expectTag(field, FieldWriter.LENGTH_DELIMITED);
    int length = length(field);
    if (length < minLength || length > maxLength) {
      throw new FormatException(WireFault.FIELD_LENGTH, field, length, minLength, maxLength);
    }
    need(length, field);
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  public Digest digest(int field) {
    return Digest.of(bytes(field, Digest.LENGTH, Digest.LENGTH));
  }

  /** A string of printable ASCII. */
  public String ascii(int field, int minLength, int maxLength) {
    byte[] value = bytes(field, minLength, maxLength);
    for (byte b : value) {
      if (b < 0x20 || b > 0x7e) {
        throw new FormatException(WireFault.NOT_ASCII, field);
      }
    }
    return new String(value, StandardCharsets.US_ASCII);
  }

  /**
   * All byte strings of a repeated field, which may be none.
   *
   * @throws FormatException when there are more than {@code maxCount}, or one is empty
   */
  public List<byte[]> repeated(int field, int maxCount) {
    var values = new ArrayList<byte[]>();
    while (position < bytes.length
        && bytes[position] == (byte) FieldWriter.tagByte(field, FieldWriter.LENGTH_DELIMITED)) {
      if (values.size() == maxCount) {
        throw new FormatException(WireFault.FIELD_TOO_OFTEN, field, maxCount);
      }
      values.add(bytes(field, 1, bytes.length));
    }
    return values;
  }

  /**
   * To be called after the last field.
   *
   * @throws FormatException when anything follows
   */
  public void end() {
    if (position != bytes.length) {
      throw new FormatException(WireFault.BYTES_BEHIND_THE_LAST_FIELD, position);
    }
  }

  private void expectTag(int field, int wireType) {
    int expected = FieldWriter.tagByte(field, wireType);
    if (position == bytes.length) {
      throw new FormatException(WireFault.FIELD_MISSING, field);
    }
    int found = bytes[position] & 0xff;
    if (found != expected) {
      throw new FormatException(WireFault.OTHER_TAG, position, field, found);
    }
    position++;
  }

  private int length(int field) {
    int value = 0;
    for (int i = 0; i < MAX_LENGTH_BYTES; i++) {
      need(1, field);
      int next = bytes[position++] & 0xff;
      value |= (next & 0x7f) << (7 * i);
      if (next < 0x80) {
        if (next == 0 && i > 0) {
          throw new FormatException(WireFault.LENGTH_NOT_SHORTEST, field);
        }
        return value;
      }
    }
    throw new FormatException(WireFault.LENGTH_TOO_LARGE, field);
  }

  private void need(int count, int field) {
    if (bytes.length - position < count) {
      throw new FormatException(WireFault.FIELD_CUT_OFF, field);
    }
  }
}
