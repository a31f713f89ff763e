package org.yipiao.gateway.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.gateway.Messages.DRUG;
import static org.yipiao.gateway.Messages.LAB;
import static org.yipiao.gateway.Messages.MSH;
import static org.yipiao.gateway.Messages.PID;
import static org.yipiao.gateway.Messages.PV1;
import static org.yipiao.gateway.Messages.message;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yipiao.gateway.Messages;
import org.yipiao.gateway.TestDesk;
import org.yipiao.gateway.TestHospital;
import org.yipiao.gateway.spool.NumberRange;
import org.yipiao.platform.id.InvoiceCode;

class Hl7RefusalTest {

  @TempDir private static Path directory;
  private static TestDesk desk;

  @BeforeAll
  static void open() {
    desk = TestDesk.open(directory, new TestHospital(), 1_000);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  private static String ft1(String fields) {
    return message(MSH, PID, PV1, "FT1|1|||20260601||" + fields);
  }

  static Stream<Arguments> hostile() {
    return Stream.of(headers(), patients(), daysToCome(), amounts(), payments())
        .flatMap(cases -> cases);
  }

  private static Stream<Arguments> headers() {
    String rest = "\r" + message(PID, PV1, LAB);
    return Stream.of(
        refused("", "AR", "MSH", "NOT_PARSEABLE"),
        refused("no message at all", "AR", "MSH", "NOT_PARSEABLE"),
        refused("FHS|^~\\&|HIS", "AR", "MSH", "NOT_PARSEABLE"),
        refused("MSH|^~", "AR", "MSH^1^1", "NOT_PARSEABLE"),
        refused("MSH|^^\\&|HIS", "AR", "MSH^1^2", "NOT_PARSEABLE"),
        refused(MSH + rest + "lower|case\r", "AR", "MSH", "NOT_PARSEABLE"),
        refused(MSH + rest + "MSH\r", "AR", "MSH", "NOT_PARSEABLE"),
        refused(MSH + rest + "X\r", "AR", "MSH", "NOT_PARSEABLE"),
        refused(MSH + rest + MSH, "AR", "MSH", "NOT_PARSEABLE"),
        refused(MSH.replace("DFT^P03", "ADT^A01") + rest, "AR", "MSH^1^9", "MESSAGE_TYPE"),
        refused(MSH.replace("DFT^P03", "BAR^P01") + rest, "AR", "MSH^1^9", "MESSAGE_TYPE"),
        refused(MSH.replace("DFT^P03", "DFT^P03^ADT_A01") + rest, "AR", "MSH^1^9", "MESSAGE_TYPE"),
        refused(MSH.replace("DFT^P03", "") + rest, "AR", "MSH^1^9", "MESSAGE_TYPE"),
        refused(MSH.replace("2.5.1", "2.2") + rest, "AR", "MSH^1^12", "VERSION_UNSUPPORTED"),
        refused(MSH.replace("2.5.1", "2.6") + rest, "AR", "MSH^1^12", "VERSION_UNSUPPORTED"),
        refused(MSH.replace("|P|", "|D|") + rest, "AR", "MSH^1^11", "PROCESSING_ID"),
        refused(MSH + "||||||KS X 1001" + rest, "AR", "MSH^1^18", "CHARACTER_SET"),
        refused(MSH.replace("CTRL-1", "") + rest, "AE", "MSH^1^10", "FIELD_MISSING"),
        refused(MSH.replace("|COUNTER|", "||") + rest, "AE", "MSH^1^4", "FIELD_MISSING"),
        refused(MSH + " " + PID + "|".repeat(20) + " " + LAB, "AR", "MSH", "NOT_PARSEABLE"));
  }

  private static Stream<Arguments> patients() {
    return Stream.of(
        refused(message(MSH, PV1, LAB), "AE", "PID^1", "SEGMENT_MISSING"),
        refused(message(MSH, PID, PID, LAB), "AE", "PID^2", "SEGMENT_REPEATED"),
        refused(message(MSH, PID, PV1, PV1, LAB), "AE", "PV1^2", "SEGMENT_REPEATED"),
        refused(message(MSH, PID.replace("测试^甲", ""), LAB), "AE", "PID^1^5", "FIELD_MISSING"),
        refused(message(MSH, PID.replace("测试^甲", "\"\""), LAB), "AE", "PID^1^5", "FIELD_MISSING"),
        refused(
            message(MSH, PID.replace("测试", "名".repeat(101)), LAB),
            "AE",
            "PID^1^5",
            "VALUE_TOO_LONG"),
        refused(
            message(MSH, PID.replace("~", "~999999^^^^NI~"), LAB),
            "AE",
            "PID^1^3",
            "PERSON_AMBIGUOUS"),
        refused(
            message(MSH, PID.replace("110101199003070011", "1 2"), LAB),
            "AE",
            "PID^1^3",
            "VALUE_MALFORMED"),
        refused(
            message(MSH, PID.replace("测试", "测\\X0D\\试"), LAB), "AR", "PID^1^5", "NOT_PARSEABLE"),
        refused(message(MSH, PID, PV1.replace("|O|", "|B|"), LAB), "AE", "PV1^1^2", "NOT_IN_TABLE"),
        refused(
            message(MSH, PID, PV1.replace("|O|", "|I|") + "|20260531", LAB),
            "AE",
            "PV1^1^45",
            "VALUE_MALFORMED"),
        refused(message(MSH, PID, LAB, "DG1|1||^nameless"), "AE", "DG1^1^3", "FIELD_MISSING"));
  }

  /** The desk issues on 1 June 2026, a little past ten in the hospital's zone. */
  private static Stream<Arguments> daysToCome() {
    String later = LAB.replace("20260601", "20270102");
    return Stream.of(
        refused(message(MSH, PID, PV1, later), "AE", "FT1^1^4", "CARE_AFTER_ISSUE"),
        refused(message(MSH, PID, PV1, LAB, later), "AE", "FT1^2^4", "CARE_AFTER_ISSUE"),
        refused(message(MSH, PID, later), "AE", "FT1^1^4", "CARE_AFTER_ISSUE"),
        refused(
            message(MSH, PID, PV1.replace("20260601", "20260602"), LAB),
            "AE",
            "PV1^1^44",
            "CARE_AFTER_ISSUE"),
        refused(
            message(MSH, PID, PV1.replace("|O|", "|I|") + "|20270102", LAB),
            "AE",
            "PV1^1^45",
            "CARE_AFTER_ISSUE"));
  }

  private static Stream<Arguments> amounts() {
    return Stream.of(
        refused(message(MSH, PID, PV1), "AE", "FT1^1", "SEGMENT_MISSING"),
        refused(message(MSH, PID, LAB.replace("20260601", "")), "AE", "FT1^1^4", "FIELD_MISSING"),
        refused(
            message(MSH, PID, LAB.replace("20260601", "20260631")), "AE", "FT1^1^4", "MALFORMED"),
        refused(message(MSH, PID, LAB.replace("20260601", "202606")), "AE", "FT1^1^4", "MALFORMED"),
        refused(ft1("|LAB|||1"), "AE", "FT1^1^6", "FIELD_MISSING"),
        refused(ft1("CD|LAB|||1"), "AE", "FT1^1^6", "TRANSACTION_TYPE_UNSUPPORTED"),
        refused(ft1("AJ|LAB|||1"), "AE", "FT1^1^6", "TRANSACTION_TYPE_UNSUPPORTED"),
        refused(ft1("CO|LAB|||1"), "AE", "FT1^1^6", "TRANSACTION_TYPE_UNSUPPORTED"),
        refused(ft1("XX|LAB|||1"), "AE", "FT1^1^6", "VALUE_NOT_IN_TABLE"),
        refused(ft1("CG||||1"), "AE", "FT1^1^7", "FIELD_MISSING"),
        refused(ft1("CG|NOPE|||1|12.00"), "AE", "FT1^1^7", "ITEM_UNKNOWN"),
        refused(ft1("CG|OLD|||1"), "AE", "FT1^1^7", "ITEM_NOT_VALID_ON_DATE"),
        refused(ft1("CG|LAB|||0"), "AE", "FT1^1^10", "QUANTITY_NOT_POSITIVE"),
        refused(ft1("CG|LAB|||-1"), "AE", "FT1^1^10", "QUANTITY_NOT_POSITIVE"),
        refused(ft1("CG|LAB|||one"), "AE", "FT1^1^10", "VALUE_MALFORMED"),
        refused(ft1("CG|LAB|||1.0000001"), "AE", "FT1^1^10", "VALUE_TOO_LONG"),
        refused(ft1("CG|CHEAP|||1"), "AE", "FT1^1^10", "AMOUNT_NOT_POSITIVE"),
        refused(ft1("CG|FREE|||1"), "AE", "FT1^1^7", "AMOUNT_NOT_POSITIVE"),
        refused(ft1("CG|FREE|||1||0.00"), "AE", "FT1^1^7", "AMOUNT_NOT_POSITIVE"),
        refused(ft1("CG|FREE|||1|0.00"), "AE", "FT1^1^11", "AMOUNT_NOT_POSITIVE"),
        refused(ft1("CG|FREE|||1|0.01"), "AE", "FT1^1^7", "AMOUNT_NOT_POSITIVE"),
        refused(ft1("CG|LAB|||1|-25.00"), "AE", "FT1^1^11", "AMOUNT_NOT_POSITIVE"),
        refused(ft1("CG|LAB|||1|0.00"), "AE", "FT1^1^11", "AMOUNT_NOT_POSITIVE"),
        refused(ft1("CG|LAB|||1|1000000000000.00"), "AE", "FT1^1^11", "AMOUNT_TOO_LARGE"),
        refused(ft1("CG|LAB|||1|25.001"), "AE", "FT1^1^11", "VALUE_MALFORMED"),
        refused(ft1("CG|LAB|||1|1e2"), "AE", "FT1^1^11", "VALUE_MALFORMED"),
        refused(ft1("CG|LAB|||1|25.01"), "AE", "FT1^1^11", "AMOUNT_DISAGREES"),
        refused(ft1("CG|LAB|||2|50.00|24.00"), "AE", "FT1^1^12", "AMOUNT_DISAGREES"),
        refused(ft1("CG|LAB|||2||-25.00"), "AE", "FT1^1^12", "AMOUNT_NOT_POSITIVE"),
        refused(ft1("CG|LAB|||1|25.00&USD"), "AE", "FT1^1^11", "CURRENCY_UNSUPPORTED"),
        refused(ft1("CG|LAB|||1|25.00^USD"), "AE", "FT1^1^11", "CURRENCY_UNSUPPORTED"),
        refused(ft1("CG|LAB|||1||25.00&usd"), "AE", "FT1^1^12", "CURRENCY_UNSUPPORTED"),
        refused(ft1("CG|BIG|||2"), "AE", "FT1^1^10", "AMOUNT_TOO_LARGE"),
        refused(
            message(MSH, PID, "FT1|1|||20260601||CG|BIG|||1", LAB.replace("FT1|1", "FT1|2")),
            "AE",
            "FT1^1",
            "AMOUNT_TOO_LARGE"),
        refused(
            message(MSH, PID, LAB, DRUG.replace("37.04", "37.03")),
            "AE",
            "FT1^2^11",
            "AMOUNT_DISAGREES"));
  }

  private static Stream<Arguments> payments() {
    String paid = "FT1|3|||20260601||PY|";
    return Stream.of(
        refused(message(MSH, PID, paid + "CASH||||50.00"), "AE", "FT1^1^6", "SEGMENT_MISSING"),
        refused(
            message(MSH, PID, LAB, paid + "CHEQUE||||50.00"),
            "AE",
            "FT1^2^7",
            "VALUE_NOT_IN_TABLE"),
        refused(message(MSH, PID, LAB, paid + "CASH"), "AE", "FT1^2^11", "FIELD_MISSING"),
        refused(
            message(MSH, PID, LAB, paid + "CASH||||0"), "AE", "FT1^2^11", "AMOUNT_NOT_POSITIVE"),
        refused(
            message(MSH, PID, LAB, paid + "CASH||||-50"), "AE", "FT1^2^11", "AMOUNT_NOT_POSITIVE"),
        refused(
            message(MSH, PID, LAB, paid + "CASH||||49.99"), "AE", "FT1^2^11", "PAYMENTS_DISAGREE"),
        refused(
            message(MSH, PID, LAB, paid + "FUND||||30.00", paid + "CASH||||20.01"),
            "AE",
            "FT1^2^11",
            "PAYMENTS_DISAGREE"));
  }

  private static Arguments refused(String message, String answer, String place, String code) {
    return Arguments.of(message, answer, place, code);
  }

  @ParameterizedTest(name = "{index}: {1} {2} {3}")
  @MethodSource("hostile")
  void refusesEachHostileMessageByNameAndPlaceAndStoresNothing(
      String message, String answer, String place, String code) {
    Spooled before = spooled();

    String ack = desk.send(message);

    String[] segments = ack.split("\r", -1);
    assertThat(segments[1]).startsWith("MSA|" + answer + "|");
    assertThat(segments[1].split("\\|", -1)[3]).contains(code);
    assertThat(segments[2]).startsWith("ERR|");
    assertThat(segments[2].split("\\|", -1)[2]).startsWith(place);
    assertThat(segments[2].split("\\|", -1)[8]).isNotEmpty();
    assertThat(spooled()).isEqualTo(before);
  }

  private record Spooled(long sequence, long remaining) {}

  private static Spooled spooled() {
    return new Spooled(desk.spool().nextSequence(), desk.numbers().remaining());
  }

  @Test
  void refusesOtherContentUnderAnAcceptedBusinessNumber() {
    assertThat(desk.send(Messages.good("REUSED"))).contains("MSA|AA|REUSED");

    assertThat(desk.send(Messages.good("REUSED").replace("|||2\r", "|||3\r")))
        .contains("MSA|AE|REUSED|BUSINESS_NUMBER_REUSED")
        .contains("ERR|MSH^1^10|MSH^1^10|205^^HL70357|E|BUSINESS_NUMBER_REUSED");
  }

  @Test
  void judgesARefusedMessageAnew() {
    String wrong = Messages.good("ANEW").replace("37.04", "37.05");

    assertThat(desk.send(wrong)).contains("MSA|AE|ANEW|AMOUNT_DISAGREES");
    assertThat(desk.send(Messages.good("ANEW"))).contains("MSA|AA|ANEW");
  }

  @Test
  void refusesBytesThatAreNotOfTheNamedCharacterSet() {
    byte[] latin = Messages.good("LATIN").getBytes(Charset.forName("GB18030"));

    assertThat(new String(desk.hl7().answer(latin), StandardCharsets.ISO_8859_1))
        .contains("MSA|AR|LATIN|UNDECODABLE_CHARACTERS")
        .contains("MSH^1^18");
  }

  @Test
  void refusesWhenNoNumberIsLeftAndAcceptsTheSameMessageOnceThereIsOne(@TempDir Path empty) {
    try (TestDesk poor = TestDesk.open(empty, new TestHospital(), 1)) {
      assertThat(poor.send(Messages.good("FIRST"))).contains("MSA|AA|FIRST");
      assertThat(poor.send(Messages.good("SECOND")))
          .contains("MSA|AE|SECOND|OUT_OF_NUMBERS")
          .contains("|207^^HL70357|E|OUT_OF_NUMBERS");
    }
    try (TestDesk restocked = TestDesk.open(empty, new TestHospital(), 0)) {
      restocked.numbers().add(List.of(NumberRange.fresh(new InvoiceCode("11060127"), 1, 1)));

      assertThat(restocked.send(Messages.good("SECOND"))).contains("MSA|AA|SECOND");
      assertThat(restocked.send(Messages.good("FIRST"))).contains("ZEB|11060126|0000001001|");
    }
  }
}
