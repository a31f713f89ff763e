package org.yipiao.claims.adjudication;

import java.math.BigDecimal;
import org.yipiao.claims.adjudication.AdjudicationCase.Care;
import org.yipiao.claims.adjudication.AdjudicationCase.Compensation;
import org.yipiao.claims.adjudication.AdjudicationCase.Coverage;
import org.yipiao.claims.adjudication.AdjudicationCase.History;
import org.yipiao.claims.adjudication.AdjudicationCase.PayerKind;
import org.yipiao.claims.adjudication.AdjudicationCase.Payments;
import org.yipiao.claims.adjudication.json.JsonFields;
import org.yipiao.claims.adjudication.json.ReadingRule;
import org.yipiao.claims.adjudication.json.UnreadableJsonException;
import org.yipiao.claims.adjudication.plan.BenefitPlan;
import org.yipiao.claims.adjudication.plan.CatalogueClass;
import org.yipiao.claims.adjudication.plan.EncounterType;
import org.yipiao.claims.adjudication.plan.HospitalLevel;
import org.yipiao.claims.adjudication.plan.PlanReader;
import org.yipiao.claims.adjudication.plan.PlanReader.Shipped;
import org.yipiao.platform.money.Money;

/**
 * Reads a case of format {@code yipiao-case/1}. {@code plan} is a whole plan or, to use one that is
 * shipped, {@code {"shipped": "COMMERCIAL_P"}}.
 */
final class CaseReader {

  private static final BigDecimal MAX_QUANTITY = BigDecimal.valueOf(1_000_000_000);
  private static final int MAX_LINES = 1_000;

  private CaseReader() {}

  static AdjudicationCase read(String json) {
    JsonFields fields = JsonFields.parse(json);
    if (!AdjudicationCase.FORMAT.equals(fields.text("format"))) {
      throw fields.refuse("format", ReadingRule.OTHER_FORMAT, AdjudicationCase.FORMAT);
    }
    Care care = fields.object("care", CaseReader::care);
    AdjudicationCase read =
        new AdjudicationCase(
            fields.object("plan", CaseReader::plan),
            care,
            fields.object(
                "coverage", c -> new Coverage(c.date("validFrom"), c.dateOrNull("validTo"))),
            fields.list("lines", 1, MAX_LINES, line -> line(line, care)),
            fields.object("payments", CaseReader::payments),
            fields.objectOr("history", History.NONE, CaseReader::history),
            fields.moneyOrNull("remaining"));
    fields.end();
    return read;
  }

  private static BenefitPlan plan(JsonFields fields) {
    Shipped shipped = fields.oneOfOrNull("shipped", Shipped.class);
    return shipped == null ? PlanReader.read(fields) : shipped.plan();
  }

  private static Care care(JsonFields fields) {
    return named(
        fields,
        () ->
            new Care(
                fields.oneOf("encounter", EncounterType.class),
                fields.date("serviceDate"),
                fields.text("region"),
                fields.textOrNull("hospitalCreditCode"),
                fields.oneOfOrNull("level", HospitalLevel.class),
                fields.boolOr("outsideWithoutRegistration", false)));
  }

  private static CaseLine line(JsonFields fields, Care care) {
    return named(
        fields,
        () -> {
          var serviceDate = fields.dateOrNull("serviceDate");
          BigDecimal quantity = fields.decimalOrNull("quantity", 6, MAX_QUANTITY);
          return new CaseLine(
              fields.text("itemCode"),
              fields.money("amount"),
              quantity == null ? BigDecimal.ONE : quantity,
              serviceDate == null ? care.serviceDate() : serviceDate,
              fields.oneOf("class", CatalogueClass.class),
              fields.ratioOr("prepayRatio", BigDecimal.ZERO),
              fields.decimalOrNull("priceCap", 6, Money.ofFen(Money.MAX_FEN).toYuan()));
        });
  }

  private static Payments payments(JsonFields fields) {
    return new Payments(
        fields.money("total"),
        fields.moneyOr("fund", Money.ZERO),
        fields.moneyOr("other", Money.ZERO),
        fields.moneyOr("account", Money.ZERO),
        fields.moneyOr("cash", Money.ZERO),
        fields.list(
            "compensations",
            0,
            100,
            c -> new Compensation(c.oneOf("payer", PayerKind.class), c.money("amount"))));
  }

  private static History history(JsonFields fields) {
    return new History(
        fields.moneyOr("deductibleUsed", Money.ZERO),
        fields.moneyOr("inScopeUsed", Money.ZERO),
        fields.moneyOr("paid", Money.ZERO),
        fields.integerOr("admissionsBefore", 0, 1_000, 0),
        fields.moneyOr("admissionDeductibleUsed", Money.ZERO));
  }

  private static <T> T named(JsonFields fields, java.util.function.Supplier<T> reader) {
    try {
      return reader.get();
    } catch (UnreadableJsonException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw fields.refuse("", e);
    }
  }
}
