package org.yipiao.edge.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.edge.EdgeReason;

class PlainAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a/b-c_d.e~f",
        "/.well-known/openid-configuration",
        "/a/...",
        "/v1/charges/%E5%8F%B7%20%2B",
        "/a:b@c!$&'()*+,="
      })
  void takesPlainPaths(String path) {
    assertThat(PlainAddress.faultOfPath(path)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', NOT_AN_ADDRESS",
    "a, NOT_AN_ADDRESS",
    "/a b, NOT_AN_ADDRESS",
    "/a\\b, NOT_AN_ADDRESS",
    "/ä, NOT_AN_ADDRESS",
    "/٣, NOT_AN_ADDRESS",
    "/a%, NOT_AN_ADDRESS",
    "/a%4, NOT_AN_ADDRESS",
    "/a%g0, NOT_AN_ADDRESS",
    "/a?b, NOT_AN_ADDRESS",
    "//, EMPTY_SEGMENT",
    "/a//b, EMPTY_SEGMENT",
    "/., DOT_SEGMENT",
    "/.., DOT_SEGMENT",
    "/a/./b, DOT_SEGMENT",
    "/a;b, PATH_PARAMETER",
    "/a%2Fb, ENCODED_DELIMITER",
    "/a%0ab, ENCODED_DELIMITER"
  })
  void refusesAllOthers(String path, EdgeReason reason) {
    assertThat(PlainAddress.faultOfPath(path)).contains(reason);
  }

  @Test
  void takesNoQueryThatCannotBeAnAddress() {
    assertThat(PlainAddress.faultOfQuery(null)).isEmpty();
    assertThat(PlainAddress.faultOfQuery("a=b&c[]=%2f;d=?/e")).isEmpty();
    assertThat(PlainAddress.faultOfQuery("a=%")).contains(EdgeReason.NOT_AN_ADDRESS);
    assertThat(PlainAddress.faultOfQuery("a={b}")).contains(EdgeReason.NOT_AN_ADDRESS);
  }

  /** Long ones too: a check that can be made to fail is a way in. */
  @Test
  void looksAtLongAddresses() {
    var random = new Random(17);
    var path = new StringBuilder("/");
    while (path.length() < 100_000) {
      path.append(random.nextBoolean() ? "a" : "%E5");
    }
    assertThat(PlainAddress.faultOfPath(path.toString())).isEmpty();
    assertThat(PlainAddress.faultOfQuery(path.toString())).isEmpty();
  }
}
