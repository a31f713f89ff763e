package org.yipiao.bench.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void ranksTheNearest() {
    var times =
        Latencies.ofMicros(LongStream.rangeClosed(1, 1_000).map(n -> n * 1_000).boxed().toList());
    assertThat(times).isEqualTo(new Latencies(1_000, 500, 900, 990, 999, 1_000));
  }

  @Test
  void ofNothingIsNothing() {
    assertThat(Latencies.ofMicros(List.of())).isEqualTo(new Latencies(0, 0, 0, 0, 0, 0));
  }
}
