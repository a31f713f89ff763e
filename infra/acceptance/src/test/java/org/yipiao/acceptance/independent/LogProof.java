package org.yipiao.acceptance.independent;

import static org.yipiao.acceptance.independent.BrokenProof.unless;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The ledger's side: a tlog-proof whose checkpoint the log signed and a quorum cosigned. */
final class LogProof {

  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  /** Types of cosignatures (C2SP tlog-cosignature). */
  static final int ED25519 = 0x04;

  static final int ML_DSA_44 = 0x06;

  /** SubjectPublicKeyInfo (RFC 9881) up to the key. */
  private static final byte[] ML_DSA_44_PREFIX =
      HexFormat.of().parseHex("30820532300b06096086480165030403110382052100");

  private final JsonNode trust;
  private final int counted;

  LogProof(JsonNode trust, int counted) {
    this.trust = trust;
    this.counted = counted;
  }

  /** A verifier key of a signed note. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Key(String name, byte[] id, int type, byte[] raw) {

    static Key parse(String text) throws GeneralSecurityException, BrokenProof {
      String[] parts = text.split("\\+", 3);
      byte[] typed = Base64.getDecoder().decode(parts[2]);
      byte[] hash = sha256((parts[0] + "\n").getBytes(StandardCharsets.UTF_8), typed);
      byte[] id = Arrays.copyOf(hash, 4);
      unless(HexFormat.of().formatHex(id).equals(parts[1]), "trust root: key id");
      return new Key(parts[0], id, typed[0] & 0xff, Arrays.copyOfRange(typed, 1, typed.length));
    }

    boolean names(Line line) {
      return name.equals(line.name) && Arrays.equals(id, line.id);
    }

    boolean verifies(byte[] message, byte[] signature) throws GeneralSecurityException {
      boolean postQuantum = type == ML_DSA_44;
      byte[] prefix = postQuantum ? ML_DSA_44_PREFIX : ED25519_PREFIX;
      String algorithm = postQuantum ? "ML-DSA-44" : "Ed25519";
      byte[] encoded = Arrays.copyOf(prefix, prefix.length + raw.length);
      System.arraycopy(raw, 0, encoded, prefix.length, raw.length);
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(
          KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded)));
      verifier.update(message);
      return signature.length == (postQuantum ? 2_420 : 64) && verifier.verify(signature);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Line(String name, byte[] id, byte[] signature) {

    static Line parse(String line) throws BrokenProof {
      String[] parts = line.split(" ", -1);
      unless(parts.length == 3 && parts[0].equals("—"), "checkpoint: signature line");
      byte[] bytes = Base64.getDecoder().decode(parts[2]);
      unless(Base64.getEncoder().encodeToString(bytes).equals(parts[2]), "checkpoint: base64");
      unless(bytes.length > 4, "checkpoint: signature line");
      return new Line(
          parts[1], Arrays.copyOf(bytes, 4), Arrays.copyOfRange(bytes, 4, bytes.length));
    }
  }

  void verify(byte[] leaf, String proof) throws BrokenProof, GeneralSecurityException {
    int blank = proof.indexOf("\n\n");
    unless(blank > 0, "proof: no checkpoint");
    String[] head = proof.substring(0, blank).split("\n", -1);
    unless(head[0].equals("c2sp.org/tlog-proof@v1"), "proof: first line");
    unless(head.length > 1 && head[1].matches("index (0|[1-9][0-9]{0,17})"), "proof: index");
    final long index = Long.parseLong(head[1].substring(6));
    List<byte[]> path = new ArrayList<>();
    for (String line : Arrays.asList(head).subList(2, head.length)) {
      byte[] hash = Base64.getDecoder().decode(line);
      unless(hash.length == 32, "proof: hash");
      unless(Base64.getEncoder().encodeToString(hash).equals(line), "proof: base64");
      path.add(hash);
    }
    String note = proof.substring(blank + 2);
    int split = note.lastIndexOf("\n\n");
    unless(split > 0 && note.endsWith("\n"), "checkpoint: not a signed note");
    String body = note.substring(0, split + 1);
    List<Line> lines = new ArrayList<>();
    for (String line : note.substring(split + 2, note.length() - 1).split("\n", -1)) {
      lines.add(Line.parse(line));
    }
    String[] text = body.split("\n", -1);
    unless(text.length == 4 && text[3].isEmpty(), "checkpoint: three lines expected");
    unless(text[0].equals(trust.get("origin").stringValue()), "checkpoint: origin");
    unless(text[1].matches("0|[1-9][0-9]{0,17}"), "checkpoint: size");
    long size = Long.parseLong(text[1]);
    checkLogSignature(body, lines, size);
    checkQuorum(body, lines, size);
    byte[] leafHash = sha256(new byte[] {0}, leaf);
    byte[] root = climb(leafHash, index, size, path);
    unless(Base64.getEncoder().encodeToString(root).equals(text[2]), "inclusion: another root");
  }

  private void checkLogSignature(String body, List<Line> lines, long size)
      throws BrokenProof, GeneralSecurityException {
    byte[] message = body.getBytes(StandardCharsets.UTF_8);
    boolean signed = false;
    for (Line line : lines) {
      boolean named = false;
      boolean good = false;
      for (JsonNode vkey : logKeys(size)) {
        Key key = Key.parse(vkey.stringValue());
        if (key.type == 1 && key.names(line)) {
          named = true;
          good |= key.verifies(message, line.signature); // of two with one id one is enough
        }
      }
      unless(good || !named, "checkpoint: log signature");
      signed |= good;
    }
    unless(signed, "checkpoint: not signed for the log");
  }

  /** Those of the epoch, where it names its own. */
  private JsonNode logKeys(long size) throws BrokenProof {
    JsonNode epoch = epoch(size);
    return epoch.has("logKeys") ? epoch.get("logKeys") : trust.get("logKeys");
  }

