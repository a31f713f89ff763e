package org.yipiao.ledger.server.ordering.hiero;

import com.hedera.hapi.platform.event.StateSignatureTransaction;
import com.hedera.pbj.runtime.ParseException;
import com.hedera.pbj.runtime.io.buffer.Bytes;
import org.yipiao.ledger.server.ordering.OrderingEngine;

/**
 * What travels inside the engine's events: one leading byte tells a payload (1), a signature of the
 * engine's own state (2) and a call for rounds (3). Anything else can only come from a faulty
 * validator and is passed over by all alike.
 */
sealed interface EngineTransaction {

  byte PAYLOAD = 1;
  byte STATE_SIGNATURE = 2;
  byte CALL = 3;

  /** A payload to be ordered. */
  @SuppressWarnings("ArrayRecordComponent") // shared with the listener, never changed
  record Payload(byte[] bytes) implements EngineTransaction {}

  /** A validator's signature of the engine's state after a round. */
  record StateSignature(StateSignatureTransaction signature) implements EngineTransaction {}

  /**
   * A validator needs rounds, though it has nothing to be ordered yet. Whoever sees it stays awake
   * until it is ordered; it takes no part in the order hash.
   */
  record Call() implements EngineTransaction {}

  /** None of these. */
  record Unknown() implements EngineTransaction {}

  static Bytes encodePayload(byte[] payload) {
    byte[] framed = new byte[1 + payload.length];
    framed[0] = PAYLOAD;
    System.arraycopy(payload, 0, framed, 1, payload.length);
    return Bytes.wrap(framed);
  }

  static Bytes encodeStateSignature(StateSignatureTransaction signature) {
    Bytes encoded = StateSignatureTransaction.PROTOBUF.toBytes(signature);
    byte[] framed = new byte[1 + Math.toIntExact(encoded.length())];
    framed[0] = STATE_SIGNATURE;
    encoded.getBytes(0, framed, 1, framed.length - 1);
    return Bytes.wrap(framed);
  }

  static Bytes encodeCall() {
    return Bytes.wrap(new byte[] {CALL});
  }

  static EngineTransaction decode(Bytes framed) {
    if (framed.length() == 1 && framed.getByte(0) == CALL) {
      return new Call();
    }
    long length = framed.length() - 1;
    if (length < 1 || length > OrderingEngine.MAX_PAYLOAD_BYTES) {
      return new Unknown();
    }
    return switch (framed.getByte(0)) {
      case PAYLOAD -> new Payload(framed.slice(1, length).toByteArray());
      case STATE_SIGNATURE -> decodeStateSignature(framed.slice(1, length));
      default -> new Unknown();
    };
  }

  private static EngineTransaction decodeStateSignature(Bytes encoded) {
    try {
      return new StateSignature(StateSignatureTransaction.PROTOBUF.parse(encoded));
    } catch (ParseException e) {
      return new Unknown();
    }
  }
}
