package org.yipiao.bench.patients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimesTest {

  @Test
  void ranksToTheNearestAndRoundsToATenthOfAMillisecond() {
    List<Long> micros = LongStream.rangeClosed(1, 200).mapToObj(n -> n * 1_040).toList();
    assertThat(Times.ofMicros(micros)).isEqualTo(new Times(200, 104.0, 205.9, 208.0));
    assertThat(Times.ofMicros(List.of())).isEqualTo(new Times(0, 0, 0, 0));
  }
}
