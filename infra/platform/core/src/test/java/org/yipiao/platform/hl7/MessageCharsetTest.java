package org.yipiao.platform.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageCharsetTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "ASCII, US-ASCII",
    "UNICODE UTF-8, UTF-8",
    "utf-8, UTF-8",
    "UTF8, UTF-8",
    "GB 18030-2000, GB18030",
    "GB18030, GB18030",
    "BIG-5, Big5",
    "8859/1, ISO-8859-1",
    "8859/2, ISO-8859-2",
    "8859/3, ISO-8859-3",
    "8859/4, ISO-8859-4",
    "8859/5, ISO-8859-5",
    "8859/6, ISO-8859-6",
    "8859/7, ISO-8859-7",
    "8859/8, ISO-8859-8",
    "8859/9, ISO-8859-9",
    "8859/15, ISO-8859-15"
  })
  void isTheOneThatMsh18Names(String name, String charset) {
    byte[] message = header("HIS", name).getBytes(StandardCharsets.US_ASCII);
    assertThat(MessageCharset.of(message)).contains(Charset.forName(charset));
  }

  @Test
  void isUtf8WhereNoneIsNamed() {
    for (String header : new String[] {"", "MSH", "MSH|^~\\&|HIS\rPID|1", header("HIS", "")}) {
      assertThat(MessageCharset.of(header.getBytes(StandardCharsets.UTF_8)))
          .contains(StandardCharsets.UTF_8);
    }
  }

  @Test
  void isNoneForANameThatIsNotInTheTable() {
    byte[] message = header("HIS", "ISO IR87").getBytes(StandardCharsets.US_ASCII);
    assertThat(MessageCharset.of(message)).isEmpty();
  }

  /** The second byte of each of these letters is that of the separator. */
  @Test
  void isReadFromAHeaderWhoseLettersHideSeparators() {
    Charset gb18030 = Charset.forName("GB18030");
    Charset big5 = Charset.forName("Big5");
    assertThat("鱸".getBytes(gb18030)[1]).isEqualTo((byte) '|');
    assertThat("育".getBytes(big5)[1]).isEqualTo((byte) '|');
    byte[] inGb18030 = header("鱸", "GB 18030-2000").getBytes(gb18030);
    byte[] inBig5 = header("育", "BIG-5").getBytes(big5);
    assertThat(MessageCharset.of(inGb18030)).contains(gb18030);
    assertThat(MessageCharset.of(inBig5)).contains(big5);
  }

  private static String header(String sender, String charset) {
    return "MSH|^~\\&|%s|H|Y|G|20261122100000||DFT^P03|C1|P|2.5.1||||||%s\rPID|1\r"
        .formatted(sender, charset);
  }
}
