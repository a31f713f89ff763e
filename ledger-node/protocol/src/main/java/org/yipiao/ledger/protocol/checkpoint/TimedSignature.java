package org.yipiao.ledger.protocol.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.yipiao.ledger.protocol.suite.MessageSigner;
import org.yipiao.ledger.protocol.suite.MessageVerifier;

/** A cosignature line of either kind: the time in 8 bytes, big-endian, before the signature. */
final class TimedSignature {

  /** The last second of the year 9999: every reader of a date can say it. */
  static final long LATEST_SECONDS = 253_402_300_799L;

  private TimedSignature() {}

  /**
   * Signs a message that the time is part of.
   *
   * @param message the bytes that are signed, by their time
   */
  static NoteSignature sign(
      Vkey key, MessageSigner signer, LongFunction<byte[]> message, long epochSeconds) {
    byte[] signature = signer.sign(message.apply(epochSeconds));
    byte[] timed =
        ByteBuffer.allocate(Long.BYTES + signature.length)
            .putLong(epochSeconds)
            .put(signature)
            .array();
    return new NoteSignature(key.name(), key.keyId(), timed);
  }

  /**
   * Verifies a line that has at least its time.
   *
   * @return the time in it, in seconds since the epoch, or empty when it does not verify or names a
   *     time that is before the epoch or after {@link #LATEST_SECONDS}
   */
  static OptionalLong verify(
      MessageVerifier verifier, LongFunction<byte[]> message, NoteSignature line) {
    byte[] timed = line.signature();
    long epochSeconds = ByteBuffer.wrap(timed).getLong();
    byte[] signature = Arrays.copyOfRange(timed, Long.BYTES, timed.length);
    boolean sensible = epochSeconds >= 0 && epochSeconds <= LATEST_SECONDS;
    return sensible && verifier.verify(message.apply(epochSeconds), signature)
        ? OptionalLong.of(epochSeconds)
        : OptionalLong.empty();
  }
}
