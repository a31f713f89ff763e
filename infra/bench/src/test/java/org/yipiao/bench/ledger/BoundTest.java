package org.yipiao.bench.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BoundTest {

  @Test
  void theLeastOfProcessorsOrderingAndDiskBounds() {
    var ordering = new MachineRates.Ordering(100, 7_000, 90_000, 10);
    var rates =
        new MachineRates(2, 1_000, 150, new Latencies(1, 1, 1, 1, 1, 1), 400, List.of(ordering));

    var bound = Bound.of(rates, ordering, 20_000);

    // 10 µs of ordering, 4 nodes of 1 µs hashes and 1.5 µs of a signature's share
    assertThat(bound.byProcessor()).isEqualTo(100_000);
    // 70 bytes, 4 nodes, twice
    assertThat(bound.byDisk()).isEqualTo(714_286);
    assertThat(bound.bound()).isEqualTo(90_000);
    assertThat(bound.percent()).isEqualTo(22.2);
  }
}
