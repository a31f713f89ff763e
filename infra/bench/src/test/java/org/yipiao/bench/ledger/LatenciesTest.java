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
  void toldApartByWhenTheyBegan() {
    var times =
        List.of(
            new Latencies.Taken(0, 1_000),
            new Latencies.Taken(29, 9_000),
            new Latencies.Taken(9, 3_000));
    assertThat(Latencies.every(10, times))
        .containsExactly(
            new Latencies(2, 1, 3, 3, 3, 3),
            new Latencies(0, 0, 0, 0, 0, 0),
            new Latencies(1, 9, 9, 9, 9, 9));
    assertThat(Latencies.every(10, List.of())).isEmpty();
  }

  @Test
  void ofNothingIsNothing() {
    assertThat(Latencies.ofMicros(List.of())).isEqualTo(new Latencies(0, 0, 0, 0, 0, 0));
  }
}
