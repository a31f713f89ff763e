package org.yipiao.quickstart.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcknowledgementTest {

  /** A letter of each set, in the bytes that it has there alone. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'', UTF-8, 医",
    "UNICODE UTF-8, UTF-8, 医",
    "GB 18030-2000, GB18030, 鱸",
    "BIG-5, Big5, 育",
    "8859/1, ISO-8859-1, ü",
    "8859/2, ISO-8859-2, ł",
    "8859/3, ISO-8859-3, ħ",
    "8859/4, ISO-8859-4, ķ",
    "8859/5, ISO-8859-5, ж",
    "8859/6, ISO-8859-6, ع",
    "8859/7, ISO-8859-7, λ",
    "8859/8, ISO-8859-8, ש",
    "8859/9, ISO-8859-9, ğ",
    "8859/15, ISO-8859-15, €"
  })
  void isReadInTheCharacterSetOfTheMessageItAnswers(String name, String charset, String letter) {
    String answer =
        String.join(
                "\r",
                "MSH|^~\\&|Y|%2$s|HIS|H|20261122100000||ACK|R1|P|2.5.1||||||%1$s",
                "MSA|AE|%2$s-1",
                "ERR||FT1^1^7|207|E|ITEM_UNKNOWN|||no item %2$s",
                "")
            .formatted(name, letter);
    Acknowledgement read = Acknowledgement.parse(answer.getBytes(Charset.forName(charset)));
    assertThat(read.controlId()).isEqualTo(letter + "-1");
    assertThat(read.segment()).isEqualTo("FT1");
    assertThat(read.reason()).isEqualTo("no item " + letter);
  }
}
