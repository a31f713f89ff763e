package org.yipiao.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SpoolDepthTest {

  private static final SpoolDepth EMPTY = new SpoolDepth(0, 0, 0, 0);

  @Test
  void readsAGatewaysStatusAndMissesNoCount() throws IOException {
    String status = "{'member':1,'waiting':1,'inBatches':2,'held':3,'quarantined':4}";
    assertThat(read(status)).isEqualTo(new SpoolDepth(1, 2, 3, 4));
    assertThatThrownBy(() -> read(status.replace("held", "other")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("held");
  }

  @Test
  void whatIsHeldIsStillOnItsWay() {
    assertThat(EMPTY.open()).isZero();
    assertThat(new SpoolDepth(0, 0, 1, 0).open()).isEqualTo(1);
    assertThat(new SpoolDepth(1, 2, 3, 4).open()).isEqualTo(6);
  }

  @Test
  void whatIsOnItsWayOrQuarantinedIsNotFinal() {
    assertThat(EMPTY.finalSince(EMPTY, 100)).isEqualTo(100);
    assertThat(new SpoolDepth(1, 2, 3, 4).finalSince(EMPTY, 100)).isEqualTo(90);
    assertThat(new SpoolDepth(0, 0, 0, 4).finalSince(new SpoolDepth(0, 0, 0, 3), 100))
        .isEqualTo(99);
    assertThat(new SpoolDepth(9, 0, 0, 0).finalSince(EMPTY, 1)).isZero();
  }

  @Test
  void saysHowManyWereQuarantinedOrAreNotFinal() {
    var quarantined = new SpoolDepth(0, 0, 0, 4);
    assertThat(EMPTY.faultsSince(EMPTY)).isEmpty();
    assertThat(quarantined.faultsSince(quarantined)).isEmpty();
    assertThat(quarantined.faultsSince(new SpoolDepth(0, 0, 0, 3)))
        .singleElement()
        .asString()
        .startsWith("1 invoices were quarantined and are not final");
    assertThat(new SpoolDepth(1, 2, 3, 0).faultsSince(EMPTY))
        .containsExactly("6 invoices are not final: 1 wait, 2 are in batches, 3 are held");
  }

  private static SpoolDepth read(String json) throws IOException {
    return SpoolDepth.of(JsonMapper.shared().readTree(json.replace('\'', '"')));
  }
}
