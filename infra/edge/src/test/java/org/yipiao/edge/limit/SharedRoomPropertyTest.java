package org.yipiao.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.http.SubscriberNetwork;
import org.yipiao.platform.seeds.Seeds;

/** Networks that take all they can get, and give back what and when they like. */
class SharedRoomPropertyTest {

  private static final int MOST = 400;
  private static final int PERCENT = 25;
  private static final int RESERVED = MOST / 8;

  private static SubscriberNetwork network(int number) {
    return SubscriberNetwork.of("10.%d.%d.1".formatted(number / 256, number % 256));
  }

  private static int takeAll(SharedRoom room, SubscriberNetwork network) {
    int taken = 0;
    while (room.enter(network).isPresent()) {
      taken++;
    }
    return taken;
  }

  @Test
  void leavesThreeQuartersOfTheRestWithEachNetworkThatTakesAllItCan() {
    var room = new SharedRoom(MOST, PERCENT);
    List<Integer> parts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      parts.add(takeAll(room, network(i)));
    }
    assertThat(parts).containsExactly(100, 75, 57, 42, 32, 24);
    assertThat(MOST - room.taken())
        .isBetween((int) (MOST * Math.pow(0.75, 6)) - 6, (int) (MOST * Math.pow(0.75, 6)));
  }

  @Test
  void hasAPlaceForAnotherNetworkUntilAnEighthAsManyNetworksHaveTakenAllTheyCan() {
    var room = new SharedRoom(MOST, PERCENT);
    for (int i = 0; i < RESERVED; i++) {
      takeAll(room, network(i));
      try (var place = room.enter(network(9_999)).orElseThrow()) {
        assertThat(place).isNotNull();
      }
    }
  }

  /** As the door's connections are by default: a browser has several. */
  @Test
  void leavesWhatABrowserNeedsBesideSomeThatTakeAllTheyCan() {
    var room = new SharedRoom(4_000, 50);
    assertThat(room.few()).isEqualTo(7);
    assertThat(takeAll(room, network(0))).isEqualTo(2_000);
    assertThat(takeAll(room, network(1))).isEqualTo(1_000);
    assertThat(takeAll(room, network(2))).isEqualTo(500);
    int others = 0;
    while (takeAll(room, network(10 + others)) == 7) {
      others++;
    }
    assertThat(others).as("until the eighth is taken too").isEqualTo(71);
    assertThat(room.taken()).isEqualTo(4_000);
  }

  @Test
  void givesOneNetworkAllOfItWhereAllClientsAreOne() {
    assertThat(takeAll(new SharedRoom(MOST, 100), network(1))).isEqualTo(MOST);
  }

  @Test
  void holdsItsPromisesWhateverComesAndGoes() {
    var random = new Random(Seeds.of(this));
    for (int run = 0; run < 50; run++) {
      int most = 1 + random.nextInt(200);
      int percent = 1 + random.nextInt(100);
      int networks = 1 + random.nextInt(40);
      var room = new SharedRoom(most, percent);
      Map<Integer, List<SharedRoom.Place>> held = new HashMap<>();
      for (int step = 0; step < 2_000; step++) {
        int who = random.nextInt(networks);
        List<SharedRoom.Place> own = held.computeIfAbsent(who, _ -> new ArrayList<>());
        if (own.isEmpty() || random.nextInt(3) > 0) {
          boolean wasFree = room.taken() < most;
          int before = own.size();
          room.enter(network(who)).ifPresent(own::add);
          boolean entered = own.size() > before;
          assertThat(entered && !wasFree).as("more than there are").isFalse();
          assertThat(entered || before > 0 || !wasFree).as("kept out with nothing").isTrue();
        } else {
          own.remove(random.nextInt(own.size())).close();
        }
        check(room, most, percent, held);
      }
    }
  }

  private static void check(
      SharedRoom room, int most, int percent, Map<Integer, List<SharedRoom.Place>> held) {
    int all = held.values().stream().mapToInt(List::size).sum();
    int largest = held.values().stream().mapToInt(List::size).max().orElse(0);
    long holders = held.values().stream().filter(own -> !own.isEmpty()).count();
    assertThat(room.taken()).isEqualTo(all).isBetween(0, most);
    assertThat(largest).isLessThanOrEqualTo(Math.ceilDiv(most * percent, 100));
    if (percent < 100) {
      assertThat((long) most - all).isGreaterThanOrEqualTo(most / 8 - holders * room.few());
    }
  }
}
