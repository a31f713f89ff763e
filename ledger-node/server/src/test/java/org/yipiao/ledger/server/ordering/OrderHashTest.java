package org.yipiao.ledger.server.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class OrderHashTest {

  private static final long TIME = 1_767_225_600_000_000_001L; // 2026-01-01T00:00:00.000000001Z

  @Test
  void startsFromThirtyTwoZeroBytes() {
    assertThat(OrderHash.genesis()).isEqualTo(new byte[32]);
  }

  /** The expected values were computed with another program from the layout in the Javadoc. */
  @Test
  void hashesTheLayoutThatItsDocumentationStates() {
    byte[] empty = OrderHash.of(OrderHash.genesis(), 1, TIME).finish();
    assertThat(hex(empty))
        .isEqualTo("eb36f14d989e11d9e13e289fbd3523e72abec5ddbf8ad4dca6953e8a7ce44dd9");

    byte[] two =
        OrderHash.of(empty, 3, TIME + 1)
            .add(new OrderedPayload(4, "first".getBytes(StandardCharsets.UTF_8)))
            .add(new OrderedPayload(1, new byte[] {0}))
            .finish();
    assertThat(hex(two))
        .isEqualTo("31092367109aa0fbe7f026b60a1c15b747d30958697fb0938deb92abe62d407b");
  }

  @Test
  void changesWithEveryPartOfARound() {
    byte[] previous = OrderHash.genesis();
    byte[] other = new byte[32];
    other[31] = 1;
    assertThat(
            new String[] {
              hex(OrderHash.of(previous, 1, TIME).finish()),
              hex(OrderHash.of(other, 1, TIME).finish()),
              hex(OrderHash.of(previous, 2, TIME).finish()),
              hex(OrderHash.of(previous, 1, TIME + 1).finish()),
              hex(OrderHash.of(previous, 1, TIME).add(payload(1, 7)).finish()),
              hex(OrderHash.of(previous, 1, TIME).add(payload(2, 7)).finish()),
              hex(OrderHash.of(previous, 1, TIME).add(payload(1, 7, 7)).finish()),
              hex(OrderHash.of(previous, 1, TIME).add(payload(1, 7)).add(payload(1, 7)).finish()),
            })
        .doesNotHaveDuplicates();
  }

  @Test
  void isTheSameForWhoKnowsOnlyAPayloadsKindAndDigest() {
    byte[] payload = {7, 1, 2};
    byte[] whole = round().add(new OrderedPayload(3, payload)).finish();
    assertThat(round().add(3, (byte) 7, OrderHash.digest(payload)).finish()).isEqualTo(whole);
    assertThat(round().add(3, (byte) 8, OrderHash.digest(payload)).finish()).isNotEqualTo(whole);
  }

  private static OrderHash round() {
    return OrderHash.of(OrderHash.genesis(), 1, TIME);
  }

  private static OrderedPayload payload(int creator, int... bytes) {
    byte[] payload = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      payload[i] = (byte) bytes[i];
    }
    return new OrderedPayload(creator, payload);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
