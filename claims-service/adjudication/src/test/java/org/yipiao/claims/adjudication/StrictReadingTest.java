package org.yipiao.claims.adjudication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yipiao.claims.adjudication.json.UnreadableJsonException;
import org.yipiao.claims.adjudication.plan.PlanReader;
import org.yipiao.claims.adjudication.plan.PlanReader.Shipped;

class StrictReadingTest {

  @Test
  void readsEveryShippedPlanAndMarksItUnofficial() {
    for (Shipped shipped : Shipped.values()) {
      assertThat(shipped.plan().header().official()).isFalse();
      assertThat(shipped.plan().header().source()).containsIgnoringCase("unofficial");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"cash\": \"1260.00\"|\"cash\": 1260.00|/payments/cash",
        "\"cash\": \"1260.00\"|\"cash\": \"-1.00\"|/payments/cash",
        "\"cash\": \"1260.00\"|\"cash\": \"1260.001\"|/payments/cash",
        "\"cash\": \"1260.00\"|\"cash\": \"9999999999999.99\"|/payments/cash",
        "\"cash\": \"1260.00\"|\"cash\": \"1.00\", \"credit\": \"1.00\"|/payments/credit",
        "\"prepayRatio\": \"0.10\"|\"prepayRatio\": \"1.10\"|/lines/2/prepayRatio",
        "\"class\": \"C\"|\"class\": \"D\"|/lines/3/class",
        "\"amount\": \"300.00\"|\"amount\": \"0.00\"|/lines/0",
        "\"serviceDate\": \"2026-03-02\"|\"serviceDate\": \"2026-02-30\"|/care/serviceDate",
        "\"region\": \"110000\"|\"region\": \"11\"|/care",
        "\"cash\": \"1260.00\"|\"cash\": \"1.00\", \"cash\": \"2.00\"|document",
        "\"history\":|\"story\": {}, \"history\":|/story",
      })
  void namesTheFieldItRefuses(String good, String bad, String field) throws IOException {
    String json = WorkedExamplesTest.shippedCase();
    assertThat(json).contains(good);

    assertThatThrownBy(() -> AdjudicationCase.read(json.replace(good, bad)))
        .isInstanceOf(UnreadableJsonException.class)
        .hasMessageStartingWith(field);
  }

  @Test
  void refusesPlansThatContradictThemselves() {
    String plan = Shipped.BEIJING_EMPLOYEE_INPATIENT.json();
    Map<String, String> contradictions =
        Map.of(
            "\"upTo\": \"40000.00\"", "\"upTo\": \"20000.00\"",
            "\"defaultLevel\": \"TERTIARY\"", "\"defaultLevel\": \"COMMUNITY\"",
            "\"items\": []",
                "\"items\": [{\"itemCode\":\"X\",\"class\":\"A\"},"
                    + "{\"itemCode\":\"X\",\"class\":\"C\"}]",
            "\"effectiveFrom\": \"2026-01-01\"",
                "\"effectiveFrom\": \"2026-01-01\", \"effectiveTo\": \"2025-01-01\"");
    contradictions.forEach((good, bad) ->
        assertThatThrownBy(() -> PlanReader.read(plan.replace(good, bad)))
            .isInstanceOf(UnreadableJsonException.class));
  }

  @Test
  void saysWhichRuleAPlanBreaksInBothLanguages() {
    UnreadableJsonException end =
        refused("\"effectiveFrom\"", "\"effectiveTo\": \"2025-01-01\", \"effectiveFrom\"");
    UnreadableJsonException level =
        refused("\"defaultLevel\": \"TERTIARY\"", "\"defaultLevel\": \"VILLAGE\"");

    assertThat(end).hasMessageEndingWith(": effectiveTo lies before effectiveFrom");
    assertThat(end.reason().in(Locale.SIMPLIFIED_CHINESE))
        .isEqualTo("effectiveTo 早于 effectiveFrom");
    assertThat(level).hasMessageStartingWith("/defaultLevel: must be one of ");
    assertThat(level.reason().in(Locale.SIMPLIFIED_CHINESE))
        .startsWith("须为 ")
        .contains("、TERTIARY")
        .endsWith(" 之一");
  }

  private static UnreadableJsonException refused(String good, String bad) {
    String plan = Shipped.BEIJING_EMPLOYEE_INPATIENT.json();
    assertThat(plan).contains(good);
    return catchThrowableOfType(
        UnreadableJsonException.class, () -> PlanReader.read(plan.replace(good, bad)));
  }

  @Test
  void givesAPlanTheSameDigestHoweverItIsLaidOut() {
    String plan = Shipped.GROUP_Q.json();

    assertThat(PlanReader.read(plan.replace("\n", " ")).header().digest())
        .isEqualTo(PlanReader.read(plan).header().digest());
  }
}
