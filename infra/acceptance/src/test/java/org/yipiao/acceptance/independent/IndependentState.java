package org.yipiao.acceptance.independent;

import static org.yipiao.acceptance.independent.BrokenProof.unless;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** State proofs, from the section "State map" of the formats alone. */
public final class IndependentState {

  private static final int HEADER_BYTES = 9 + 9 + 9 + 34 + 5 + 34 + 34 + 34;

  private IndependentState() {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Node(int bit, byte[] beside) {}

  /**
   * What a proof says of an invoice: {@code VALUE} and its row in hexadecimal, {@code NONE}, or why
   * it does not hold.
   */
  public static String verify(long invoice, String text, String consortium) {
    try {
      byte[] key = ByteBuffer.allocate(9).put((byte) 2).putLong(invoice).array();
      return verify(key, text, IndependentVerifier.JSON.readTree(consortium));
    } catch (BrokenProof e) {
      return String.valueOf(e.getMessage());
    } catch (GeneralSecurityException | RuntimeException e) {
      return "unreadable: " + e;
    }
  }

  private static String verify(byte[] key, String text, JsonNode trust)
      throws BrokenProof, GeneralSecurityException {
    unless(text.length() <= 65_536, "state: too long");
    int blank = text.indexOf("\n\n");
    unless(blank > 0, "state: no tlog-proof");
    String[] lines = text.substring(0, blank).split("\n", -1);
    unless(lines.length >= 4 && lines[0].equals("yipiao/state-proof@v1"), "state: first line");
    unless(Arrays.equals(bytes(word(lines[1], "key", 1, 2)), key), "state: another key");
    List<Node> nodes = new ArrayList<>();
    for (String line : Arrays.asList(lines).subList(3, lines.length - 1)) {
      String bit = word(line, "node", 1, 3);
      unless(bit.matches("0|[1-9][0-9]{0,2}"), "state: bit");
      nodes.add(new Node(Integer.parseInt(bit), hash(word(line, "node", 2, 3))));
    }
    for (int i = 0; i < nodes.size(); i++) {
      int before = i == 0 ? -1 : nodes.get(i - 1).bit;
      unless(nodes.get(i).bit > before && nodes.get(i).bit < 256, "state: bits ascend");
    }
    byte[] leaf = bytes(word(lines[lines.length - 1], "header", 1, 2));
    new LogProof(trust, LogProof.ED25519).verify(leaf, text.substring(blank + 2));
    byte[] root = climb(key, end(key, lines[2], nodes), nodes);
    byte[] stateRoot = LogProof.sha256(new byte[] {2}, root);
    unless(Arrays.equals(stateRoot, stateRootOf(leaf)), "state: another root");
    return lines[2].startsWith("value ")
        ? "VALUE " + HexFormat.of().formatHex(bytes(lines[2].substring(6)))
        : "NONE";
  }

  /** The hash of the row at which the search ends. */
  private static byte[] end(byte[] key, String line, List<Node> nodes)
      throws BrokenProof, GeneralSecurityException {
    if (line.equals("nothing")) {
      unless(nodes.isEmpty(), "state: nodes over nothing");
      return new byte[32];
    }
    if (line.startsWith("value ")) {
      return row(key, LogProof.sha256(bytes(word(line, "value", 1, 2))));
    }
    byte[] other = bytes(word(line, "other", 1, 3));
    unless(other.length >= 1 && other.length <= 32, "state: key");
    unless(!Arrays.equals(path(other), path(key)), "state: no other row");
    for (Node node : nodes) {
      unless(bit(other, node.bit) == bit(key, node.bit), "state: the search ends elsewhere");
    }
    return row(other, hash(word(line, "other", 2, 3)));
  }

  private static byte[] climb(byte[] key, byte[] end, List<Node> nodes)
      throws GeneralSecurityException {
    byte[] hash = end;
    for (Node node : nodes.reversed()) {
      byte[] prefix = {0x11, (byte) node.bit};
      hash =
          bit(key, node.bit)
              ? LogProof.sha256(prefix, node.beside, hash)
              : LogProof.sha256(prefix, hash, node.beside);
    }
    return hash;
  }

  private static byte[] row(byte[] key, byte[] valueDigest) throws GeneralSecurityException {
    return LogProof.sha256(new byte[] {0x10, (byte) key.length}, key, valueDigest);
  }

  private static byte[] path(byte[] key) {
    return Arrays.copyOf(key, 32);
  }

  private static boolean bit(byte[] key, int index) {
    return (path(key)[index / 8] & 0x80 >> index % 8) != 0;
  }

  /** The state root in the leaf of a block header of contract version 2 or later. */
  private static byte[] stateRootOf(byte[] leaf) throws BrokenProof {
    ByteBuffer in = ByteBuffer.wrap(leaf);
    unless(leaf.length == 42 + HEADER_BYTES, "header: length");
    unless(in.get() == 1 && (in.get() & 0xff) == 255, "header: not a block header");
    for (int i = 0; i < 26; i++) {
      unless(in.get() == 0, "header: of a member");
    }
    final long leafTime = in.getLong();
    unless(in.getShort() == HEADER_BYTES, "header: length");
    in.order(ByteOrder.LITTLE_ENDIAN);
    unless(in.get() == 0x09, "header: field 1");
    in.getLong();
    unless(in.get() == 0x11 && in.getLong() == leafTime, "header: field 2");
    unless(in.get() == 0x19, "header: field 3");
    in.getLong();
    digest(in, 0x22);
    unless(in.get() == 0x2d && in.getInt() >= 2, "header: contract version");
    final byte[] stateRoot = digest(in, 0x32);
    digest(in, 0x3a);
    digest(in, 0x42);
    unless(in.getInt() == 0 && !in.hasRemaining(), "header: outcome");
    return stateRoot;
  }

  private static byte[] digest(ByteBuffer in, int tag) throws BrokenProof {
    unless((in.get() & 0xff) == tag && in.get() == 32, "header: digest");
    byte[] digest = new byte[32];
    in.get(digest);
    return digest;
  }

  private static String word(String line, String name, int index, int count) throws BrokenProof {
    String[] words = line.split(" ", -1);
    unless(words.length == count && words[0].equals(name), "state: line \"" + name + "\"");
    return words[index];
  }

  private static byte[] hash(String base64) throws BrokenProof {
    byte[] hash = bytes(base64);
    unless(hash.length == 32, "state: hash");
    return hash;
  }

  private static byte[] bytes(String base64) throws BrokenProof {
    byte[] bytes = Base64.getDecoder().decode(base64);
    unless(Base64.getEncoder().encodeToString(bytes).equals(base64), "state: base64");
    return bytes;
  }
}
