package org.yipiao.authorization.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.serializer.SerializationException;

class SignInSessionsTest {

  private final SignInSessions.Scalars values = new SignInSessions.Scalars();

  @Test
  void writesTextsAndNumbersAndReadsThemBack() {
    for (Object value : List.of("text", "", "1", 5L, 1800)) {
      assertThat(values.deserialize(values.serialize(value))).isEqualTo(value);
    }
    assertThat(values.deserialize(values.serialize(null))).isNull();
  }

  @Test
  void writesAndReadsNothingElse() {
    assertThatThrownBy(() -> values.serialize(List.of("a")))
        .isInstanceOf(SerializationException.class);
    for (var foreign : new String[] {"\u00ac\u00ed", "lx", "{}"}) {
      assertThatThrownBy(() -> values.deserialize(foreign.getBytes(StandardCharsets.ISO_8859_1)))
          .isInstanceOf(SerializationException.class);
    }
  }
}
