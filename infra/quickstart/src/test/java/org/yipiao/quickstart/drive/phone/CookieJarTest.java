package org.yipiao.quickstart.drive.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CookieJarTest {

  private final CookieJar jar = new CookieJar();

  @Test
  void sendsACookieWhereItIsForAndNowhereElse() {
    jar.take(
        List.of(
            "yipiao_attempt=a1; Path=/login; Max-Age=600; HttpOnly; SameSite=Lax",
            "__Host-yipiao_session=s=1; Path=/; Secure; HttpOnly; SameSite=Strict"));
    assertThat(jar.header("/login/callback"))
        .isEqualTo("yipiao_attempt=a1; __Host-yipiao_session=s=1");
    assertThat(jar.header("/login")).contains("yipiao_attempt=a1");
    assertThat(jar.header("/logins")).isEqualTo("__Host-yipiao_session=s=1");
  }

  @Test
  void aCookieSetAgainIsReplacedAndOneThatIsOverIsGone() {
    jar.take(List.of("a=1", "b=2"));
    jar.take(List.of("a=3", "b=; Max-Age=0; Path=/"));
    assertThat(jar.header("/")).isEqualTo("a=3");
  }

  @Test
  void whatIsNoCookieIsPassedOver() {
    jar.take(List.of("", "=x", "name-alone"));
    assertThat(jar.header("/")).isEmpty();
  }
}
