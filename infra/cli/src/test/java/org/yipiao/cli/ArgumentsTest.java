package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  @Test
  void takesOptionsInAnyPlaceAndBothForms() {
    Arguments arguments = read("bundle.json", "--trust", "a.json", "-f");
    assertThat(arguments.operand("bundle")).isEqualTo("bundle.json");
    assertThat(arguments.option("--trust")).contains("a.json");
    assertThat(arguments.has("-f")).isTrue();
    assertThat(read("--trust=b=c.json").option("--trust")).contains("b=c.json");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    refuses("unknown option --trsut", "--trsut", "x");
    refuses("--trust needs a value", "--trust");
    refuses("--trust is given twice", "--trust", "a", "--trust", "b");
  }

  @Test
  void refusesTooFewAndTooManyOperands() {
    assertThatExceptionOfType(UsageException.class).isThrownBy(() -> read().operand("bundle"));
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> read("a", "b").operand("bundle"));
    assertThatExceptionOfType(UsageException.class).isThrownBy(() -> read("a").none());
  }

  private static void refuses(String message, String... words) {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> read(words))
        .withMessageContaining(message);
  }

  private static Arguments read(String... words) {
    return new Arguments(List.of(words), Set.of("-f"), name -> name.equals("--trust"));
  }
}
