package org.yipiao.claims.adjudication.plan;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yipiao.claims.adjudication.json.CanonicalJson;
import org.yipiao.claims.adjudication.json.JsonFields;
import org.yipiao.claims.adjudication.json.ReadingRule;
import org.yipiao.claims.adjudication.json.UnreadableJsonException;
import org.yipiao.claims.adjudication.plan.BenefitPlan.CommercialPlan;
import org.yipiao.claims.adjudication.plan.BenefitPlan.EligibleExpense;
import org.yipiao.claims.adjudication.plan.BenefitPlan.PlanHeader;
import org.yipiao.claims.adjudication.plan.BenefitPlan.SocialPlan;
import org.yipiao.platform.money.Money;

/**
 * Reads plans of format {@code yipiao-plan/1}: amounts in yuan and ratios are decimal texts, dates
 * ISO 8601; a field nobody knows is refused by its JSON pointer.
 */
public final class PlanReader {

  public static final String FORMAT = "yipiao-plan/1";

  /** Test profiles shipped with the product; none of them is an official rule. */
  public enum Shipped {
    BEIJING_EMPLOYEE_OUTPATIENT("beijing-employee-outpatient"),
    BEIJING_EMPLOYEE_INPATIENT("beijing-employee-inpatient"),
    COMMERCIAL_P("commercial-p"),
    GROUP_Q("group-q");

    private final String file;

    Shipped(String file) {
      this.file = file;
    }

    /** The plan's text as shipped. */
    public String json() {
      try (InputStream in =
          Shipped.class.getResourceAsStream(
              "/org/yipiao/claims/adjudication/plans/" + file + ".json")) {
        if (in == null) {
          throw new IllegalStateException("plan " + file + " is not in this build");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    public BenefitPlan plan() {
      return read(json());
    }
  }

  private PlanReader() {}

  /**
   * @throws UnreadableJsonException naming the field
   */
  public static BenefitPlan read(String json) {
    JsonFields fields = JsonFields.parse(json);
    BenefitPlan plan = read(fields);
    fields.end();
    return plan;
  }

  /** Reads a plan inside another document. */
  public static BenefitPlan read(JsonFields fields) {
    if (!FORMAT.equals(fields.text("format"))) {
      throw fields.refuse("format", ReadingRule.OTHER_FORMAT, FORMAT);
    }
    try {
      PlanHeader header = header(fields);
      return switch (fields.oneOf("kind", Kind.class)) {
        case SOCIAL -> social(header, fields);
        case COMMERCIAL -> commercial(header, fields);
      };
    } catch (UnreadableJsonException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw fields.refuse("", e);
    }
  }

  private enum Kind {
    SOCIAL,
    COMMERCIAL
  }

  private static PlanHeader header(JsonFields fields) {
    return new PlanHeader(
        fields.typed("planId", PlanId::new),
        fields.date("effectiveFrom"),
        fields.dateOrNull("effectiveTo"),
        fields.text("region"),
        fields.oneOfOrNull("encounter", EncounterType.class),
        fields.bool("official"),
        fields.text("source"),
        fields.object("titles", PlanReader::titles),
        fields.object("catalogue", PlanReader::catalogue),
        CanonicalJson.sha256Hex(fields.canonical()));
  }

  private static Map<String, String> titles(JsonFields fields) {
    Map<String, String> titles = new HashMap<>();
    for (String language : fields.names()) {
      titles.put(language, fields.text(language));
    }
    return titles;
  }

  private static Catalogue catalogue(JsonFields fields) {
    List<CatalogueEntry> entries = fields.list("items", 0, 100_000, PlanReader::entry);
    return new Catalogue(entries, fields.oneOf("unlisted", Catalogue.Unlisted.class));
  }

  private static CatalogueEntry entry(JsonFields fields) {
    return new CatalogueEntry(
        fields.text("itemCode"),
        fields.textOrNull("region"),
        fields.oneOf("class", CatalogueClass.class),
        fields.ratioOr("prepayRatio", BigDecimal.ZERO),
        fields.decimalOrNull("priceCap", 6, Money.ofFen(Money.MAX_FEN).toYuan()),
        fields.dateOrNull("validFrom"),
        fields.dateOrNull("validTo"));
  }

  private static SocialPlan social(PlanHeader header, JsonFields fields) {
    Map<HospitalLevel, List<Band>> bands = new EnumMap<>(HospitalLevel.class);
    fields.list(
        "scales",
        1,
        HospitalLevel.values().length,
        scale -> {
          HospitalLevel level = scale.oneOf("level", HospitalLevel.class);
          List<Band> steps =
              scale.list(
                  "bands", 1, 20, band -> new Band(band.moneyOrNull("upTo"), band.ratio("ratio")));
          if (bands.put(level, steps) != null) {
            throw scale.refuse("level", ReadingRule.GIVEN_TWICE);
          }
          return level;
        });
    return new SocialPlan(
        header,
        fields.object("deductible", PlanReader::deductible),
        bands,
        fields.objectOr("hospitals", Map.of(), PlanReader::hospitals),
        fields.oneOf("defaultLevel", HospitalLevel.class),
        fields.moneyOrNull("annualCap"),
        fields.ratioOr("unregisteredReduction", BigDecimal.ZERO));
  }

  private static Map<String, HospitalLevel> hospitals(JsonFields fields) {
    Map<String, HospitalLevel> levels = new HashMap<>();
    for (String creditCode : fields.names()) {
      levels.put(creditCode, fields.oneOf(creditCode, HospitalLevel.class));
    }
    return levels;
  }

  private static Deductible deductible(JsonFields fields) {
    Money annual = fields.moneyOrNull("annual");
    if (annual != null) {
      return new Deductible.Annual(annual);
    }
    return new Deductible.ByAdmission(
        fields.list("byAdmission", 1, 20, each -> each.money("amount")));
  }

  private static CommercialPlan commercial(PlanHeader header, JsonFields fields) {
    return new CommercialPlan(
        header,
        fields.oneOf("eligible", EligibleExpense.class),
        fields.money("deductible"),
        fields.ratio("ratio"),
        fields.ratio("ratioNotSettledSocially"),
        fields.money("annualCap"),
        fields.bool("otherPayIsSocial"),
        fields.integer("coordinationOrder", 1, 1000));
  }
}
