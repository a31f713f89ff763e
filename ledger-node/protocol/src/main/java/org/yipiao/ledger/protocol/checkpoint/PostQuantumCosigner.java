package org.yipiao.ledger.protocol.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.yipiao.ledger.protocol.suite.MessageSigner;
import org.yipiao.ledger.protocol.suite.MlDsaKeys;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * Cosigns checkpoints so that they outlive quantum computers (C2SP tlog-cosignature, ML-DSA-44,
 * type 0x06). The signature covers the structure {@code cosigned_message}: {@code "subtree/v1\n\0"
 * length(1) cosigner name, time(8), length(1) origin, start(8)=0, end(8)=size, root(32)},
 * big-endian. The line carries the time in 8 bytes before the signature.
 */
public final class PostQuantumCosigner {

  /** Bytes of time and signature in a line. */
  public static final int TIMED_LENGTH = Long.BYTES + MlDsaKeys.SIGNATURE_LENGTH;

  private static final byte[] LABEL = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_NAME = 255;

  private final Vkey vkey;
  private final MessageSigner signer;

  /**
   * @param vkey of type {@code POST_QUANTUM_COSIGNATURE}
   * @param signer of the private key that belongs to it
   */
  public PostQuantumCosigner(Vkey vkey, MessageSigner signer) {
    if (vkey.type() != SignatureType.POST_QUANTUM_COSIGNATURE) {
      throw new IllegalArgumentException("not a post-quantum cosigner's key");
    }
    this.vkey = vkey;
    this.signer = signer;
  }

  public Vkey vkey() {
    return vkey;
  }

  /**
   * Makes a cosignature. Whoever calls this has to keep the rule that sizes only grow.
   *
   * @param epochSeconds the signer's clock, never lower than before
   */
  public NoteSignature sign(Checkpoint checkpoint, long epochSeconds) {
    return TimedSignature.sign(
        vkey, signer, time -> message(vkey.name(), checkpoint, time), epochSeconds);
  }

  /**
   * Verifies a cosignature line of that key.
   *
   * @return the time in the line, in seconds since the epoch, or empty when it does not verify
   */
  public static OptionalLong verify(Vkey key, Checkpoint checkpoint, NoteSignature line) {
    if (key.type() != SignatureType.POST_QUANTUM_COSIGNATURE
        || !key.names(line)
        || line.signature().length != TIMED_LENGTH
        || lengthOf(key.name()) > LONGEST_NAME
        || lengthOf(checkpoint.origin()) > LONGEST_NAME) {
      return OptionalLong.empty();
    }
    return TimedSignature.verify(key.mlDsa(), time -> message(key.name(), checkpoint, time), line);
  }

  /** The bytes that are signed. */
  static byte[] message(String cosigner, Checkpoint checkpoint, long epochSeconds) {
    byte[] name = bounded(cosigner);
    byte[] origin = bounded(checkpoint.origin());
    return ByteBuffer.allocate(
            LABEL.length
                + 1
                + name.length
                + Long.BYTES
                + 1
                + origin.length
                + 2 * Long.BYTES
                + checkpoint.root().bytes().length)
        .put(LABEL)
        .put((byte) name.length)
        .put(name)
        .putLong(epochSeconds)
        .put((byte) origin.length)
        .put(origin)
        .putLong(0)
        .putLong(checkpoint.size())
        .put(checkpoint.root().bytes())
        .array();
  }

  private static int lengthOf(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }

  private static byte[] bounded(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST_NAME) {
      throw new FormatException("a cosigned name has at most 255 bytes");
    }
    return bytes;
  }
}
