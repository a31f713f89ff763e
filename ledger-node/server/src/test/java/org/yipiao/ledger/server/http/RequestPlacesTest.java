package org.yipiao.ledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yipiao.ledger.server.http.RequestPlaces.Caller;
import org.yipiao.platform.http.SubscriberNetwork;
import org.yipiao.platform.problem.ProblemException;

/** However greedy callers are, the next one finds a place. */
class RequestPlacesTest {

  private final RequestPlaces places = new RequestPlaces();

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