  private JsonNode epoch(long size) throws BrokenProof {
    for (JsonNode epoch : trust.get("epochs")) {
      boolean begun = epoch.get("fromSize").longValue() <= size;
      if (begun && (!epoch.has("toSize") || size <= epoch.get("toSize").longValue())) {
        return epoch;
      }
    }
    throw new BrokenProof("checkpoint: no epoch for its size");
  }

  private void checkQuorum(String body, List<Line> lines, long size)
      throws BrokenProof, GeneralSecurityException {
    JsonNode epoch = epoch(size);
    Set<String> members = cosigners(epoch, body, lines);
    unless(members.size() >= epoch.get("threshold").intValue(), "checkpoint: no quorum");
  }

  private Set<String> cosigners(JsonNode epoch, String body, List<Line> lines)
      throws BrokenProof, GeneralSecurityException {
    Set<String> members = new HashSet<>();
    for (JsonNode member : epoch.get("members")) {
      Key key = Key.parse(member.get("vkey").stringValue());
      for (Line line : lines) {
        if (key.type == counted && key.names(line)) {
          unless(line.signature.length > 8, "checkpoint: cosignature");
          long time = ByteBuffer.wrap(line.signature).getLong();
          byte[] message =
              counted == ML_DSA_44
                  ? subtree(key.name, time, body)
                  : ("cosignature/v1\ntime " + time + "\n" + body).getBytes(StandardCharsets.UTF_8);
          boolean good =
              key.verifies(message, Arrays.copyOfRange(line.signature, 8, line.signature.length));
          unless(good, "checkpoint: cosignature");
          members.add(member.get("name").stringValue());
        }
      }
    }
    return members;
  }

  /** The structure {@code cosigned_message}. */
  private static byte[] subtree(String cosigner, long time, String body) {
    String[] text = body.split("\n", -1);
    var out = new ByteArrayOutputStream();
    out.writeBytes("subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII));
    byte[] name = cosigner.getBytes(StandardCharsets.UTF_8);
    out.write(name.length);
    out.writeBytes(name);
    out.writeBytes(ByteBuffer.allocate(8).putLong(time).array());
    byte[] origin = text[0].getBytes(StandardCharsets.UTF_8);
    out.write(origin.length);
    out.writeBytes(origin);
    out.writeBytes(ByteBuffer.allocate(16).putLong(0).putLong(Long.parseLong(text[1])).array());
    out.writeBytes(Base64.getDecoder().decode(text[2]));
    return out.toByteArray();
  }

  /** RFC 9162, section 2.1.3.2, on the recursive definition instead of its bit tricks. */
  private static byte[] climb(byte[] leafHash, long index, long size, List<byte[]> path)
      throws BrokenProof, GeneralSecurityException {
    unless(index < size, "inclusion: index");
    if (size == 1) {
      unless(path.isEmpty(), "inclusion: path too long");
      return leafHash;
    }
    unless(!path.isEmpty(), "inclusion: path too short");
    long left = Long.highestOneBit(size - 1);
    byte[] sibling = path.getLast();
    List<byte[]> rest = path.subList(0, path.size() - 1);
    return index < left
        ? sha256(new byte[] {1}, climb(leafHash, index, left, rest), sibling)
        : sha256(new byte[] {1}, sibling, climb(leafHash, index - left, size - left, rest));
  }

  static byte[] sha256(byte[]... parts) throws GeneralSecurityException {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return MessageDigest.getInstance("SHA-256").digest(all.toByteArray());
  }
}
