package org.yipiao.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.yipiao.platform.http.SubscriberNetwork;

class SharedRoomTest {

  private static final SubscriberNetwork ONE = SubscriberNetwork.of("192.0.2.1");
  private static final SubscriberNetwork OTHER = SubscriberNetwork.of("192.0.2.2");

  @Test
  void leavesToOthersWhatOneNetworkMayNotHave() {
    var room = new SharedRoom(8, 25);
    assertThat(room.enter(ONE)).isPresent();
    var second = room.enter(ONE).orElseThrow();
    assertThat(room.enter(ONE)).isEmpty();
    assertThat(room.taken()).isEqualTo(2);
    assertThat(room.enter(OTHER)).isPresent();
    second.close();
    second.close();
    assertThat(room.taken()).isEqualTo(2);
    assertThat(room.enter(ONE)).isPresent();
    assertThat(room.enter(ONE)).isEmpty();
  }

  @Test
  void givesOnePlaceWhereThePartWouldBeNone() {
    var room = new SharedRoom(2, 25);
    assertThat(room.enter(ONE)).isPresent();
    assertThat(room.enter(ONE)).isEmpty();
    assertThat(room.enter(OTHER)).isPresent();
    assertThat(room.enter(SubscriberNetwork.of("192.0.2.3"))).isEmpty();
  }

  @Test
  void countsAnIpv6NetworkOf64BitsAsOne() {
    var room = new SharedRoom(4, 25);
    assertThat(room.enter(SubscriberNetwork.of("2001:db8::1"))).isPresent();
    assertThat(room.enter(SubscriberNetwork.of("2001:db8::2"))).isEmpty();
    assertThat(room.enter(SubscriberNetwork.of("2001:db8:0:1::1"))).isPresent();
  }
}
