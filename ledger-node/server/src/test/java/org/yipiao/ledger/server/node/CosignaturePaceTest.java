package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CosignaturePaceTest {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final CosignaturePace pace = new CosignaturePace(() -> now);

  private long allowed(int member) {
    return IntStream.range(0, 10_000).filter(_ -> pace.allows(member)).count();
  }

  @Test
  void aFloodOfOneValidatorIsCutOffForTheSecondAndKeepsNobodyElseWaiting() {
    assertThat(allowed(2)).isEqualTo(CosignaturePace.A_SECOND);
    assertThat(allowed(3)).isEqualTo(CosignaturePace.A_SECOND);
    now = now.plusSeconds(1);
    assertThat(allowed(2)).isEqualTo(CosignaturePace.A_SECOND);
    now = now.minusSeconds(3_600);
    assertThat(allowed(2)).isEqualTo(CosignaturePace.A_SECOND);
  }
}
