package org.yipiao.ledger.server.cosigning;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * What nodes give the ordering engine: a kind byte and the content. Only transactions have effects
 * in the order; the others are read as soon as they are seen.
 *
 * <pre>
 * 1 transaction   its bytes
 * 2 cosignature   {@link Cosignature}
 * 3 question      nonce(8): a validator without records asks for its own last cosignature
 * 4 answer        nonce(8) about(4), then the last cosignature of that member, or nothing
 * 5 post-quantum  {@link PostQuantumCosignature}
 * 6 epoch         {@code EpochChange}, which changes who orders
 * </pre>
 */
public sealed interface Payload {

  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes; never compared
  record Transaction(byte[] bytes) implements Payload {}

  record Cosigned(Cosignature cosignature) implements Payload {}

  record Question(long nonce) implements Payload {}

  record Answer(long nonce, int about, @Nullable Cosignature last) implements Payload {}

  record PostQuantumCosigned(PostQuantumCosignature cosignature) implements Payload {}

  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes; never compared
  record EpochChanged(byte[] change) implements Payload {}

  byte TRANSACTION = 1;
  byte COSIGNATURE = 2;
  byte QUESTION = 3;
  byte ANSWER = 4;
  byte POST_QUANTUM = 5;
  byte EPOCH = 6;

  /** The payload's bytes. */
  default byte[] encode() {
    return switch (this) {
      case Transaction(byte[] bytes) -> framed(TRANSACTION, bytes);
      case Cosigned(Cosignature cosignature) -> framed(COSIGNATURE, cosignature.encode());
      case PostQuantumCosigned(PostQuantumCosignature cosignature) ->
          framed(POST_QUANTUM, cosignature.encode());
      case EpochChanged(byte[] change) -> framed(EPOCH, change);
      case Question(long nonce) ->
          framed(QUESTION, ByteBuffer.allocate(Long.BYTES).putLong(nonce).array());
      case Answer(long nonce, int about, Cosignature last) -> {
        byte[] tail = last == null ? new byte[0] : last.encode();
        yield framed(
            ANSWER,
            ByteBuffer.allocate(Long.BYTES + Integer.BYTES + tail.length)
                .putLong(nonce)
                .putInt(about)
                .put(tail)
                .array());
      }
    };
  }

  private static byte[] framed(byte kind, byte[] content) {
    byte[] payload = new byte[1 + content.length];
    payload[0] = kind;
    System.arraycopy(content, 0, payload, 1, content.length);
    return payload;
  }

  /** Reads a payload; empty for bytes that are none, which have no effect. */
  static Optional<Payload> decode(byte[] payload) {
    if (payload.length < 2) {
      return Optional.empty();
    }
    byte[] content = Arrays.copyOfRange(payload, 1, payload.length);
    try {
      return switch (payload[0]) {
        case TRANSACTION -> Optional.of(new Transaction(content));
        case COSIGNATURE -> Optional.of(new Cosigned(Cosignature.decode(content)));
        case QUESTION ->
            content.length == Long.BYTES
                ? Optional.of(new Question(ByteBuffer.wrap(content).getLong()))
                : Optional.empty();
        case ANSWER -> answer(content);
        case POST_QUANTUM ->
            Optional.of(new PostQuantumCosigned(PostQuantumCosignature.decode(content)));
        case EPOCH -> Optional.of(new EpochChanged(content));
        default -> Optional.empty();
      };
    } catch (FormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Payload> answer(byte[] content) {
    int head = Long.BYTES + Integer.BYTES;
    if (content.length < head) {
      return Optional.empty();
    }
    var in = ByteBuffer.wrap(content);
    long nonce = in.getLong();
    int about = in.getInt();
    if (content.length == head) {
      return Optional.of(new Answer(nonce, about, null));
    }
    var last = Cosignature.decode(Arrays.copyOfRange(content, head, content.length));
    return last.member() == about ? Optional.of(new Answer(nonce, about, last)) : Optional.empty();
  }
}
