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

  /** The expected values were computed with printf and sha256sum from the layout in the Javadoc. */
  @Test
  void hashesTheLayoutThatItsDocumentationStates() {
    byte[] empty = OrderHash.of(OrderHash.genesis(), 1, TIME).finish();
    assertThat(hex(empty))
        .isEqualTo("bde34535f571816c00133553df623ed7a43f0925b6cb9c378c0805f2bc16f1fe");

    byte[] two =
        OrderHash.of(empty, 3, TIME + 1)
            .add(4, "first".getBytes(StandardCharsets.UTF_8))
            .add(1, new byte[] {0})
            .finish();
    assertThat(hex(two))
        .isEqualTo("c0c7738ae58c1376a1374f8bf099b303594960ea03dcb7207d5e72b6f1140913");
  }

  @Test
  void changesWithEveryPartOfARound() {
    byte[] previous = OrderHash.genesis();
    byte[] other = new byte[32];
    other[31] = 1;
    byte[] payload = {7};
    assertThat(
            new String[] {
              hex(OrderHash.of(previous, 1, TIME).finish()),
              hex(OrderHash.of(other, 1, TIME).finish()),
              hex(OrderHash.of(previous, 2, TIME).finish()),
              hex(OrderHash.of(previous, 1, TIME + 1).finish()),
              hex(OrderHash.of(previous, 1, TIME).add(1, payload).finish()),
              hex(OrderHash.of(previous, 1, TIME).add(2, payload).finish()),
              hex(OrderHash.of(previous, 1, TIME).add(1, new byte[] {7, 7}).finish()),
              hex(OrderHash.of(previous, 1, TIME).add(1, payload).add(1, payload).finish()),
            })
        .doesNotHaveDuplicates();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
