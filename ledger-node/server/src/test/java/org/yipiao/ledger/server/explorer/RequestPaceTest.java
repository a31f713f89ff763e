package org.yipiao.ledger.server.explorer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.http.ClientAddress;
import org.yipiao.platform.http.SubscriberNetwork;

class RequestPaceTest {

  private static final SubscriberNetwork ONE = SubscriberNetwork.of("192.0.2.1");
  private static final SubscriberNetwork OTHER = SubscriberNetwork.of("192.0.2.2");

  private Instant now = Instant.parse("2026-03-01T08:00:10Z");
  private final RequestPace pace = new RequestPace(new ClientAddress(List.of()), 3, () -> now);

  @Test
  void refusesTheOneTooManyOfAnAddressAndNobodyElses() {
    take(ONE, 3);
    assertRefused(ONE);
    take(OTHER, 3);
  }

  @Test
  void beginsAnewWithTheNextMinute() {
    take(ONE, 3);
    now = now.plusSeconds(49);
    assertRefused(ONE);
    now = now.plusSeconds(1);
    take(ONE, 3);
  }

  @Test
  void aFloodOfAddressesSharesOneCount() {
    for (int i = 0; i < 4_096; i++) {
      pace.take(new SubscriberNetwork("network-" + i));
    }
    take(new SubscriberNetwork("a-newcomer"), 2);
    take(new SubscriberNetwork("another"), 1);
    assertRefused(new SubscriberNetwork("a-third"));
    take(new SubscriberNetwork("network-7"), 2);
  }

  private void take(SubscriberNetwork from, int times) {
    for (int i = 0; i < times; i++) {
      assertThatCode(() -> pace.take(from)).doesNotThrowAnyException();
    }
  }

  private void assertRefused(SubscriberNetwork from) {
    assertThatThrownBy(() -> pace.take(from)).hasMessage("TOO_MANY_REQUESTS");
  }
}
