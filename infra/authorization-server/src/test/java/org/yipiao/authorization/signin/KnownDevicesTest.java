package org.yipiao.authorization.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yipiao.authorization.store.InMemoryExpiringStore;
import org.yipiao.platform.id.StaffId;

class KnownDevicesTest {

  private static final Duration LIFE = Duration.ofDays(180);

  private Instant now = Instant.parse("2026-03-02T08:00:00Z");
  private static final Subject OWNER = new Subject.Employee(new StaffId("wang.fang"));

  private final InMemoryExpiringStore store = new InMemoryExpiringStore(() -> now, 1_000);
  private final SignInKey key = new SignInKey(new byte[SignInKey.BYTES]);
  private final KnownDevices devices = new KnownDevices(store, key, () -> now, LIFE);

  private String tag(int phone) {
    return key.tag(new PhoneNumber("+861380013800" + phone));
  }

  @Test
  void knowsABrowserByItsCookieUntilThatExpires() {
    var cookie = devices.write(Optional.empty(), tag(1), OWNER);
    assertThat(devices.read(cookie).orElseThrow().phones()).containsExactly(tag(1));
    now = now.plus(LIFE);
    assertThat(devices.read(cookie)).isEmpty();
  }

  @Test
  void keepsTheLatestFourPhonesOfOneBrowser() {
    var cookie = devices.write(Optional.empty(), tag(0), OWNER);
    var id = devices.read(cookie).orElseThrow().id();
    for (int phone : List.of(1, 2, 3, 1, 4)) {
      cookie = devices.write(devices.read(cookie), tag(phone), OWNER);
    }
    var device = devices.read(cookie).orElseThrow();
    assertThat(device.id()).isEqualTo(id);
    assertThat(device.phones()).containsExactly(tag(4), tag(1), tag(3), tag(2));
  }

  @Test
  void knowsNobodyByACookieThatItDidNotWrite() {
    var cookie = devices.write(Optional.empty(), tag(1), OWNER);
    var foreign = new byte[SignInKey.BYTES];
    foreign[0] = 1;
    var other = new KnownDevices(store, new SignInKey(foreign), () -> now, LIFE);
    assertThat(other.read(cookie)).isEmpty();
    assertThat(devices.read(cookie.replace(tag(1), tag(2)))).isEmpty();
    assertThat(devices.read(cookie.substring(1))).isEmpty();
    assertThat(devices.read("")).isEmpty();
    assertThat(devices.read(null)).isEmpty();
  }

  @Test
  void knowsTheLatestEightBrowsersOfAPhone() {
    var cookies = new ArrayList<String>();
    for (int i = 0; i < 9; i++) {
      cookies.add(devices.write(Optional.empty(), tag(1), OWNER));
    }
    assertThat(devices.known(devices.read(cookies.getFirst()), tag(1))).isEmpty();
    for (var cookie : cookies.subList(1, 9)) {
      assertThat(devices.known(devices.read(cookie), tag(1))).isPresent();
      assertThat(devices.known(devices.read(cookie), tag(2))).as("another phone").isEmpty();
    }
  }

  @Test
  void forgetsAllBrowsersOfSomebodysPhonesAndNobodyElses() {
    var others = new Subject.Employee(new StaffId("li.ming"));
    var one = devices.read(devices.write(Optional.empty(), tag(1), OWNER));
    var two = devices.read(devices.write(Optional.empty(), tag(2), OWNER));
    var three = devices.read(devices.write(Optional.empty(), tag(3), others));
    devices.forgetAllOf(OWNER);
    assertThat(devices.known(one, tag(1))).isEmpty();
    assertThat(devices.known(two, tag(2))).isEmpty();
    assertThat(devices.known(three, tag(3))).isPresent();
    devices.write(one, tag(1), OWNER);
    assertThat(devices.known(one, tag(1))).isPresent();
  }
}
