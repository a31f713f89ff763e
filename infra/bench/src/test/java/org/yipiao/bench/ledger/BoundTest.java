package org.yipiao.bench.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundTest {

  private static final Batches.Size HUNDRED = new Batches.Size(100, 7_000);

  @Test
  void theLeastOfProcessorsOrderingAndDiskBounds() {
    var ordering = MachineRates.Ordering.of(HUNDRED, "1800 2000 1800");

    var bound = Bound.of(rates(ordering), ordering, 20_000).orElseThrow();

    // 10 µs of ordering, 4 nodes of 1 µs hashes and 1.5 µs of a signature's share
    assertThat(bound.byProcessor()).isEqualTo(100_000);
    // 70 bytes, 4 nodes, twice
    assertThat(bound.byDisk()).isEqualTo(714_286);
    assertThat(bound.bound()).isEqualTo(90_000);
    assertThat(bound.percent()).isEqualTo(22.2);
    assertThat(printed(rates(ordering), List.of(bound)))
        .contains("four engines alone order 90,000 operations/s in batches of 100 (7000 bytes)")
        .contains("batches of 100: bound 90,000 operations/s")
        .contains("held 20,000, 22.2 % of it");
  }

  /** On a busy machine engines may order nothing for a second: that is no pace of 0. */
  @Test
  void whereEnginesOrderedNothingInTheTimeNoBoundIsNamedAndThatIsSaid() {
    var nothing = MachineRates.Ordering.of(HUNDRED, "0 1000 700");

    assertThat(nothing.pace()).isNull();
    assertThat(Bound.of(rates(nothing), nothing, 20_000)).isEmpty();
    assertThat(printed(rates(nothing), List.of()))
        .contains("in batches of 100 (7000 bytes): their pace is not measured, nor what bounds")
        .doesNotContain("%");
  }

  private static MachineRates rates(MachineRates.Ordering ordering) {
    return new MachineRates(2, 1_000, 150, new Latencies(1, 1, 1, 1, 1, 1), 400, List.of(ordering));
  }

  private static String printed(MachineRates rates, List<Bound> bounds) {
    var out = new ByteArrayOutputStream();
    new LedgerTable(new PrintStream(out, true, StandardCharsets.UTF_8)).print(rates, bounds);
    return out.toString(StandardCharsets.UTF_8);
  }
}
