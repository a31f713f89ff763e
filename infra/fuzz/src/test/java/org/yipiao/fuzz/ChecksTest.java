package org.yipiao.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.wire.FormatException;

class ChecksTest {

  private static final byte[] INPUT = {1, 2};

  @Test
  void aDecoderMayRefuse() {
    assertThatCode(() -> Checks.canonical(ChecksTest::refuse, bytes -> bytes).accept(INPUT))
        .doesNotThrowAnyException();
  }

  @Test
  void aDecoderMayNotRefuseWithoutAWord() {
    assertThatThrownBy(() ->
            Checks.read(() -> {
              throw new FormatException(" ");
            }))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void whatIsReadMustBeWrittenWithoutAnyException() {
    assertThatThrownBy(() -> Checks.canonical(bytes -> bytes, ChecksTest::write).accept(INPUT))
        .isInstanceOf(FormatException.class);
    assertThatThrownBy(() ->
            Checks.canonicalText(text -> text, text -> Checks.text(write(text))).accept(INPUT))
        .isInstanceOf(FormatException.class);
  }

  @Test
  void whatIsWrittenMustBeRead() {
    int[] reads = {0};
    assertThatThrownBy(() ->
            Checks.repeated(bytes -> reads[0]++ == 0 ? bytes : refuse(bytes), bytes -> bytes)
                .accept(INPUT))
        .isInstanceOf(FormatException.class);
  }

  @Test
  void anotherSpellingIsAFinding() {
    assertThatThrownBy(() -> Checks.canonical(bytes -> bytes, bytes -> new byte[1]).accept(INPUT))
        .isInstanceOf(AssertionError.class);
  }

  private static byte[] write(Object read) {
    throw new FormatException("cannot be written: " + read);
  }

  private static byte[] refuse(byte[] bytes) {
    throw new FormatException("refused, of " + bytes.length);
  }
}
