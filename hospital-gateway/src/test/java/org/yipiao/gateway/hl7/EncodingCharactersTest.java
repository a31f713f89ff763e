package org.yipiao.gateway.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.gateway.Messages.LAB;
import static org.yipiao.gateway.Messages.MSH;
import static org.yipiao.gateway.Messages.PID;
import static org.yipiao.gateway.Messages.message;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.gateway.Messages;
import org.yipiao.gateway.TestDesk;
import org.yipiao.gateway.TestHospital;
import org.yipiao.invoice.document.Diagnosis;
import org.yipiao.invoice.document.DisclosedContent;

/** Escapes in messages and answers, and senders with delimiters of their own. */
class EncodingCharactersTest {

  private static final String USUAL = "|^~\\&";

  /** The letters of the escapes that stand for them. */
  private static final String LETTERS = "FSRET";

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

  /** What is written with the usual delimiters, as a sender with others writes it. */
  private static String recoded(String usual, String marks) {
    String escape = marks.substring(3, 4);
    StringBuilder recoded = new StringBuilder();
    for (int at = 0; at < usual.length(); at++) {
      char c = usual.charAt(at);
      int delimiter = USUAL.indexOf(c);
      int mark = marks.indexOf(c);
      if (delimiter >= 0) {
        recoded.append(marks.charAt(delimiter));
      } else if (mark >= 0) {
        recoded.append(escape).append(LETTERS.charAt(mark)).append(escape);
      } else {
        recoded.append(c);
      }
    }
    return recoded.toString();
  }

  /** The last ones occur in versions, amounts, codes and reasons. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"|^~\\&", "$%*!@", "#:;?/", "^|\\~&", "|:,._"})
  void readsAndAnswersABillWithAnyDelimiters(String marks) {
    String bill = Messages.good("MARKS" + desk.spool().nextSequence());
    String wrong = bill.replace("MARKS", "WRONG").replace("37.04", "37.05");

    String answer = desk.send(recoded(bill, marks));
    DisclosedContent content = desk.lastIssued().content();
    String[] refusal = desk.send(recoded(wrong, marks)).split("\r", -1);

    assertThat(answer).isEqualTo(recoded(desk.send(bill), marks)).contains("ZEB");
    assertThat(content.payer().orElseThrow().name()).isEqualTo("测试甲");
    assertThat(content.payer().orElseThrow().medicalRecordNumber()).isEqualTo("MR77");
    assertThat(content.diagnoses()).containsExactly(new Diagnosis("I10", "ICD10", "高血压"));
    assertThat(content.lines()).hasSize(2);
    String[] usual = desk.send(wrong).split("\r", -1);
    assertThat(refusal[1]).isEqualTo(recoded(usual[1], marks)).contains("37", "quantity is");
    assertThat(refusal[2]).isEqualTo(recoded(usual[2], marks));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a\\F\\b,a|b",
    "a\\S\\b,a^b",
    "a\\R\\b,a~b",
    "a\\E\\b,a\\b",
    "a\\T\\b,a&b",
    "a\\.br\\b,a b",
    "\\H\\urgent\\N\\ case,urgent case",
    "\\T\\\\E\\F\\E\\,&\\F\\",
    "\\S\\\\S\\,^^"
  })
  void resolvesTheEscapesOfATextOnceItIsTakenApart(String sent, String text) {
    assertThat(desk.issue(MSH, PID, LAB, "DG1|1||I10^" + sent + "^ICD10").content().diagnoses())
        .containsExactly(new Diagnosis("I10", "ICD10", text));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"\\X0D\\", "\\C2842\\", "\\M284221\\", "\\Z1\\", "\\.sp\\", "\\\\", "a\\F"})
  void refusesAnEscapeThatItDoesNotResolveByItsField(String sent) {
    String diagnosis = "DG1|1||I10^" + sent + "^ICD10";

    assertThat(desk.send(message(MSH.replace("CTRL-1", "ESCAPE"), PID, LAB, diagnosis)))
        .contains("\rMSA|AR|ESCAPE|NOT_PARSEABLE: ", "\rERR|DG1^1^3|DG1^1^3|");
  }

  @Test
  void givesBackTheControlIdAsItWasSentAndCountsByWhatItMeans() {
    String answer = desk.send(Messages.good("A\\F\\B\\T\\"));

    assertThat(answer).contains("\rMSA|AA|A\\F\\B\\T\\\r");
    assertThat(desk.lastIssued().content().businessNumber()).contains("COUNTER:A|B&");
  }

  @Test
  void escapesTheDelimitersOfAReason() {
    assertThat(desk.send(Messages.good("ADT").replace("DFT^P03", "ADT^A01")))
        .contains("\rMSA|AR|ADT|MESSAGE_TYPE_UNSUPPORTED: only DFT\\S\\P03 is supported\r")
        .contains("|||only DFT\\S\\P03 is supported\r");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"|^~\\&", "|:,._"})
  void writesATextSoThatItReadsAsItWas(String marks) {
    Delimiters delimiters =
        new Delimiters(
            marks.charAt(0), marks.charAt(1), marks.charAt(2), marks.charAt(3), marks.charAt(4));
    String text = "a|b^c~d\\e&f:g,h.i_j\\F\\";

    String escaped = Escapes.escape(text, delimiters);

    assertThat(Escapes.resolve(escaped, delimiters)).isEqualTo(text);
    assertThat(escaped.replace(marks.charAt(3), ' '))
        .doesNotContain(marks.substring(0, 1), marks.substring(1, 2), marks.substring(2, 3))
        .doesNotContain(marks.substring(4));
    assertThat(Escapes.escape("one\rtwo\nthree", delimiters)).isEqualTo("one two three");
  }
}
