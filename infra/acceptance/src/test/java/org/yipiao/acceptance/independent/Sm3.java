package org.yipiao.acceptance.independent;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The hash function SM3, from GB/T 32905-2016, section 5, as it stands there. */
final class Sm3 {

  private static final int[] IV = {
    0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e
  };
  private static final int BLOCK = 64;
  private static final int ROUNDS = 64;
  private static final int FIRST_ROUNDS = 16;

  private Sm3() {}

  static byte[] hash(byte[]... parts) {
    var message = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      message.writeBytes(part);
    }
    long bits = message.size() * 8L;
    message.write(0x80);
    while (message.size() % BLOCK != BLOCK - Long.BYTES) {
      message.write(0);
    }
    message.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(bits).array());
    int[] v = IV.clone();
    var blocks = ByteBuffer.wrap(message.toByteArray());
    while (blocks.hasRemaining()) {
      compress(v, expand(blocks));
    }
    var out = ByteBuffer.allocate(IV.length * Integer.BYTES);
    for (int word : v) {
      out.putInt(word);
    }
    return out.array();
  }

  private static int[] expand(ByteBuffer block) {
    int[] w = new int[68];
    for (int j = 0; j < 16; j++) {
      w[j] = block.getInt();
    }
    for (int j = 16; j < w.length; j++) {
      w[j] =
          p1(w[j - 16] ^ w[j - 9] ^ Integer.rotateLeft(w[j - 3], 15))
              ^ Integer.rotateLeft(w[j - 13], 7)
              ^ w[j - 6];
    }
    return w;
  }

  private static void compress(int[] v, int[] w) {
    int a = v[0];
    int b = v[1];
    int c = v[2];
    int d = v[3];
    int e = v[4];
    int f = v[5];
    int g = v[6];
    int h = v[7];
    for (int j = 0; j < ROUNDS; j++) {
      int t = j < FIRST_ROUNDS ? 0x79cc4519 : 0x7a879d8a;
      int ss1 = Integer.rotateLeft(Integer.rotateLeft(a, 12) + e + Integer.rotateLeft(t, j), 7);
      int ss2 = ss1 ^ Integer.rotateLeft(a, 12);
      int tt1 = ff(j, a, b, c) + d + ss2 + (w[j] ^ w[j + 4]);
      int tt2 = gg(j, e, f, g) + h + ss1 + w[j];
      d = c;
      c = Integer.rotateLeft(b, 9);
      b = a;
      a = tt1;
      h = g;
      g = Integer.rotateLeft(f, 19);
      f = e;
      e = tt2 ^ Integer.rotateLeft(tt2, 9) ^ Integer.rotateLeft(tt2, 17);
    }
    int[] words = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < v.length; i++) {
      v[i] ^= words[i];
    }
  }

  private static int ff(int j, int x, int y, int z) {
    return j < FIRST_ROUNDS ? x ^ y ^ z : (x & y) | (x & z) | (y & z);
  }

  private static int gg(int j, int x, int y, int z) {
    return j < FIRST_ROUNDS ? x ^ y ^ z : (x & y) | (~x & z);
  }

  private static int p1(int x) {
    return x ^ Integer.rotateLeft(x, 15) ^ Integer.rotateLeft(x, 23);
  }
}
