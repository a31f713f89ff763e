package org.yipiao.gateway.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.gateway.Messages;
import org.yipiao.gateway.TestDesk;
import org.yipiao.gateway.TestHospital;

/** A DFT^P03 of each version that is supported, and of some that are not. */
class Hl7VersionsTest {

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

  /** The segments of the answer to the good message, said to be of that version. */
  private static String[] answer(String controlId, String version) {
    String message = Messages.good(controlId).replace("|P|2.5.1\r", "|P|" + version + "\r");
    return desk.send(message).split("\r", -1);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"2.3", "2.3.1", "2.4", "2.5", "2.5.1"})
  void acceptsABillOfThisVersionAndAnswersInIt(String version) {
    String[] answer = answer("V-" + version, version);

    assertThat(answer[1]).isEqualTo("MSA|AA|V-" + version);
    assertThat(answer[2]).startsWith("ZEB|");
    assertThat(answer[0].split("\\|", -1)[11]).isEqualTo(version);
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", "2", "2.1", "2.2", "2.3.2", "2.5.2", "2.6", "2.7.1", "2.8.2", "3.0"})
  void refusesABillOfAnotherVersionNamingTheField(String version) {
    long before = desk.spool().nextSequence();

    String[] answer = answer("W-" + version, version);

    assertThat(answer[1]).startsWith("MSA|AR|W-" + version + "|VERSION_UNSUPPORTED");
    assertThat(answer[2].split("\\|", -1)[2]).isEqualTo("MSH^1^12");
    assertThat(answer[2]).contains("VERSION_UNSUPPORTED", "2.3 to 2.5.1");
    assertThat(desk.spool().nextSequence()).isEqualTo(before);
  }
}
