package org.yipiao.gateway.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.gateway.Messages.LAB;
import static org.yipiao.gateway.Messages.MSH;
import static org.yipiao.gateway.Messages.PV1;
import static org.yipiao.gateway.Messages.message;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.gateway.TestDesk;
import org.yipiao.gateway.TestHospital;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.invoice.document.Payer;

/** Which of a patient's identifiers is the national document: the hospital's profile says so. */
class PatientDocumentTest {

  private static final String NUMBER = "11010119900307002X";
  private static final String OTHER = "110101199003070038";
  private static final NationalDocument DOCUMENT =
      new NationalDocument(NationalDocument.RESIDENT_ID, NUMBER);

  private static final String RECORD = "MR77^^^H^MR";
  private static final String RESIDENT = NUMBER + "^^^CHN^NI";

  private static final Map<String, String> USUAL = Map.of("NI", NationalDocument.RESIDENT_ID);
  private static final Map<String, String> WITH_PID_19 =
      Map.of("NI", NationalDocument.RESIDENT_ID, Hl7Profile.PID_19, NationalDocument.RESIDENT_ID);
  private static final Map<String, String> LOCAL =
      Map.of("SFZ", NationalDocument.RESIDENT_ID, "PPN", "PASSPORT");

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

  /** What is answered to a bill; its control id is C- and the next sequence. */
  private static String answer(Map<String, String> types, String identifiers, String pid19) {
    Hl7Desk hl7 =
        new Hl7Desk(
            new Hl7Profile(TestHospital.ZONE, types, Locale.ENGLISH),
            desk.charges()::accept,
            InstantSource.fixed(TestDesk.NOW),
            (answer, code) -> {});
    String header = MSH.replace("CTRL-1", "C-" + desk.spool().nextSequence());
    String pid = "PID|1||" + identifiers + "||测试^甲||19900307|F|||||13800000000||||||" + pid19;
    byte[] bill = message(header, pid, PV1, LAB).getBytes(StandardCharsets.UTF_8);
    return new String(hl7.answer(bill), StandardCharsets.UTF_8);
  }

  /** The payer of the invoice that such a bill becomes. */
  private static Payer payer(Map<String, String> types, String identifiers, String pid19) {
    long sequence = desk.spool().nextSequence();
    assertThat(answer(types, identifiers, pid19)).contains("\rMSA|AA|C-" + sequence + "\rZEB|");
    return desk.lastIssued().content().payer().orElseThrow();
  }

  @Test
  void takesPid19ForTheDocumentWhereTheProfileSaysSoAndNowhereElse() {
    assertThat(payer(WITH_PID_19, RECORD, NUMBER).document()).isEqualTo(DOCUMENT);
    assertThat(payer(USUAL, RECORD, NUMBER).document()).isNull();
  }

  @Test
  void takesTheIdentifierOfTheConfiguredTypeAmongOthers() {
    Payer payer = payer(USUAL, "OLD-7~" + RECORD + "~A0012345^^^^DL~" + RESIDENT + "~V1^^^^VN", "");

    assertThat(payer.document()).isEqualTo(DOCUMENT);
    assertThat(payer.medicalRecordNumber()).isEqualTo("MR77");
  }

  @Test
  void readsTheTypeNamesOfAnotherHospitalAndNoneOfTheUsualOnes() {
    assertThat(payer(LOCAL, RECORD + "~" + NUMBER + "^^^^SFZ", "").document()).isEqualTo(DOCUMENT);
    assertThat(payer(LOCAL, RECORD + "~E12345678^^^^PPN", "").document())
        .isEqualTo(new NationalDocument("PASSPORT", "E12345678"));
    assertThat(payer(LOCAL, RECORD + "~" + RESIDENT, NUMBER).document()).isNull();
  }

  @Test
  void oneDocumentInSeveralPlacesIsOne() {
    assertThat(payer(WITH_PID_19, RESIDENT, NUMBER).document()).isEqualTo(DOCUMENT);
    assertThat(payer(USUAL, RESIDENT + "~" + RESIDENT, "").document()).isEqualTo(DOCUMENT);
  }

  @Test
  void oneDocumentInLettersOfBothCasesIsOneAsItWasSentFirst() {
    String lower = NUMBER.toLowerCase(Locale.ROOT);

    assertThat(payer(WITH_PID_19, RESIDENT, lower).document()).isEqualTo(DOCUMENT);
    assertThat(payer(USUAL, RESIDENT + "~" + lower + "^^^^NI", "").document()).isEqualTo(DOCUMENT);
  }

  static Stream<Arguments> twoDocuments() {
    return Stream.of(
        Arguments.of(WITH_PID_19, RESIDENT + "~" + OTHER + "^^^^NI", "", 3),
        Arguments.of(WITH_PID_19, RESIDENT, OTHER, 19),
        Arguments.of(WITH_PID_19, RESIDENT + "~" + RESIDENT, OTHER, 19),
        Arguments.of(LOCAL, NUMBER + "^^^^SFZ~" + NUMBER + "^^^^PPN", "", 3));
  }

  @ParameterizedTest(name = "{index}: PID-{3}")
  @MethodSource("twoDocuments")
  void refusesTwoDifferentDocumentsNamingTheFieldOfTheSecondAndStoresNothing(
      Map<String, String> types, String identifiers, String pid19, int field) {
    long next = desk.spool().nextSequence();

    String answer = answer(types, identifiers, pid19);

    String place = "PID^1^" + field;
    assertThat(answer)
        .contains("\rMSA|AE|C-" + next + "|PERSON_AMBIGUOUS: more than one national document\r")
        .contains("\rERR|" + place + "|" + place + "|204^^HL70357|E|PERSON_AMBIGUOUS^^YIPIAO|")
        .doesNotContain(NUMBER, OTHER);
    assertThat(desk.spool().nextSequence()).isEqualTo(next);
  }

  @Test
  void namesPid19WhenWhatItHoldsIsNoNumber() {
    assertThat(answer(WITH_PID_19, RECORD, "1 2"))
        .contains("\rERR|PID^1^19|PID^1^19|102^^HL70357|E|VALUE_MALFORMED^^YIPIAO|");
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", RECORD, RECORD + "~^^^CHN^NI", RECORD + "~\"\"^^^CHN^NI"})
  void issuesABillWithoutADocumentAsAnInvoiceThatIsNobodys(String identifiers) {
    for (String none : List.of("", "\"\"")) {
      Payer payer = payer(WITH_PID_19, identifiers, none);

      assertThat(payer.document()).isNull();
      assertThat(payer.name()).isEqualTo("测试甲");
    }
  }
}
