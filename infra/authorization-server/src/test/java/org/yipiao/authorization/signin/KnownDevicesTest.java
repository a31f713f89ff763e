package org.yipiao.authorization.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownDevicesTest {

  private static final Duration LIFE = Duration.ofDays(180);

  private Instant now = Instant.parse("2026-03-02T08:00:00Z");
  private final SignInKey key = new SignInKey(new byte[SignInKey.BYTES]);
  private final KnownDevices devices = new KnownDevices(key, () -> now, LIFE);

  private String tag(int phone) {
    return key.tag(new PhoneNumber("+861380013800" + phone));
  }

  @Test
  void knowsABrowserByItsCookieUntilThatExpires() {
    var cookie = devices.write(Optional.empty(), tag(1));
    assertThat(devices.read(cookie).orElseThrow().phones()).containsExactly(tag(1));
    now = now.plus(LIFE);
    assertThat(devices.read(cookie)).isEmpty();
  }

  @Test
  void keepsTheLatestFourPhonesOfOneBrowser() {
    var cookie = devices.write(Optional.empty(), tag(0));
    var id = devices.read(cookie).orElseThrow().id();
    for (int phone : List.of(1, 2, 3, 1, 4)) {
      cookie = devices.write(devices.read(cookie), tag(phone));
    }
    var device = devices.read(cookie).orElseThrow();
    assertThat(device.id()).isEqualTo(id);
    assertThat(device.phones()).containsExactly(tag(4), tag(1), tag(3), tag(2));
  }

  @Test
  void knowsNobodyByACookieThatItDidNotWrite() {
    var cookie = devices.write(Optional.empty(), tag(1));
    var foreign = new byte[SignInKey.BYTES];
    foreign[0] = 1;
    var other = new KnownDevices(new SignInKey(foreign), () -> now, LIFE);
    assertThat(other.read(cookie)).isEmpty();
    assertThat(devices.read(cookie.replace(tag(1), tag(2)))).isEmpty();
    assertThat(devices.read(cookie.substring(1))).isEmpty();
    assertThat(devices.read("")).isEmpty();
    assertThat(devices.read(null)).isEmpty();
  }
}
