package org.yipiao.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriberNetworkTest {

  @ParameterizedTest
  @CsvSource({
    "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
    "2001:db8:1:2::1, 2001:db8:1:3::1, false",
    "fe80::1%eth0, fe80::2, true",
    "203.0.113.1, 203.0.113.2, false",
    "203.0.113.1, 203.0.113.1, true",
    "not an address, not an address, true"
  })
  void oneSubscriberHasAllOfAnIpv6NetworkAndOneIpv4Address(String one, String other, boolean same) {
    assertThat(SubscriberNetwork.of(one).equals(SubscriberNetwork.of(other))).isEqualTo(same);
  }

  @Test
  void showsNoAddress() {
    assertThat(SubscriberNetwork.of("203.0.113.1").toString())
        .doesNotContain("203")
        .doesNotContain("cb");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080", "https://pay.example", "https://[::1]:8443"})
  void anOriginIsASchemeAHostAndAtMostAPort(String origin) {
    assertThat(WebOrigin.isOne(URI.create(origin))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://pay.example",
        "https://pay.example/",
        "https://pay.example/app",
        "https://pay.example?a",
        "https://pay.example#a",
        "https://somebody@pay.example",
        "pay.example:8080",
        "mailto:somebody@pay.example"
      })
  void anythingMoreIsNone(String other) {
    assertThat(WebOrigin.isOne(URI.create(other))).isFalse();
  }
}
