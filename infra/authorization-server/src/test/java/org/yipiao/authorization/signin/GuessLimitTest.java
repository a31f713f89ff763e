package org.yipiao.authorization.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.yipiao.authorization.signin.GuessLimit.Admitted;
import org.yipiao.authorization.signin.GuessLimit.NetworkUsedUp;
import org.yipiao.authorization.signin.GuessLimit.PhoneUsedUp;
import org.yipiao.authorization.store.InMemoryExpiringStore;

class GuessLimitTest {

  private static final String PHONE = "a".repeat(64);
  private static final int MOST = 3;
  private static final int MOST_OF_A_PHONE = 5;

  private Instant now = Instant.parse("2026-03-02T08:00:00Z");
  private final GuessLimit limit =
      new GuessLimit(
          new InMemoryExpiringStore(() -> now, 1_000),
          new SignInKey(new byte[SignInKey.BYTES]),
          new Binder(
                  new MapConfigurationPropertySource(
                      Map.of(
                          "yipiao.authorization.sign-in.wrong-codes-per-network",
                          MOST,
                          "yipiao.authorization.sign-in.wrong-codes-per-phone-and-day",
                          MOST_OF_A_PHONE)))
              .bindOrCreate("yipiao.authorization.sign-in", SignInProperties.class));

  private GuessLimit.Guess admit(String phone, String address) {
    return limit.admit(phone, address, false);
  }

  private GuessLimit.Guess known(String phone) {
    return limit.admit(phone, "203.0.113.7", true);
  }

  @Test
  void countsANetworkForAllPhonesAndNoOtherNetwork() {
    for (int i = 0; i < MOST; i++) {
      assertThat(admit("phone-" + i, "203.0.113." + i)).isInstanceOf(Admitted.class);
    }
    assertThat(admit(PHONE, "203.0.113.200")).isEqualTo(new NetworkUsedUp());
    assertThat(admit(PHONE, "203.0.114.200")).isInstanceOf(Admitted.class);
    now = now.plus(Duration.ofHours(1));
    assertThat(admit(PHONE, "203.0.113.200")).isInstanceOf(Admitted.class);
  }

  @Test
  void takesAnIpv6NetworkOf64BitsForOneAndHoldsTheManyOfASiteTogether() {
    for (int i = 0; i < MOST; i++) {
      assertThat(admit("phone-" + i, "2001:db8:1:2:" + i + "::1")).isInstanceOf(Admitted.class);
    }
    assertThat(admit(PHONE, "2001:db8:1:2:ffff::1")).isEqualTo(new NetworkUsedUp());
    int admitted = MOST;
    for (int i = 0; i < 100; i++) {
      admitted +=
          admit("other-" + i, "2001:db8:1:%x::1".formatted(i + 16)) instanceof Admitted ? 1 : 0;
    }
    assertThat(admitted).isEqualTo(4 * MOST);
    assertThat(admit(PHONE, "2001:db8:2:3::1")).isInstanceOf(Admitted.class);
  }

  /** Whatever number of networks and of cookies somebody has. */
  @Test
  void holdsEachPhoneForADayAgainstStrangersAndAgainstItsOwnBrowsers() {
    for (int i = 0; i < MOST_OF_A_PHONE; i++) {
      assertThat(admit(PHONE, "198.51.%d.1".formatted(i))).isInstanceOf(Admitted.class);
    }
    assertThat(admit(PHONE, "198.51.200.1")).isEqualTo(new PhoneUsedUp());
    for (int i = 0; i < MOST_OF_A_PHONE; i++) {
      assertThat(known(PHONE)).as("strangers use up nothing of it").isInstanceOf(Admitted.class);
    }
    assertThat(known(PHONE)).isEqualTo(new PhoneUsedUp());
    assertThat(known("another")).isInstanceOf(Admitted.class);
    now = now.plus(Duration.ofDays(1));
    assertThat(known(PHONE)).isInstanceOf(Admitted.class);
    assertThat(admit(PHONE, "198.51.200.1")).isInstanceOf(Admitted.class);
  }

  @Test
  void countsNoRightCodeAndWhatOnePhoneIsRefusedForNoNetwork() {
    for (int i = 0; i < 3 * MOST; i++) {
      ((Admitted) admit(PHONE, "203.0.113.7")).giveBack();
      ((Admitted) known(PHONE)).giveBack();
    }
    for (int i = 0; i < MOST_OF_A_PHONE; i++) {
      assertThat(admit(PHONE, "198.51.%d.1".formatted(i))).isInstanceOf(Admitted.class);
    }
    for (int i = 0; i < 3 * MOST; i++) {
      assertThat(admit(PHONE, "203.0.113.7")).isEqualTo(new PhoneUsedUp());
    }
    assertThat(admit("another", "203.0.113.7")).isInstanceOf(Admitted.class);
  }
}
