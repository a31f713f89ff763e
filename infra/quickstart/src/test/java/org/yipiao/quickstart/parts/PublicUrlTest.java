package org.yipiao.quickstart.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrlTest {

  private static Optional<String> of(String value) {
    return PublicUrl.of(Map.of("YIPIAO_PUBLIC_URL", value));
  }

  @Test
  void isNoneWhenNothingIsSaid() {
    assertThat(PublicUrl.of(Map.of())).isEmpty();
    assertThat(of(" ")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://yipiao.example, https://yipiao.example",
    "https://yipiao.example/, https://yipiao.example",
    "https://yipiao.example:443, https://yipiao.example",
    "https://yipiao.example:8443, https://yipiao.example:8443",
    "http://localhost:9090, http://localhost:9090",
    "http://127.0.0.1:80, http://127.0.0.1"
  })
  void isTheOriginAsABrowserWritesIt(String value, String origin) {
    assertThat(of(value)).contains(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yipiao.example",
        "http://yipiao.example",
        "https://yipiao.example/app",
        "https://yipiao.example?x=1",
        "https://user@yipiao.example",
        "ftp://127.0.0.1",
        "https://not a host"
      })
  void refusesWhatIsNoOriginThatPeopleCanSignInAt(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(value))
        .withMessageContaining("YIPIAO_PUBLIC_URL must read https://host[:port]");
  }
}
