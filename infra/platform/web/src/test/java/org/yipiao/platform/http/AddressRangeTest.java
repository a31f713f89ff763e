package org.yipiao.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AddressRangeTest {

  private static boolean contains(String range, String address) {
    return AddressRange.parse(range).contains(AddressRange.address(address));
  }

  @Test
  void holdsWhatBeginsWithItsBitsAndNothingElse() {
    assertThat(contains("10.0.0.0/8", "10.255.255.255")).isTrue();
    assertThat(contains("10.0.0.0/8", "11.0.0.0")).isFalse();
    assertThat(contains("192.0.2.128/25", "192.0.2.127")).isFalse();
    assertThat(contains("192.0.2.128/25", "192.0.2.129")).isTrue();
    assertThat(contains("192.0.2.7", "192.0.2.7")).isTrue();
    assertThat(contains("192.0.2.7", "192.0.2.6")).isFalse();
    assertThat(contains("2001:db8::/33", "2001:db8:7fff::1")).isTrue();
    assertThat(contains("2001:db8::/33", "2001:db8:8000::1")).isFalse();
    assertThat(contains("::1", "0:0:0:0:0:0:0:1")).isTrue();
  }

  @Test
  void takesAMappedAddressForWhatItIsAndNoFamilyForTheOther() {
    assertThat(contains("10.0.0.0/8", "::ffff:10.1.2.3")).isTrue();
    assertThat(contains("0.0.0.0/1", "::1")).isFalse();
  }

  @Test
  void isNoNameNoShortFormAndNotEverybody() {
    for (var text :
        new String[] {
          "",
          "localhost",
          "10",
          "10.1",
          "10.0.0.0/",
          "10.0.0.0/33",
          "10.0.0.0/-1",
          "10.0.0.0/0",
          "::/0",
          "256.0.0.1",
          "fe80::1%eth0",
          "::1/129",
          "[::1]",
          "10.0.0.1:80",
          "10.0.0.1/8/8"
        }) {
      assertThatThrownBy(() -> AddressRange.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
