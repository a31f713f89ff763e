package org.yipiao.bench.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RateSearchTest {

  private final List<String> tried = new ArrayList<>();

  @Test
  void findsTheHighestRungThatIsKeptAndHoldsIt() throws Exception {
    var found = search(11_600, 11_600).find(300);

    assertThat(Objects.requireNonNull(found.held()).offeredPerSecond()).isEqualTo(11_574);
    assertThat(tried)
        .containsExactly(
            "6000 for 10",
            "6000 for 10",
            "10000 for 10",
            "13500 for 10",
            "13500 for 10",
            "11574 for 10",
            "11574 for 60");
  }

  @Test
  void onePauseInAShortTimeDoesNotEndTheClimb() throws Exception {
    var first = new AtomicBoolean(true);
    var search =
        new RateSearch(
            (step, seconds) -> {
              boolean pauses = step.perSecond() == 10_000 && first.getAndSet(false);
              return loaded(step, seconds, pauses || step.perSecond() > 11_600 ? 4_000 : 400);
            },
            10,
            60);

    var held = search.find(300).held();

    assertThat(Objects.requireNonNull(held).offeredPerSecond()).isEqualTo(11_574);
  }

  @Test
  void goesDownARungWhenTheBestIsNotKeptForLonger() throws Exception {
    var found = search(11_600, 9_000).find(300);

    assertThat(Objects.requireNonNull(found.held()).offeredPerSecond()).isEqualTo(8_000);
    assertThat(found.rungs()).extracting(LedgerReport.Loaded::seconds).contains(10, 60);
  }

  @Test
  void findsNothingWhereEvenTheLowestIsNotKept() throws Exception {
    assertThat(search(10, 10).find(1).held()).isNull();
  }

  @Test
  void endsWithTheLadder() throws Exception {
    var found = search(Integer.MAX_VALUE, Integer.MAX_VALUE).find(1_000);

    assertThat(Objects.requireNonNull(found.held()).offeredPerSecond())
        .isEqualTo(RateSearch.LADDER.getLast());
  }

  /** Nodes that keep so much for a short time, and so much for long. */
  private RateSearch search(int shortly, int longer) {
    return new RateSearch(
        (step, seconds) -> {
          tried.add(step.perSecond() + " for " + seconds);
          int keeps = seconds > 10 ? longer : shortly;
          return loaded(step, seconds, step.perSecond() <= keeps ? 400 : 4_000);
        },
        10,
        60);
  }

  private static LedgerReport.Loaded loaded(LedgerOptions.Step step, int seconds, double p99) {
    var times = new Latencies(1, p99 / 2, p99, p99, p99, p99);
    return new LedgerReport.Loaded(
        "ISSUE_ALONE",
        step.batch(),
        step.perSecond(),
        step.perSecond(),
        0,
        0,
        seconds,
        0,
        times,
        times,
        List.of(times),
        0,
        0,
        0,
        0,
        Map.of(),
        List.of());
  }
}
