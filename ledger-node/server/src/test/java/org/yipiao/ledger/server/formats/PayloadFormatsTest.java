package org.yipiao.ledger.server.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.golden.Fixture;
import org.yipiao.ledger.protocol.golden.Spelled;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.ordering.OrderHash;
import org.yipiao.ledger.server.ordering.OrderedPayload;

/** What nodes give the ordering engine. A new kind fails here until it has a fixture. */
class PayloadFormatsTest {

  private static final long NONCE = 0x0102_0304_0506_0708L;

  private record Case(Payload payload, Consumer<Spelled> content) {}

  private static Map<String, Case> cases() {
    var cases = new LinkedHashMap<String, Case>();
    cases.put(
        "transaction",
        new Case(new Payload.Transaction(new byte[] {10, 11, 12}), it -> it.rest("transaction")));
    cases.put(
        "cosignature",
        new Case(
            new Payload.Cosigned(CosigningFormatsTest.cosignature(2)),
            it -> CosigningFormatsTest.spell(it, "", 64)));
    cases.put("question", new Case(new Payload.Question(NONCE), it -> it.take("nonce", 8)));
    cases.put(
        "answer",
        new Case(
            new Payload.Answer(NONCE, 2, CosigningFormatsTest.cosignature(2)),
            it -> CosigningFormatsTest.spell(it.take("nonce 8", "about 4"), "last.", 64)));
    cases.put(
        "answer-of-nothing",
        new Case(new Payload.Answer(NONCE, 2, null), it -> it.take("nonce 8", "about 4")));
    cases.put(
        "post-quantum",
        new Case(
            new Payload.PostQuantumCosigned(CosigningFormatsTest.postQuantum(2)),
            it -> CosigningFormatsTest.spell(it, "", 2_420)));
    cases.put(
        "epoch",
        new Case(new Payload.EpochChanged(new byte[] {20, 21, 22}), it -> it.rest("epoch_change")));
    return cases;
  }

  @Test
  void keepTheirBytesAndAreReadBack() {
    cases()
        .forEach((name, one) -> {
          Fixture.check(
              "payload-" + name,
              "A payload: " + one.payload().getClass().getSimpleName() + ".",
              one.payload().encode(),
              it -> {
                it.take("kind", 1);
                one.content().accept(it);
              },
              bytes -> Payload.decode(bytes).orElseThrow().encode());
          assertThat(Payload.decode(Fixture.bytes("payload-" + name)).orElseThrow())
              .isInstanceOf(one.payload().getClass());
        });
  }

  @Test
  void everyKindHasAFixture() {
    Set<Class<?>> covered = new HashSet<>();
    cases().values().forEach(one -> covered.add(one.payload().getClass()));
    assertThat(covered).containsExactlyInAnyOrder(Payload.class.getPermittedSubclasses());
    assertThat(Fixture.names().stream().filter(name -> name.startsWith("payload-")))
        .containsExactlyInAnyOrderElementsOf(
            cases().keySet().stream().map("payload-"::concat).collect(Collectors.toSet()));
  }

  /** The order hash is kept and vouched for; what it covers stands in the fixture. */
  @Test
  void whatTheOrderHashCovers() {
    var first = new OrderedPayload(2, new byte[] {1, 10, 11});
    var second = new OrderedPayload(3, new byte[] {2, 9, 9});
    byte[] covered = new byte[1 + 32 + 8 + 8 + 2 * 37];
    var out = ByteBuffer.wrap(covered);
    out.put((byte) 2).put(StoredEntry.digest(5).bytes()).putLong(19).putLong(NONCE);
    for (OrderedPayload payload : Arrays.asList(first, second)) {
      out.putInt(payload.creator()).put(payload.kind());
      out.put(Digest.sha256(payload.bytes()).bytes());
    }
    Fixture.check(
        "order-hash",
        "What the order hash after a round of two payloads covers.",
        covered,
        it ->
            it.take("version 1", "previous 32", "round 8", "consensus_time_nanos 8")
                .take("1.creator 4", "1.kind 1", "1.digest 32")
                .take("2.creator 4", "2.kind 1", "2.digest 32"),
        bytes -> bytes);
    byte[] hash =
        OrderHash.of(StoredEntry.digest(5).bytes(), 19, NONCE).add(first).add(second).finish();
    assertThat(hash).isEqualTo(Digest.sha256(Fixture.bytes("order-hash")).bytes());
  }
}
