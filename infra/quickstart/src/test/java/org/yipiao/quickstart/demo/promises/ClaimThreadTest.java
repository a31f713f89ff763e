package org.yipiao.quickstart.demo.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;
import org.yipiao.quickstart.demo.report.DemoReport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClaimThreadTest {

  private static final ClaimId CLAIM = ClaimId.random(new Random(1));
  private static final InvoiceId INVOICE = InvoiceId.parse("110601260000000001");
  private static final Money AMOUNT = Money.parseYuan("595.00");
  private static final Duration SEEN_AFTER = Duration.ofSeconds(2);
  private static final String SCREEN =
      """
      {"claim": {"status": "PAID", "amountFen": 59500, "submittedToPaidMillis": 7},
       "receipt": {"amountFen": 59500, "tappedAt": "2026-03-05T00:00:00.100Z",
                   "paidAt": "2026-03-05T00:00:01.334Z", "submittedToPaidMillis": 1234}}
      """;

  private static JsonNode screen(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static List<String> faults(String text) {
    return ClaimThread.receiptFaults(CLAIM, AMOUNT, screen(text).path("receipt"), SEEN_AFTER);
  }

  @Test
  void reportsAmountAndTimeOfTheReceipt() {
    assertThat(ClaimThread.paid("agency", INVOICE, Money.parseYuan("1260.00"), screen(SCREEN)))
        .isEqualTo(
            new DemoReport.PaidClaim("agency", INVOICE.toString(), 126_000, 59_500, "PAID", 1_234));
    assertThat(faults(SCREEN)).isEmpty();
  }

  @Test
  void believesNoTimeThatIsNotTheOneFromTapToPayment() {
    for (String millis : List.of("0", "1233", "1235", "-1", "null")) {
      assertThat(faults(SCREEN.replace("1234", millis)))
          .as(millis)
          .singleElement()
          .asString()
          .contains(CLAIM.value(), "from the tap at 2026-03-05T00:00:00.100Z");
    }
    assertThat(faults(SCREEN.replace("\"2026-03-05T00:00:01.334Z\"", "null"))).hasSize(1);
  }

  @Test
  void believesNoTimeThatIsLongerThanItTookToSeeTheReceipt() {
    String later = SCREEN.replace("01.334Z", "02.101Z").replace("1234", "2001");
    assertThat(faults(later)).singleElement().asString().endsWith("seen 2000 ms after the tap");
  }

  @Test
  void believesNoReceiptOfAnotherAmountAndNone() {
    String none = "claim %s is paid, and the phone shows no receipt of it".formatted(CLAIM);
    assertThat(faults(SCREEN.replace("59500", "59501"))).containsExactly(none);
    assertThat(faults("{\"receipt\": null}")).containsExactly(none);
  }
}
