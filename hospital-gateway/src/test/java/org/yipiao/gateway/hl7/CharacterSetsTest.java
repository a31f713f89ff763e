package org.yipiao.gateway.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.gateway.Messages.LAB;
import static org.yipiao.gateway.Messages.MSH;
import static org.yipiao.gateway.Messages.PID;
import static org.yipiao.gateway.Messages.message;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.gateway.TestDesk;
import org.yipiao.gateway.TestHospital;
import org.yipiao.invoice.document.Diagnosis;
import org.yipiao.invoice.document.DisclosedContent;

/** Bills in the bytes of each character set that MSH-18 may name, with letters beyond ASCII. */
class CharacterSetsTest {

  @TempDir private static Path directory;
  private static TestDesk desk;

  @BeforeAll
  static void open() {
    desk = TestDesk.open(directory, new TestHospital(), 100);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  /** A bill whose letters stand in its header and its control id too. */
  private static String bill(String set, String controlId, String letters) {
    return message(
        header(set, controlId).replace("|COUNTER|", "|" + letters + "|"),
        PID.replace("测试^甲", letters),
        LAB,
        "DG1|1||I10^" + letters + "^ICD10");
  }

  private static String header(String set, String controlId) {
    return MSH.replace("CTRL-1", controlId) + "||||||" + set;
  }

  /** Some of the letters have a byte that is a bar or a backslash in ASCII. */
  static Stream<Arguments> sets() {
    return Stream.of(
        Arguments.of("", "UTF-8", "张𠮷"),
        Arguments.of("UNICODE UTF-8", "UTF-8", "张𠮷"),
        Arguments.of("utf-8", "UTF-8", "Zoë"),
        Arguments.of("GB 18030-2000", "GB18030", "𠮷亅俔"),
        Arguments.of("GB18030", "GB18030", "𠮷亅俔"),
        Arguments.of("GBK", "GBK", "镕亅俔"),
        Arguments.of("gb2312", "GB2312", "张伟"),
        Arguments.of("BIG-5", "Big5", "許功育"),
        Arguments.of("8859/1", "ISO-8859-1", "Zoë"),
        Arguments.of("8859/2", "ISO-8859-2", "Łukaszž"),
        Arguments.of("8859/3", "ISO-8859-3", "Ĉuĝ"),
        Arguments.of("8859/4", "ISO-8859-4", "Ķēniņš"),
        Arguments.of("8859/5", "ISO-8859-5", "Иванов"),
        Arguments.of("8859/6", "ISO-8859-6", "محمد"),
        Arguments.of("8859/7", "ISO-8859-7", "Παπαδόπουλος"),
        Arguments.of("8859/8", "ISO-8859-8", "כהן"),
        Arguments.of("8859/9", "ISO-8859-9", "Şahinoğ"),
        Arguments.of("8859/15", "ISO-8859-15", "Œuvrarš€"));
  }

  @ParameterizedTest(name = "\"{0}\": {2}")
  @MethodSource("sets")
  void readsABillAndAnswersItInTheSetThatItsHeaderNames(
      String name, String charset, String letters) {
    Charset set = Charset.forName(charset);
    String controlId = letters + desk.spool().nextSequence();
    String message = bill(name, controlId, letters);
    byte[] bytes = message.getBytes(set);
    assertThat(new String(bytes, set)).as("the set has these letters").isEqualTo(message);

    byte[] answer = desk.hl7().answer(bytes);

    assertThat(new String(answer, set)).contains("\rMSA|AA|" + controlId + "\rZEB|");
    DisclosedContent content = desk.lastIssued().content();
    assertThat(content.businessNumber()).contains(letters + ":" + controlId);
    assertThat(content.payer().orElseThrow().name()).isEqualTo(letters);
    assertThat(content.diagnoses()).containsExactly(new Diagnosis("I10", "ICD10", letters));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "ASCII,0xE9",
    "UNICODE UTF-8,0xFF",
    "GB18030,0xFF",
    "BIG-5,0xFF",
    "8859/3,0xA5",
    "8859/6,0xA1",
    "8859/7,0xD2",
    "8859/8,0xBF"
  })
  void refusesAByteThatTheNamedSetDoesNotDefine(String name, int octet) {
    long before = desk.spool().nextSequence();
    String patient = PID.replace("测试^甲", "A" + (char) octet + "B");
    byte[] bytes =
        message(header(name, "UNDEFINED"), patient, LAB).getBytes(StandardCharsets.ISO_8859_1);

    assertThat(new String(desk.hl7().answer(bytes), StandardCharsets.ISO_8859_1))
        .contains("MSA|AR|UNDEFINED|UNDECODABLE_CHARACTERS", "ERR|MSH^1^18|");
    assertThat(desk.spool().nextSequence()).isEqualTo(before);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"8859/10", "8859/1~ISO IR87", "UNICODE", "UNICODE UTF-16"})
  void refusesASetThatItDoesNotKnow(String name) {
    assertThat(desk.send(bill(name, "UNKNOWN", "A")))
        .contains("MSA|AR|UNKNOWN|CHARACTER_SET_UNSUPPORTED", "ERR|MSH^1^18|");
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "8859/1,ISO-8859-1,×",
    "8859/8,ISO-8859-8,×",
    "BIG-5,Big5,×",
    "ASCII,US-ASCII,x",
    "8859/5,ISO-8859-5,x",
    "8859/6,ISO-8859-6,x",
    "8859/7,ISO-8859-7,x"
  })
  void givesAReasonWithTheTimesSignOrALetterForIt(String name, String charset, String times) {
    Charset set = Charset.forName(charset);
    String patient = PID.replace("测试^甲", "A");
    String wrong = message(header(name, "TIMES"), patient, LAB + "|50.01");

    String[] answer = new String(desk.hl7().answer(wrong.getBytes(set)), set).split("\r", -1);

    String reason = "the amount is stated as 50.01, price " + times + " quantity is 50.00";
    assertThat(answer[1]).isEqualTo("MSA|AE|TIMES|AMOUNT_DISAGREES: " + reason);
    assertThat(answer[2]).endsWith("|||" + reason);
  }
}
