package org.yipiao.ledger.protocol.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.suite.MessageVerifier;
import org.yipiao.ledger.protocol.suite.MlDsaKeys;
import org.yipiao.ledger.protocol.wire.Base64Text;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * A verifier key of signed notes: {@code <name>+<key id, 8 hex>+<base64(type ‖ key)>}. The key id
 * is the first 4 bytes of SHA-256(name ‖ 0x0a ‖ type ‖ key).
 */
public final class Vkey {

  private final String name;
  private final SignatureType type;
  private final byte[] material;
  private final int keyId;
  private final MessageVerifier verifier;

  private Vkey(String name, SignatureType type, byte[] material, MessageVerifier verifier) {
    this.name = requireName(name);
    this.type = type;
    this.material = material;
    this.keyId = keyId(name, type, material);
    this.verifier = verifier;
  }

  /** The key that signs checkpoints for a log; its name is the log's origin. */
  public static Vkey log(String origin, byte[] rawEd25519) {
    return ed25519(origin, SignatureType.LOG, rawEd25519);
  }

  /** The key that cosigns checkpoints. */
  public static Vkey cosigner(String name, byte[] rawEd25519) {
    return ed25519(name, SignatureType.COSIGNATURE, rawEd25519);
  }

  /** The key that cosigns checkpoints beside it, by ML-DSA-44. */
  public static Vkey postQuantumCosigner(String name, byte[] rawMlDsa44) {
    byte[] raw = rawMlDsa44.clone();
    return new Vkey(name, SignatureType.POST_QUANTUM_COSIGNATURE, raw, MlDsaKeys.verifier(raw));
  }

  private static Vkey ed25519(String name, SignatureType type, byte[] raw) {
    byte[] own = raw.clone();
    return new Vkey(name, type, own, Ed25519Keys.verifier(own));
  }

  /**
   * @throws FormatException unless the text is exactly what {@link #text} gives for a known type
   */
  public static Vkey parse(String text) {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3) {
      throw new FormatException("a verifier key has three parts");
    }
    byte[] typed = Base64Text.decode(parts[2]);
    if (typed.length < 2) {
      throw new FormatException("a verifier key without key");
    }
    SignatureType type =
        SignatureType.of(typed[0] & 0xff)
            .orElseThrow(() -> new FormatException("signature type " + (typed[0] & 0xff)));
    byte[] material = Arrays.copyOfRange(typed, 1, typed.length);
    var key =
        switch (type) {
          case LOG, COSIGNATURE -> ed25519(parts[0], type, material);
          case POST_QUANTUM_COSIGNATURE -> postQuantumCosigner(parts[0], material);
          case NAMED -> new Vkey(parts[0], type, material, (_, _) -> false);
        };
    if (!key.text().equals(text)) {
      throw new FormatException("the key id does not fit the verifier key");
    }
    return key;
  }

  /** The key in its one text form. */
  public String text() {
    byte[] typed = new byte[1 + material.length];
    typed[0] = (byte) type.number();
    System.arraycopy(material, 0, typed, 1, material.length);
    return name + "+" + HexFormat.of().toHexDigits(keyId) + "+" + Base64Text.encode(typed);
  }

  public String name() {
    return name;
  }

  public SignatureType type() {
    return type;
  }

  public int keyId() {
    return keyId;
  }

  /** The raw Ed25519 verifier; only for the types {@code LOG} and {@code COSIGNATURE}. */
  MessageVerifier ed25519() {
    return verifier;
  }

  /** The raw ML-DSA-44 verifier; only for the type {@code POST_QUANTUM_COSIGNATURE}. */
  MessageVerifier mlDsa() {
    return verifier;
  }

  /** Whether a signature line claims to be by this key. */
  public boolean names(NoteSignature signature) {
    return signature.keyId() == keyId && signature.name().equals(name);
  }

  static String requireName(String name) {
    if (name.isEmpty()
        || name.chars()
            .anyMatch(c -> c == '+' || Character.isWhitespace(c) || Character.isSpaceChar(c))
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new FormatException("a key name has no spaces and no plus");
    }
    return name;
  }

  private static int keyId(String name, SignatureType type, byte[] material) {
    byte[] prefix = (name + "\n").getBytes(StandardCharsets.UTF_8);
    Digest digest = Digest.sha256(prefix, new byte[] {(byte) type.number()}, material);
    return ByteBuffer.wrap(digest.bytes()).getInt();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vkey that && text().equals(that.text());
  }

  @Override
  public int hashCode() {
    return keyId;
  }

  @Override
  public String toString() {
    return text();
  }
}
