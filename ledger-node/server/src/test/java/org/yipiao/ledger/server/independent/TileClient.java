package org.yipiao.ledger.server.independent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads a log from its tiles and computes its roots by RFC 9162's recursive definition. */
public final class TileClient implements AutoCloseable {

  private static final int WIDTH = 256;
  private static final int HASH = 32;

  private final URI log;
  private final String token;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * @param token for leaves, which are for members alone
   */
  public TileClient(URI log, String token) {
    this.log = log;
    this.token = token;
  }

  /** A text that is there for everyone. */
  public String text(String path) throws IOException, InterruptedException {
    return new String(get(path, false), StandardCharsets.UTF_8);
  }

  /** The hashes of the first {@code size} leaves, from tiles of level 0. */
  public List<byte[]> leafHashes(long size) throws IOException, InterruptedException {
    return level(0, size);
  }

  /** The hashes of a level of tiles in a tree of that size: each covers 256 of the level below. */
  public List<byte[]> level(int level, long size) throws IOException, InterruptedException {
    long count = size >> (8 * level);
    List<byte[]> hashes = new ArrayList<>();
    for (long tile = 0; tile * WIDTH < count; tile++) {
      int width = (int) Math.min(WIDTH, count - tile * WIDTH);
      byte[] bytes = get(path("tile/" + level, tile, width), false);
      if (bytes.length != width * HASH) {
        throw new IOException("a tile of " + bytes.length + " bytes");
      }
      for (int i = 0; i < width; i++) {
        hashes.add(Arrays.copyOfRange(bytes, i * HASH, (i + 1) * HASH));
      }
    }
    return hashes;
  }

  /** A leaf's bytes, from the bundle that holds it in a tree of that size. */
  public byte[] entry(long index, long size) throws IOException, InterruptedException {
    long bundle = index / WIDTH;
    int width = (int) Math.min(WIDTH, size - bundle * WIDTH);
    ByteBuffer in = ByteBuffer.wrap(get(path("tile/entries", bundle, width), true));
    for (long at = bundle * WIDTH; ; at++) {
      byte[] leaf = new byte[in.getShort() & 0xffff];
      in.get(leaf);
      if (at == index) {
        return leaf;
      }
    }
  }

  private static String path(String prefix, long index, int width) {
    var digits = new StringBuilder(String.format(Locale.ROOT, "%03d", index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      digits.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
    }
    return prefix + "/" + digits + (width < WIDTH ? ".p/" + width : "");
  }

  private byte[] get(String path, boolean asMember) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(log + "/" + path));
    if (asMember) {
      request.header("Authorization", "Bearer " + token);
    }
    var response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(path + ": HTTP " + response.statusCode());
    }
    return response.body();
  }

  /** RFC 9162, section 2.1.1. */
  public static byte[] root(List<byte[]> leafHashes) {
    if (leafHashes.size() == 1) {
      return leafHashes.getFirst();
    }
    int left = Integer.highestOneBit(leafHashes.size() - 1);
    return sha256(
        new byte[] {1},
        root(leafHashes.subList(0, left)),
        root(leafHashes.subList(left, leafHashes.size())));
  }

  public static byte[] leafHash(byte[] leaf) {
    return sha256(new byte[] {0}, leaf);
  }

  /**
   * The two roots to which a consistency proof leads (RFC 9162, section 2.1.4.1, read backwards).
   *
   * @param first the smaller size, at least 1
   * @param known the smaller tree's root
   */
  public static List<byte[]> consistent(long first, long second, byte[] known, List<byte[]> proof) {
    var rest = new ArrayList<>(proof);
    List<byte[]> roots = climb(first, second, true, known, rest);
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException("the proof is too long");
    }
    return roots;
  }

  /** Takes the proof from its end, where the hashes nearest to the root are. */
  private static List<byte[]> climb(
      long m, long n, boolean whole, byte[] known, List<byte[]> proof) {
    if (m == n) {
      byte[] hash = whole ? known : proof.removeLast();
      return List.of(hash, hash);
    }
    long left = Long.highestOneBit(n - 1);
    byte[] other = proof.removeLast();
    if (m <= left) {
      List<byte[]> below = climb(m, left, whole, known, proof);
      return List.of(below.getFirst(), sha256(new byte[] {1}, below.getLast(), other));
    }
    List<byte[]> below = climb(m - left, n - left, false, known, proof);
    return List.of(
        sha256(new byte[] {1}, other, below.getFirst()),
        sha256(new byte[] {1}, other, below.getLast()));
  }

  private static byte[] sha256(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    try {
      return MessageDigest.getInstance("SHA-256").digest(all.toByteArray());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
