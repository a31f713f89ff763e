package org.yipiao.invoice.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NationalDocumentTest {

  private static NationalDocument of(String number) {
    return new NationalDocument(NationalDocument.RESIDENT_ID, number);
  }

  @ParameterizedTest
  @CsvSource({
    "110101199003070011, 110101********0011",
    "11010119900307001X, 110101********001X",
    "E12345678901, E12345**8901",
    "E1234567890, ***********",
    "A123, ****"
  })
  void showsOfItsNumberTheFirstSixAndTheLastFourCharactersOrNone(String number, String shown) {
    assertThat(of(number).maskedNumber()).isEqualTo(shown);
  }

  @Test
  void saysNothingOfItsNumberAsText() {
    assertThat(of("110101199003070011")).hasToString("NationalDocument[RESIDENT_ID]");
  }
}
