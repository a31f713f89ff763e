package org.yipiao.ledger.protocol.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.suite.MessageSigner;

/**
 * Cosigns checkpoints (C2SP tlog-cosignature, Ed25519, type 0x04): the signature covers {@code
 * cosignature/v1}, the time and the checkpoint's body; the line carries the time in 8 bytes before
 * the signature.
 */
public final class Cosigner {

  private final Vkey vkey;
  private final MessageSigner signer;

  /**
   * @param vkey of type {@code COSIGNATURE}
   * @param signer of the private key that belongs to it
   */
  public Cosigner(Vkey vkey, MessageSigner signer) {
    if (vkey.type() != SignatureType.COSIGNATURE) {
      throw new IllegalArgumentException("not a cosigner's key");
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
    return TimedSignature.sign(vkey, signer, time -> message(checkpoint, time), epochSeconds);
  }

  /**
   * Verifies a cosignature line of that key.
   *
   * @return the time in the line, in seconds since the epoch, or empty when it does not verify
   */
  public static OptionalLong verify(Vkey key, Checkpoint checkpoint, NoteSignature line) {
    if (key.type() != SignatureType.COSIGNATURE
        || !key.names(line)
        || line.signature().length != Long.BYTES + Ed25519Keys.SIGNATURE_LENGTH) {
      return OptionalLong.empty();
    }
    return TimedSignature.verify(key.ed25519(), time -> message(checkpoint, time), line);
  }

  private static byte[] message(Checkpoint checkpoint, long epochSeconds) {
    return ("cosignature/v1\ntime " + epochSeconds + "\n" + checkpoint.body())
        .getBytes(StandardCharsets.UTF_8);
  }
}
