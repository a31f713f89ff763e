package org.yipiao.claims.adjudication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.claims.adjudication.json.UnreadableJsonException;
import org.yipiao.claims.adjudication.plan.PlanReader;
import org.yipiao.claims.adjudication.plan.PlanReader.Shipped;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StrictReadingTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

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

  /** A case with a whole plan, and with something in each list and object that a case may have. */
  private static ObjectNode wholeCase() throws IOException {
    String plan =
        Shipped.BEIJING_EMPLOYEE_INPATIENT
            .json()
            .replace("\"items\": []", "\"items\": [{\"itemCode\": \"LAB-1\", \"class\": \"A\"}]")
            .replace(
                "\"defaultLevel\"",
                "\"hospitals\": {\"91110000000000000A\": \"TERTIARY\"}, \"defaultLevel\"");
    String json =
        WorkedExamplesTest.shippedCase()
            .replace("{ \"shipped\": \"BEIJING_EMPLOYEE_OUTPATIENT\" }", plan)
            .replace(
                "\"cash\": \"1260.00\"",
                "\"cash\": \"1260.00\","
                    + " \"compensations\": [{\"payer\": \"COMMERCIAL\", \"amount\": \"1.00\"}]");
    return (ObjectNode) JSON.readTree(json);
  }

  private static void objects(String pointer, JsonNode node, Map<String, ObjectNode> found) {
    if (node instanceof ObjectNode object) {
      found.put(pointer, object);
      object
          .properties()
          .forEach(field -> objects(pointer + "/" + field.getKey(), field.getValue(), found));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      objects(pointer + "/" + i, node.get(i), found);
    }
  }

  @Test
  void refusesAnUnknownFieldAtEachDepth() throws IOException {
    ObjectNode whole = wholeCase();
    var places = new TreeMap<String, ObjectNode>();
    objects("", whole, places);
    // Of these two the names are data.
    places.keySet().removeAll(Set.of("/plan/titles", "/plan/hospitals"));
    assertThat(places)
        .containsKeys("", "/care", "/coverage", "/history", "/lines/0", "/payments")
        .containsKeys("/payments/compensations/0", "/plan", "/plan/catalogue")
        .containsKeys("/plan/catalogue/items/0", "/plan/deductible")
        .containsKeys("/plan/deductible/byAdmission/0", "/plan/scales/0", "/plan/scales/0/bands/2");

    places.forEach((pointer, place) -> {
      place.put("surplus", "1.00");
      assertThatThrownBy(() -> AdjudicationCase.read(whole.toString()))
          .isInstanceOf(UnreadableJsonException.class)
          .hasMessageStartingWith(pointer + "/surplus");
      place.remove("surplus");
    });
    assertThat(AdjudicationCase.read(whole.toString()).lines()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/history",
        "/history/paid",
        "/history/admissionsBefore",
        "/remaining",
        "/care/hospitalCreditCode",
        "/care/level",
        "/care/outsideWithoutRegistration",
        "/coverage/validTo",
        "/lines/0/quantity",
        "/lines/0/serviceDate",
        "/lines/2/prepayRatio",
        "/lines/0/priceCap",
        "/payments/fund",
        "/payments/compensations",
        "/plan/shipped",
        "/plan/effectiveTo",
        "/plan/encounter",
        "/plan/hospitals",
        "/plan/annualCap",
        "/plan/unregisteredReduction",
        "/plan/catalogue/items",
        "/plan/catalogue/items/0/region",
        "/plan/catalogue/items/0/validTo",
        "/plan/deductible/annual",
        "/plan/scales/0/bands/2/upTo",
      })
  void takesNullForWhatMayBeAbsentAsItsAbsence(String field) throws IOException {
    int last = field.lastIndexOf('/');
    String name = field.substring(last + 1);
    ObjectNode without = wholeCase();
    ((ObjectNode) without.at(field.substring(0, last))).remove(name);
    ObjectNode with = wholeCase();
    ((ObjectNode) with.at(field.substring(0, last))).putNull(name);

    assertThat(AdjudicationCase.read(with.toString()))
        .usingRecursiveComparison()
        .ignoringFields("plan.header.digest")
        .isEqualTo(AdjudicationCase.read(without.toString()));
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
