package org.yipiao.ledger.server.ordering.hiero;

import com.hedera.hapi.node.state.primitives.ProtoBytes;
import com.hedera.pbj.runtime.io.buffer.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.yipiao.fuzz.Checks;
import org.yipiao.ledger.server.ordering.OrderingEngine;

/** What the engine's events bring, for the fuzz targets. */
public final class EngineInputs {

  private EngineInputs() {}

  public static List<byte[]> samples() {
    byte[] signature = new byte[24];
    ByteBuffer.wrap(signature).put(new byte[] {2, 0x0a, 3, 1, 2, 3, 0x12, 3, 4, 5, 6, 0x18, 9});
    return List.of(
        EngineTransaction.encodePayload(new byte[] {1, 2, 3}).toByteArray(),
        EngineTransaction.encodeCall().toByteArray(),
        Arrays.copyOf(signature, 13));
  }

  /** Looks at one transaction of the engine. */
  public static void transaction(byte[] input) {
    EngineTransaction read = EngineTransaction.decode(Bytes.wrap(input));
    switch (read) {
      case EngineTransaction.Payload(byte[] bytes) -> {
        Checks.require(bytes.length <= OrderingEngine.MAX_PAYLOAD_BYTES, "above the limit");
        Checks.same(EngineTransaction.encodePayload(bytes).toByteArray(), input);
      }
      case EngineTransaction.StateSignature signature ->
          Checks.require(
              EngineTransaction.encodeStateSignature(signature.signature()).length() > 0,
              "a signature that cannot be written");
      case EngineTransaction.Call() -> Checks.require(input.length == 1, "a call with a content");
      case EngineTransaction.Unknown() -> {}
    }
  }

  public static List<byte[]> heads() {
    return List.of(Head.genesis().encode().value().toByteArray());
  }

  /** Reads where the engine's state stands, as it comes from another node at a reconnect. */
  public static void head(byte[] input) {
    Checks.read(IllegalStateException.class, () -> Head.decode(new ProtoBytes(Bytes.wrap(input))))
        .ifPresent(head -> Checks.same(head.encode().value().toByteArray(), input));
  }

  /** A round of one transaction and one other payload. */
  public static byte[] round() {
    return ByteBuffer.allocate(1 + 8 + 8 + 32 + 32 + 4 + 4 + 1 + 4 + 2 + 4 + 1 + 32)
        .put((byte) 2)
        .putLong(3)
        .putLong(7)
        .put(new byte[64])
        .putInt(2)
        .putInt(1)
        .put((byte) 1)
        .putInt(2)
        .put(new byte[] {1, 9})
        .putInt(2)
        .put((byte) 2)
        .put(new byte[32])
        .array();
  }
}
