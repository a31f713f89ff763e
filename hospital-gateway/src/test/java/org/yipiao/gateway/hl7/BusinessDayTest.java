package org.yipiao.gateway.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.gateway.Messages.LAB;
import static org.yipiao.gateway.Messages.MSH;
import static org.yipiao.gateway.Messages.PID;
import static org.yipiao.gateway.Messages.message;
import static org.yipiao.gateway.Messages.segment;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.gateway.TestDesk;
import org.yipiao.gateway.TestHospital;
import org.yipiao.invoice.document.Encounter;
import org.yipiao.invoice.document.EncounterType;
import org.yipiao.invoice.document.InvoiceDocument;
import org.yipiao.invoice.document.InvoiceLine;

/**
 * Days are the hospital's, eight hours east of Greenwich, whatever offset a time has. The desk
 * issues at half past one in the night of 1 June, when it is still May in Greenwich.
 */
class BusinessDayTest {

  private static final Instant NIGHT = Instant.parse("2026-05-31T17:30:00Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);

  @TempDir private static Path directory;
  private static TestDesk desk;

  @BeforeAll
  static void open() {
    desk = TestDesk.open(directory, new TestHospital(), 100, NIGHT);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  @Test
  void issuesOnTheHospitalsDayWhateverTheHeaderSays() {
    for (String sent : new String[] {"", "20260531173000+0000", "20260531", "20260601013000"}) {
      String header = MSH.replace("20260601100304", sent).replace("CTRL-1", "NIGHT" + sent);

      String[] answer = desk.send(message(header, PID, LAB)).split("\r", -1);

      assertThat(answer[0].split("\\|", -1)[6]).as(sent).isEqualTo("20260601013000");
      assertThat(answer[2]).as(sent).startsWith("ZEB|").endsWith("|20260601");
      assertThat(desk.lastIssued().issueDate(TestHospital.ZONE)).isEqualTo(TODAY);
    }
  }

  @Test
  void takesCareOfTodayAndRefusesThatOfTomorrowByTheHospitalsDay() {
    String today = LAB.replace("20260601", "20260531170000+0000");
    String tomorrow = LAB.replace("20260601", "20260601160000+0000");

    assertThat(desk.issue(MSH, PID, today).content().lines())
        .extracting(InvoiceLine::serviceDate)
        .containsExactly(TODAY);
    assertThat(desk.send(message(MSH.replace("CTRL-1", "TOMORROW"), PID, tomorrow)))
        .contains("MSA|AE|TOMORROW|CARE_AFTER_ISSUE", "ERR|FT1^1^4|");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "20260530,2026-05-30",
    "2026053023,2026-05-30",
    "202605302359,2026-05-30",
    "20260530235959.9999,2026-05-30",
    "20260530235959+0800,2026-05-30",
    "20260530155959+0000,2026-05-30",
    "20260530160000+0000,2026-05-31",
    "20260530160000-0000,2026-05-31",
    "2026053016+0000,2026-05-31",
    "20260530120000.5-0500,2026-05-31",
    "20260531003000+0900,2026-05-30",
    "20260531010000+0900,2026-05-31",
    "20260531052959+1330,2026-05-30",
    "20260530+0900,2026-05-30",
    "20260530-1100,2026-05-30"
  })
  void takesTheHospitalsDayOfATimeForServiceAdmissionAndDischarge(String time, LocalDate day) {
    String stay = segment("PV1", Map.of(2, "I", 44, time, 45, time));

    InvoiceDocument document = desk.issue(MSH, PID, stay, LAB.replace("20260601", time));

    assertThat(document.content().lines())
        .extracting(InvoiceLine::serviceDate)
        .containsExactly(day);
    assertThat(document.content().encounter())
        .contains(new Encounter(EncounterType.INPATIENT, day, day, null, null, null));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "20260530+08:00",
        "20260530+8",
        "20260530+0860",
        "20260530+1900",
        "20260530240000+0800",
        "20260530235960",
        "202605301600.5+0800",
        "2026-05-30",
        "20260530T12",
        "20260530Z"
      })
  void refusesATimeOrOffsetThatDoesNotExistByItsField(String time) {
    String stay = segment("PV1", Map.of(2, "I", 44, "20260530", 45, time));
    String header = MSH.replace("CTRL-1", "WRONG");

    assertThat(desk.send(message(header, PID, LAB.replace("20260601", time))))
        .contains("MSA|AE|WRONG|VALUE_MALFORMED", "ERR|FT1^1^4|");
    assertThat(desk.send(message(header, PID, stay, LAB.replace("20260601", "20260530"))))
        .contains("MSA|AE|WRONG|VALUE_MALFORMED", "ERR|PV1^1^45|");
  }
}
