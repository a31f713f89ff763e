package org.yipiao.ledger.server.independent;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Counts who cosigned a checkpoint, by Ed25519 (0x04) or by ML-DSA-44 (0x06). */
public final class NoteCheck {

  /** The types of cosignatures. */
  public static final int ED25519 = 0x04;

  public static final int ML_DSA_44 = 0x06;

  private final String text;
  private final String[] lines;
  private final JsonNode trust;

  public NoteCheck(String note, String consortiumJson) {
    int split = note.lastIndexOf("\n\n");
    this.text = note.substring(0, split + 1);
    this.lines = note.substring(split + 2, note.length() - 1).split("\n", -1);
    this.trust = JsonMapper.builder().build().readTree(consortiumJson);
  }

  public long size() {
    return Long.parseLong(text.split("\n", -1)[1]);
  }

  public byte[] root() {
    return Base64.getDecoder().decode(text.split("\n", -1)[2]);
  }

  /**
   * The members whose line of that type verifies.
   *
   * @throws IllegalArgumentException when a line by one of their keys does not
   */
  public Set<String> cosigners(int type) throws GeneralSecurityException {
    Set<String> members = new HashSet<>();
    for (JsonNode member : trust.get("epochs").get(0).get("members")) {
      String[] vkey = member.get("vkey").stringValue().split("\\+", 3);
      byte[] typed = Base64.getDecoder().decode(vkey[2]);
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((vkey[0] + "\n").getBytes(StandardCharsets.UTF_8));
      byte[] keyId = Arrays.copyOf(sha256.digest(typed), 4);
      for (String line : lines) {
        String[] parts = line.split(" ", -1);
        byte[] signed = Base64.getDecoder().decode(parts[2]);
        if (typed[0] == type
            && parts[1].equals(vkey[0])
            && Arrays.equals(keyId, Arrays.copyOf(signed, 4))) {
          if (!verifies(typed, vkey[0], Arrays.copyOfRange(signed, 4, signed.length))) {
            throw new IllegalArgumentException(vkey[0] + " did not sign this");
          }
          members.add(member.get("name").stringValue());
        }
      }
    }
    return members;
  }

  private boolean verifies(byte[] typed, String name, byte[] timed)
      throws GeneralSecurityException {
    boolean postQuantum = typed[0] == ML_DSA_44;
    byte[] prefix =
        HexFormat.of()
            .parseHex(
                postQuantum
                    ? "30820532300b06096086480165030403110382052100"
                    : "302a300506032b6570032100");
    byte[] encoded = Arrays.copyOf(prefix, prefix.length + typed.length - 1);
    System.arraycopy(typed, 1, encoded, prefix.length, typed.length - 1);
    String algorithm = postQuantum ? "ML-DSA-44" : "Ed25519";
    Signature signature = Signature.getInstance(algorithm);
    signature.initVerify(
        KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded)));
    long time = ByteBuffer.wrap(timed).getLong();
    signature.update(
        postQuantum
            ? subtree(name, time)
            : ("cosignature/v1\ntime " + time + "\n" + text).getBytes(StandardCharsets.UTF_8));
    return signature.verify(Arrays.copyOfRange(timed, 8, timed.length));
  }

  /** The structure {@code cosigned_message} of C2SP tlog-cosignature. */
  private byte[] subtree(String name, long time) {
    byte[] label = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);
    byte[] cosigner = name.getBytes(StandardCharsets.UTF_8);
    byte[] origin = text.split("\n", -1)[0].getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(12 + 1 + cosigner.length + 8 + 1 + origin.length + 8 + 8 + 32)
        .put(label)
        .put((byte) cosigner.length)
        .put(cosigner)
        .putLong(time)
        .put((byte) origin.length)
        .put(origin)
        .putLong(0)
        .putLong(size())
        .put(root())
        .array();
  }
}
