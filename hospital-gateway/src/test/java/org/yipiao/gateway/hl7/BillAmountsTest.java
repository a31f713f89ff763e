package org.yipiao.gateway.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.yipiao.gateway.Messages.LAB;
import static org.yipiao.gateway.Messages.MSH;
import static org.yipiao.gateway.Messages.PID;
import static org.yipiao.gateway.Messages.segment;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yipiao.gateway.TestDesk;
import org.yipiao.gateway.TestHospital;
import org.yipiao.invoice.document.InvoiceDocument;
import org.yipiao.invoice.document.InvoiceLine;
import org.yipiao.invoice.document.MoneyBlock;
import org.yipiao.platform.money.Money;

/** What FT1 says of charges and of money received, from the message into the signed document. */
class BillAmountsTest {

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

  private static String paid(String fund, String yuan) {
    return segment("FT1", Map.of(4, "20260601", 6, "PY", 7, fund, 11, yuan));
  }

  @Test
  void keepsTheFourFundsApart() {
    InvoiceDocument document =
        desk.issue(
            MSH,
            PID,
            LAB,
            paid("CASH", "3.00"),
            paid("FUND^医保统筹基金支付", "22.00"),
            paid("OTHER", "8.00"),
            paid("ACCOUNT", "12.50&CNY"),
            paid("CASH", "4.50"));

    assertThat(document.content().money())
        .contains(
            MoneyBlock.of(
                Money.ofFen(2_200), Money.ofFen(800), Money.ofFen(1_250), Money.ofFen(750)));
    assertThat(document.claimable()).isEqualTo(Money.ofFen(2_000));
  }

  static Stream<Arguments> onePayer() {
    Money all = Money.ofFen(5_000);
    Money none = Money.ZERO;
    return Stream.of(
        Arguments.of("FUND", MoneyBlock.of(all, none, none, none), 0L),
        Arguments.of("OTHER", MoneyBlock.of(none, all, none, none), 0L),
        Arguments.of("ACCOUNT", MoneyBlock.of(none, none, all, none), 5_000L),
        Arguments.of("CASH", MoneyBlock.of(none, none, none, all), 5_000L));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("onePayer")
  void countsWhatThePersonPaidAndNothingElseAsClaimable(
      String fund, MoneyBlock money, long claimableFen) {
    InvoiceDocument document = desk.issue(MSH, PID, LAB, paid(fund, "50.00"));

    assertThat(document.content().money()).contains(money);
    assertThat(document.claimable()).isEqualTo(Money.ofFen(claimableFen));
  }

  @Test
  void takesABillWithoutPaymentsAsPaidInCash() {
    assertThat(desk.issue(MSH, PID, LAB).content().money())
        .contains(MoneyBlock.allCash(Money.ofFen(5_000)));
  }

  static Stream<Arguments> lines() {
    return Stream.of(
        Arguments.of("the table's price", Map.of(10, "2"), "2", 5_000L),
        Arguments.of("no quantity", Map.of(), "1", 2_500L),
        Arguments.of("the amount", Map.of(10, "2", 11, "50.00"), "2", 5_000L),
        Arguments.of("the unit price", Map.of(10, "2", 12, "25"), "2", 5_000L),
        Arguments.of("both", Map.of(10, "1.5", 11, "37.5", 12, "25.00"), "1.5", 3_750L),
        Arguments.of("a part of one", Map.of(10, "0.333333"), "0.333333", 833L),
        Arguments.of("a currency", Map.of(11, "25.00&CNY^UP"), "1", 2_500L),
        Arguments.of("an older system's", Map.of(11, "25.00^CNY", 12, "25^UP"), "1", 2_500L),
        Arguments.of("a text beside the code", Map.of(7, "LAB^Blood count^L"), "1", 2_500L),
        Arguments.of("a text beside the type", Map.of(6, "CG^Charge"), "1", 2_500L),
        Arguments.of("a range of days", Map.of(4, "20260601^20260603"), "1", 2_500L));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lines")
  void pricesALineByWhatIsThereOfIt(
      String what, Map<Integer, String> fields, String quantity, long fen) {
    Map<Integer, String> charge = new HashMap<>(Map.of(4, "20260601", 6, "CG", 7, "LAB"));
    charge.putAll(fields);

    assertThat(desk.issue(MSH, PID, segment("FT1", charge)).content().lines())
        .as(what)
        .extracting(InvoiceLine::itemCode, InvoiceLine::quantity, InvoiceLine::amount)
        .containsExactly(tuple("LAB", new BigDecimal(quantity), Money.ofFen(fen)));
  }
}
