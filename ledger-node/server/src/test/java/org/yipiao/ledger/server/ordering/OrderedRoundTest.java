package org.yipiao.ledger.server.ordering;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderedRoundTest {

  private static final byte[] WHOLE = new byte[OrderHash.LENGTH];

  @Test
  void namesTheHashThatHasTheWrongLengthAndThatLength() {
    assertThatThrownBy(() -> round(new byte[31], WHOLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("previous order hash of 31 bytes");
    assertThatThrownBy(() -> round(WHOLE, new byte[33]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("order hash of 33 bytes");
  }

  private static OrderedRound round(byte[] previousOrderHash, byte[] orderHash) {
    return new OrderedRound(1, 1, previousOrderHash, orderHash, List.of());
  }
}
