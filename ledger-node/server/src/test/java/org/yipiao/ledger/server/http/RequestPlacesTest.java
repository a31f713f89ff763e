package org.yipiao.ledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yipiao.ledger.server.http.RequestPlaces.Caller;
import org.yipiao.platform.http.SubscriberNetwork;
import org.yipiao.platform.problem.ProblemException;

/** However greedy callers are, the next one finds a place, or is the next to find one. */
class RequestPlacesTest {

  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final RequestPlaces places = new RequestPlaces(nanoTime::get);

  private static Caller tenant(int number) {
    return new Caller.Tenant("tenant-" + number);
  }

  private static Caller stranger(int number) {
    return new Caller.Stranger(SubscriberNetwork.of("192.0.2." + number));
  }

  /** Takes as many as it gets; how many those are. */
  private int greedy(RequestKind kind, Caller caller) {
    int taken = 0;
    while (taken <= kind.atOnce()) {
      try {
        places.take(kind, caller);
        taken++;
      } catch (ProblemException e) {
        assertThat(e.code()).isEqualTo(NodeProblem.BUSY);
        return taken;
      }
    }
    return taken;
  }

  @ParameterizedTest
  @EnumSource
  void oneAloneHasHalfAndEachFurtherOneHalfOfWhatIsLeft(RequestKind kind) {
    assertThat(greedy(kind, tenant(1))).isEqualTo(kind.ofOneTenant());
    int free = kind.atOnce() - kind.ofOneTenant();
    for (int next = 2; free > 1; next++) {
      int taken = greedy(kind, tenant(next));
      assertThat(taken).as("tenant %d", next).isBetween(1, (free + 1) / 2);
      free -= taken;
    }
    assertThat(greedy(kind, tenant(1))).as("the first gets no more").isZero();
    assertThat(greedy(kind, tenant(1_000))).as("the next one finds the last").isEqualTo(1);
    assertThat(places.underWay(kind)).isEqualTo(kind.atOnce());
    assertThat(greedy(kind, tenant(1_001))).isZero();

    places.give(kind, tenant(1));
    assertThat(greedy(kind, tenant(1))).as("it has many already").isZero();
    assertThat(greedy(kind, tenant(1_001))).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void theLastEighthIsForCallersThatHaveNone(RequestKind kind) {
    greedy(kind, tenant(1));
    greedy(kind, tenant(2));
    greedy(kind, tenant(3));
    greedy(kind, tenant(4));
    int left = kind.atOnce() - places.underWay(kind);
    assertThat(left).isEqualTo(kind.forThoseWithNone() - 1);
    for (int next = 5; next < 5 + left; next++) {
      assertThat(greedy(kind, tenant(next))).as("tenant %d", next).isEqualTo(1);
    }
  }

  /** Four have all places of pages, so that the fifth finds none. */
  private void fillPages() {
    for (int number = 1; number <= 4; number++) {
      assertThat(greedy(RequestKind.PAGE, tenant(number))).isPositive();
    }
    assertThat(places.underWay(RequestKind.PAGE)).isEqualTo(RequestKind.PAGE.atOnce());
  }

  @Test
  void thePlaceThatIsGivenBackIsThatOfWhoAskedFirstAndHasNone() {
    var kind = RequestKind.PAGE;
    fillPages();
    assertThat(greedy(kind, tenant(5))).isZero();
    assertThat(greedy(kind, tenant(6))).isZero();
    places.give(kind, tenant(4));
    for (int other : new int[] {1, 2, 3, 4, 6, 7}) {
      assertThat(greedy(kind, tenant(other))).as("tenant %d", other).isZero();
    }
    assertThat(greedy(kind, stranger(1))).isZero();
    assertThat(greedy(kind, tenant(5))).isEqualTo(1);

    places.give(kind, tenant(1));
    assertThat(greedy(kind, tenant(4))).as("behind the sixth").isZero();
    assertThat(greedy(kind, tenant(6))).isEqualTo(1);
    places.give(kind, tenant(1));
    assertThat(greedy(kind, tenant(7))).as("behind the fourth").isZero();
    assertThat(greedy(kind, tenant(4))).isEqualTo(1);
  }

  @Test
  void aPromiseStandsForAsLongAsItsTenantAsksAgain() {
    var kind = RequestKind.PAGE;
    fillPages();
    long half = RequestPlaces.PROMISED_FOR.toNanos() / 2 + 1;
    for (int time = 0; time < 4; time++) {
      assertThat(greedy(kind, tenant(5))).isZero();
      nanoTime.addAndGet(half);
    }
    places.give(kind, tenant(3));
    assertThat(greedy(kind, tenant(3))).isZero();
    nanoTime.addAndGet(half);
    assertThat(greedy(kind, tenant(3))).as("the fifth has gone").isEqualTo(1);
  }

  /** Nobody waits for more places than callers came before, whatever the others do. */
  @ParameterizedTest
  @EnumSource
  void eachOfManyTenantsHasItsTurnAmongGreedyOnes(RequestKind kind) {
    long seed = kind.atOnce();
    var random = new Random(seed);
    List<Caller> holders = new ArrayList<>();
    for (int number = 1; places.underWay(kind) < kind.atOnce(); number++) {
      int taken = greedy(kind, tenant(number));
      holders.addAll(Collections.nCopies(taken, tenant(number)));
    }
    Deque<Caller> waiting = new ArrayDeque<>();
    for (int number = 5_001; number <= 5_040; number++) {
      waiting.add(tenant(number));
      assertThat(greedy(kind, tenant(number))).isZero();
    }
    while (!waiting.isEmpty()) {
      Caller leaves = holders.remove(random.nextInt(holders.size()));
      places.give(kind, leaves);
      for (Caller greedy : Set.copyOf(holders)) {
        assertThat(greedy(kind, greedy)).as("%s, seed %d", greedy, seed).isZero();
      }
      Caller next = waiting.remove();
      assertThat(greedy(kind, next)).as("%s, seed %d", next, seed).isEqualTo(1);
      holders.add(next);
    }
  }

  /** Who asks first when no more can be promised is behind nobody later, and nobody behind it. */
  @Test
  void noMoreTenantsHaveATurnThanMayBePromisedOne() {
    var kind = RequestKind.PAGE;
    fillPages();
    int first = 10_000;
    int oneTooMany = first + KindPlaces.MOST_PROMISES;
    for (int number = first; number <= oneTooMany; number++) {
      assertThat(greedy(kind, tenant(number))).isZero();
    }
    places.give(kind, tenant(1));
    for (int number = first; number < oneTooMany; number++) {
      assertThat(greedy(kind, stranger(1))).as("before tenant %d", number).isZero();
      assertThat(greedy(kind, tenant(number))).as("tenant %d", number).isEqualTo(1);
      places.give(kind, tenant(number));
    }
    assertThat(greedy(kind, tenant(5))).as("nobody else is promised the place").isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void strangersHaveASmallPartEachAndLeaveTenantsTheirs(RequestKind kind) {
    assertThat(greedy(kind, stranger(1))).isEqualTo(kind.ofOneStranger());
    int all = kind.ofOneStranger();
    for (int next = 2; next <= 200; next++) {
      all += greedy(kind, stranger(next));
    }
    assertThat(all).isEqualTo(kind.ofStrangers());
    assertThat(greedy(kind, tenant(1))).isGreaterThanOrEqualTo(kind.ofStrangers() / 2);
    assertThat(greedy(kind, tenant(2))).isPositive();
    assertThatThrownBy(() -> places.take(kind, stranger(1)))
        .isInstanceOf(ProblemException.class)
        .hasMessage("BUSY");
  }
}
