package org.yipiao.authorization.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.yipiao.authorization.store.InMemoryExpiringStore;

class SendingLimitsTest {

  private static final String HERE = "203.0.113.7";
  private static final PhoneNumber PHONE = new PhoneNumber("+8613800138000");
  private static final PhoneNumber OTHER = new PhoneNumber("+8613900139000");

  private Instant now = Instant.parse("2026-03-02T08:00:00Z");
  private final SignInKey key = new SignInKey(new byte[SignInKey.BYTES]);
  private final SendingLimits limits =
      new SendingLimits(new InMemoryExpiringStore(() -> now, 1_000), key, settings());

  private static SignInProperties settings() {
    var prefix = "yipiao.authorization.sign-in.";
    return new Binder(
            new MapConfigurationPropertySource(
                Map.of(
                    prefix + "messages-per-address", "6",
                    prefix + "messages-per-address-and-phone", "2",
                    prefix + "messages-per-phone", "4",
                    prefix + "messages-per-phone-and-day", "6",
                    prefix + "messages-per-device", "3",
                    prefix + "known-messages-per-phone", "5",
                    prefix + "known-messages-per-phone-and-day", "12")))
        .bindOrCreate("yipiao.authorization.sign-in", SignInProperties.class);
  }

  private boolean admits(PhoneNumber phone, String address) {
    return limits.admit(key.tag(phone), address, Optional.empty());
  }

  @Test
  void holdsAStrangeBrowserByAddressAndPhoneForAnHour() {
    assertThat(admits(PHONE, HERE)).isTrue();
    assertThat(admits(PHONE, HERE)).isTrue();
    assertThat(admits(PHONE, HERE)).isFalse();
    assertThat(admits(OTHER, HERE)).isTrue();
    assertThat(admits(PHONE, "203.0.113.8")).isTrue();
    now = now.plus(Duration.ofHours(1));
    assertThat(admits(PHONE, HERE)).isTrue();
  }

  /** A hospital's visitors have one address; each asks for a second code, having lost the first. */
  @Test
  void servesThreeHundredPatientsAnHourBehindOneAddressAsItIsSet() {
    var standard =
        new SendingLimits(
            new InMemoryExpiringStore(() -> now, 10_000),
            key,
            new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("yipiao.authorization.sign-in", SignInProperties.class));
    for (int i = 0; i < 300; i++) {
      var phone = new PhoneNumber("+86138001%05d".formatted(i));
      for (int time = 0; time < 2; time++) {
        assertThat(standard.admit(key.tag(phone), HERE, Optional.empty()))
            .as("patient %d", i)
            .isTrue();
      }
      now = now.plus(Duration.ofSeconds(12));
    }
    for (int i = 0; i < 200; i++) {
      standard.admit(
          key.tag(new PhoneNumber("+86138002%05d".formatted(i))), HERE, Optional.empty());
    }
    assertThat(standard.admit(key.tag(PHONE), HERE, Optional.empty())).isFalse();
    assertThat(standard.admit(key.tag(PHONE), "203.0.113.8", Optional.empty())).isTrue();
  }

  @Test
  void holdsAnAddressForAllPhonesAndAnIpv6NetworkAsOneAddress() {
    for (int i = 0; i < 6; i++) {
      var phone = new PhoneNumber("+861380013800" + i);
      assertThat(admits(phone, "2001:db8:1:2::" + i)).isTrue();
    }
    assertThat(admits(OTHER, "2001:db8:1:2:ffff::1")).isFalse();
    assertThat(admits(OTHER, "2001:db8:1:3::1")).isTrue();
  }

  /** Whoever wants one is given a /48, and with it 65 536 networks of one subscriber. */
  @Test
  void holdsTheManyNetworksOfOneIpv6SiteTogether() {
    int admitted = 0;
    for (int i = 0; i < 100; i++) {
      var phone = new PhoneNumber("+86138001%05d".formatted(i));
      admitted += admits(phone, "2001:db8:1:%x::1".formatted(i)) ? 1 : 0;
    }
    assertThat(admitted).isEqualTo(4 * 6);
    assertThat(admits(OTHER, "2001:db8:2:1::1")).isTrue();
  }

  @Test
  void givesAllBrowsersThatKnowAPhoneNoMoreThanItMayHave() {
    int inAnHour = 0;
    for (int i = 0; i < 50; i++) {
      inAnHour += limits.admit(key.tag(PHONE), HERE, Optional.of("device-" + i)) ? 1 : 0;
    }
    assertThat(inAnHour).isEqualTo(5);
    int inADay = inAnHour;
    for (int hour = 1; hour < 24; hour++) {
      now = now.plus(Duration.ofHours(1));
      for (int i = 0; i < 50; i++) {
        inADay += limits.admit(key.tag(PHONE), HERE, Optional.of("device-" + i)) ? 1 : 0;
      }
    }
    assertThat(inADay).isEqualTo(12);
    assertThat(admits(PHONE, HERE)).as("a strange browser").isTrue();
  }

  @Test
  void holdsStrangersForADayOnceAPhoneHasGotItsMessagesOfTheDay() {
    for (int i = 0; i < 6; i++) {
      assertThat(admits(PHONE, "198.51.100." + i)).isTrue();
      now = now.plus(Duration.ofHours(1));
    }
    assertThat(admits(PHONE, HERE)).isFalse();
    assertThat(admits(OTHER, HERE)).isTrue();
    var known = Optional.of("d");
    assertThat(limits.admit(key.tag(PHONE), HERE, known)).as("the owner's browser").isTrue();
    now = now.plus(Duration.ofHours(18));
    assertThat(admits(PHONE, HERE)).isTrue();
  }

  @Test
  void aPhoneThatStrangersHaveUsedUpStillServesTheBrowserThatKnowsIt() {
    for (int i = 0; i < 4; i++) {
      assertThat(admits(PHONE, "198.51.100." + i)).isTrue();
    }
    assertThat(admits(PHONE, HERE)).isFalse();

    var known = Optional.of("d");
    for (int i = 0; i < 3; i++) {
      assertThat(limits.admit(key.tag(PHONE), "198.51.100.0", known)).isTrue();
    }
    assertThat(limits.admit(key.tag(PHONE), HERE, known)).as("its own limit").isFalse();
  }
}
