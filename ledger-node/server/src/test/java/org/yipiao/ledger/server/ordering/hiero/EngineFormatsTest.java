package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;

import com.hedera.hapi.node.state.primitives.ProtoBytes;
import com.hedera.hapi.platform.event.StateSignatureTransaction;
import com.hedera.pbj.runtime.io.buffer.Bytes;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.golden.Fixture;

/** What this ledger puts into the engine's events and into its state. */
class EngineFormatsTest {

  private static final byte[] PAYLOAD = {1, 10, 11, 12};
  private static final StateSignatureTransaction SIGNATURE =
      new StateSignatureTransaction(12, Bytes.wrap(new byte[] {1, 2}), Bytes.wrap(new byte[] {3}));

  private static Map<String, Bytes> transactions() {
    var transactions = new LinkedHashMap<String, Bytes>();
    transactions.put("payload", EngineTransaction.encodePayload(PAYLOAD));
    transactions.put("state-signature", EngineTransaction.encodeStateSignature(SIGNATURE));
    transactions.put("call", EngineTransaction.encodeCall());
    return transactions;
  }

  @Test
  void transactionsKeepTheirBytesAndAreReadBack() {
    transactions()
        .forEach((name, framed) ->
            Fixture.check(
                "engine-" + name,
                "A transaction of the engine: " + name + ".",
                framed.toByteArray(),
                it -> it.take("kind", 1).rest("content"),
                bytes -> again(EngineTransaction.decode(Bytes.wrap(bytes))).toByteArray()));
  }

  private static Bytes again(EngineTransaction read) {
    return switch (read) {
      case EngineTransaction.Payload(byte[] bytes) -> EngineTransaction.encodePayload(bytes);
      case EngineTransaction.StateSignature(StateSignatureTransaction signature) ->
          EngineTransaction.encodeStateSignature(signature);
      case EngineTransaction.Call _ -> EngineTransaction.encodeCall();
      case EngineTransaction.Unknown _ -> Bytes.EMPTY;
    };
  }

  @Test
  void everyKindHasAFixture() {
    Set<Class<?>> covered = new HashSet<>(Set.of(EngineTransaction.Unknown.class));
    transactions().values().forEach(one -> covered.add(EngineTransaction.decode(one).getClass()));
    assertThat(covered).containsExactlyInAnyOrder(EngineTransaction.class.getPermittedSubclasses());
    var due = transactions().keySet().stream().map("engine-"::concat).collect(Collectors.toSet());
    due.add("engine-head");
    due.add("engine-kept");
    assertThat(Fixture.names().stream().filter(name -> name.startsWith("engine-")))
        .containsExactlyInAnyOrderElementsOf(due);
  }

  @Test
  void theHeadInTheState() {
    byte[] hash = new byte[32];
    hash[0] = 0x0d;
    hash[31] = 0x0e;
    Fixture.check(
        "engine-head",
        "All that the engine's state has of the order.",
        new Head(19, hash).encode().value().toByteArray(),
        it -> it.take("round 8", "order_hash 32"),
        bytes -> Head.decode(new ProtoBytes(Bytes.wrap(bytes))).encode().value().toByteArray());
    assertThat(Head.decode(new ProtoBytes(Bytes.wrap(Fixture.bytes("engine-head")))).round())
        .isEqualTo(19);
  }
}
