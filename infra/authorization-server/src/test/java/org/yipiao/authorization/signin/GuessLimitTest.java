package org.yipiao.authorization.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yipiao.authorization.store.InMemoryExpiringStore;

class GuessLimitTest {

  private static final String PHONE = "a".repeat(64);
  private static final int MOST = 3;

  private Instant now = Instant.parse("2026-03-02T08:00:00Z");
  private final GuessLimit limit =
      new GuessLimit(
          new InMemoryExpiringStore(() -> now, 1_000),
          new SignInKey(new byte[SignInKey.BYTES]),
          MOST);

  private Optional<GuessLimit.Guess> admit(String phone, String address) {
    return limit.admit(phone, address, Optional.empty());
  }

  @Test
  void countsANetworkForAllPhonesAndNoOtherNetwork() {
    for (int i = 0; i < MOST; i++) {
      assertThat(admit("phone-" + i, "203.0.113." + i)).isPresent();
    }
    assertThat(admit(PHONE, "203.0.113.200")).isEmpty();
    assertThat(admit(PHONE, "203.0.114.200")).isPresent();
    now = now.plus(Duration.ofHours(1));
    assertThat(admit(PHONE, "203.0.113.200")).isPresent();
  }

  @Test
  void takesAnIpv6NetworkOf64BitsForOne() {
    for (int i = 0; i < MOST; i++) {
      assertThat(admit(PHONE, "2001:db8:1:2:" + i + "::1")).isPresent();
    }
    assertThat(admit(PHONE, "2001:db8:1:2:ffff::1")).isEmpty();
    assertThat(admit(PHONE, "2001:db8:1:3::1")).isPresent();
  }

  @Test
  void countsNoRightCodeAndNoBrowserThatKnowsThePhone() {
    for (int i = 0; i < 3 * MOST; i++) {
      admit(PHONE, "203.0.113.7").orElseThrow().giveBack();
    }
    var known = Optional.of(new KnownDevices.Device("d", List.of(PHONE)));
    for (int i = 0; i < 3 * MOST; i++) {
      assertThat(limit.admit(PHONE, "203.0.113.7", known)).isPresent();
    }
    for (int i = 0; i < MOST; i++) {
      assertThat(limit.admit("another", "203.0.113.7", known)).isPresent();
    }
    assertThat(limit.admit("another", "203.0.113.7", known)).isEmpty();
    assertThat(limit.admit(PHONE, "203.0.113.7", known)).isPresent();
  }
}
