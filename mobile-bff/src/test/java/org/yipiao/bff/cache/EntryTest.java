package org.yipiao.bff.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EntryTest {

  private static final Instant AT = Instant.parse("2026-03-05T01:02:03.000004Z");

  @Test
  void comesBackAsItWas() {
    for (var json : new String[] {"{\"a\":\"甲\\n\"}", "", "\n\n"}) {
      var back = Entry.parse(new Entry("17", AT, json.getBytes(UTF_8)).toBytes()).orElseThrow();
      assertThat(back.changes()).isEqualTo("17");
      assertThat(back.asOf()).isEqualTo(AT);
      assertThat(new String(back.json(), UTF_8)).isEqualTo(json);
    }
  }

  @Test
  void isNothingWhenItIsOfAnotherKind() {
    var others =
        new String[] {
          "",
          "\n",
          "17",
          "17 " + AT,
          "17 yesterday\n{}",
          "17 " + AT + " more\n{}",
          "{\"changes\":\"17\",\"asOf\":\"" + AT + "\",\"value\":{}}",
          "1".repeat(101) + " " + AT + "\n{}"
        };
    for (var other : others) {
      assertThat(Entry.parse(other.getBytes(UTF_8))).as(other).isEmpty();
    }
  }
}
