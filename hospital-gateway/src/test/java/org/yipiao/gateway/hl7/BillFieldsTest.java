package org.yipiao.gateway.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.gateway.Messages.DRUG;
import static org.yipiao.gateway.Messages.LAB;
import static org.yipiao.gateway.Messages.MSH;
import static org.yipiao.gateway.Messages.PID;
import static org.yipiao.gateway.Messages.PV1;
import static org.yipiao.gateway.Messages.segment;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yipiao.gateway.TestDesk;
import org.yipiao.gateway.TestHospital;
import org.yipiao.invoice.document.CatalogueClass;
import org.yipiao.invoice.document.CategoryAmount;
import org.yipiao.invoice.document.CoverageType;
import org.yipiao.invoice.document.Diagnosis;
import org.yipiao.invoice.document.DisclosedContent;
import org.yipiao.invoice.document.Encounter;
import org.yipiao.invoice.document.EncounterType;
import org.yipiao.invoice.document.FeeCategory;
import org.yipiao.invoice.document.InvoiceDocument;
import org.yipiao.invoice.document.InvoiceLine;
import org.yipiao.invoice.document.MoneyBlock;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.invoice.document.Payer;
import org.yipiao.platform.money.Money;

/** Each field of the profile, from the message into the signed document. */
class BillFieldsTest {

  private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
  private static final TestHospital HOSPITAL = new TestHospital();

  /** The hospital's own names; one of them is a common name with another meaning. */
  private static final Map<String, CoverageType> ALIASES =
      Map.of(
          "省直", CoverageType.PUBLIC_FUNDED,
          "离休", CoverageType.OTHER,
          "yb-2", CoverageType.RESIDENT);

  /** What the usual segments charge, with what the item table says of it. */
  private static final InvoiceLine LAB_LINE =
      new InvoiceLine(
          "LAB",
          "血常规",
          FeeCategory.LABORATORY,
          "次",
          null,
          new BigDecimal("25"),
          new BigDecimal("2"),
          Money.ofFen(5_000),
          CatalogueClass.A,
          BigDecimal.ZERO,
          null,
          DAY,
          null);

  private static final InvoiceLine DRUG_LINE =
      new InvoiceLine(
          "DRUG",
          "阿莫西林",
          FeeCategory.WESTERN_MEDICINE,
          "盒",
          null,
          new BigDecimal("12.3456"),
          new BigDecimal("3"),
          Money.ofFen(3_704),
          CatalogueClass.B,
          new BigDecimal("0.1"),
          new BigDecimal("10"),
          DAY,
          null);

  @TempDir private static Path directory;
  private static TestDesk desk;

  @BeforeAll
  static void open() {
    desk = TestDesk.open(directory, HOSPITAL, 1_000, ALIASES);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  private static DisclosedContent content(String... segments) {
    return desk.issue(segments).content();
  }

  @Test
  void writesEachFieldOfAStayIntoItsPlaceAndLooksAtNoOtherSegment() {
    long sequence = desk.spool().nextSequence();
    InvoiceDocument document =
        desk.issue(
            MSH,
            "EVN|P03|20260601",
            PID,
            "PD1|||Clinic^^77",
            "ROL|1|AD|AT|77^Who",
            segment(
                "PV1",
                Map.of(
                    2, "I",
                    3, "WARD^101",
                    10, "心内科",
                    19, "ZY-0042",
                    44, "20260520",
                    45, "20260531")),
            "PV2|||^fever",
            "ROL|2|AD|RT|78^Else",
            "OBX|1|ST|LAB||7",
            LAB,
            "PR1|1|CPT|73630",
            DRUG,
            "DG1|1||I10^高血压^ICD10",
            "GT1|1||Other^Name",
            segment("IN1", Map.of(1, "1", 15, "职工在职")),
            "ZZZ|1|anything");

    DisclosedContent content = document.content();
    assertThat(document.type()).isEqualTo(EncounterType.INPATIENT);
    assertThat(document.total()).isEqualTo(Money.ofFen(8_704));
    assertThat(document.claimable()).isEqualTo(Money.ofFen(8_704));
    assertThat(document.issuedAt()).isEqualTo(TestDesk.NOW);
    assertThat(content.issuer()).contains(HOSPITAL.hospital().issuer());
    assertThat(content.businessNumber()).contains("COUNTER:C-" + sequence);
    assertThat(content.payer())
        .contains(
            new Payer(
                "测试甲",
                new NationalDocument(NationalDocument.RESIDENT_ID, "110101199003070011"),
                "13800000000",
                "MR77"));
    assertThat(content.encounter())
        .contains(
            new Encounter(
                EncounterType.INPATIENT,
                LocalDate.of(2026, 5, 20),
                LocalDate.of(2026, 5, 31),
                "心内科",
                "ZY-0042",
                null));
    assertThat(content.coverage()).contains(CoverageType.EMPLOYEE);
    assertThat(content.money()).contains(MoneyBlock.allCash(Money.ofFen(8_704)));
    assertThat(content.categories())
        .containsExactly(
            new CategoryAmount(FeeCategory.LABORATORY, Money.ofFen(5_000)),
            new CategoryAmount(FeeCategory.WESTERN_MEDICINE, Money.ofFen(3_704)));
    assertThat(content.diagnoses()).containsExactly(new Diagnosis("I10", "ICD10", "高血压"));
    assertThat(content.lines()).containsExactly(LAB_LINE, DRUG_LINE);
  }

  @Test
  void leavesOutOfALineWhatTheItemTableDoesNotSay() {
    assertThat(content(MSH, PID, LAB.replace("LAB|||2", "BIG|||1")).lines())
        .containsExactly(
            new InvoiceLine(
                "BIG",
                "大额",
                FeeCategory.OTHER,
                null,
                null,
                new BigDecimal("999999999999.99"),
                BigDecimal.ONE,
                Money.ofFen(99_999_999_999_999L),
                CatalogueClass.C,
                BigDecimal.ZERO,
                null,
                DAY,
                null));
  }

  @ParameterizedTest(name = "\"{0}\": {1}")
  @CsvSource({
    "I,INPATIENT",
    "O,OUTPATIENT",
    "E,OUTPATIENT",
    "R,OUTPATIENT",
    "P,OUTPATIENT",
    "N,OUTPATIENT",
    "U,OUTPATIENT",
    "'',OUTPATIENT"
  })
  void takesThePatientClassForTheKindOfInvoice(String patientClass, EncounterType type) {
    String visit = PV1.replace("|O|", "|" + patientClass + "|");

    InvoiceDocument document = desk.issue(MSH, PID, visit, LAB);

    assertThat(document.type()).isEqualTo(type);
    assertThat(document.content().encounter())
        .contains(new Encounter(type, DAY, null, "IM", "V-42", null));
  }

  @Test
  void takesTheWardForTheDepartmentWhereNoServiceIsNamed() {
    Map<Integer, String> visit = Map.of(2, "O", 3, "WARD^101", 45, "20260601");

    assertThat(content(MSH, PID, segment("PV1", visit), LAB).encounter())
        .as("a visit has no discharge either")
        .contains(new Encounter(EncounterType.OUTPATIENT, DAY, null, "WARD", null, null));
  }

  @Test
  void takesTheDayOfTheFirstLineForTheVisitsWhereNoneIsNamed() {
    String earlier = LAB.replace("20260601", "20260528");
    Encounter visit =
        new Encounter(EncounterType.OUTPATIENT, LocalDate.of(2026, 5, 28), null, null, null, null);

    DisclosedContent withoutVisit = content(MSH, PID, DRUG, earlier);
    assertThat(withoutVisit.encounter()).as("no PV1").contains(visit);
    assertThat(withoutVisit.lines())
        .extracting(InvoiceLine::serviceDate)
        .containsExactly(DAY, LocalDate.of(2026, 5, 28));
    assertThat(content(MSH, PID, "PV1|1|O", DRUG, earlier).encounter())
        .as("no PV1-44")
        .contains(visit);
  }

  @ParameterizedTest(name = "\"{0}\": {1}")
  @CsvSource({
    "职工在职,EMPLOYEE",
    "城镇职工,EMPLOYEE",
    "310,EMPLOYEE",
    "EMPLOYEE,EMPLOYEE",
    "城乡居民,RESIDENT",
    "390,RESIDENT",
    "公费医疗,PUBLIC_FUNDED",
    "全自费,SELF_PAID",
    "self pay,SELF_PAID",
    "'',SELF_PAID",
    "商业保险,OTHER",
    "省直,PUBLIC_FUNDED",
    "YB-2,RESIDENT",
    "离休,OTHER",
    "离休人员,PUBLIC_FUNDED"
  })
  void normalisesTheInsuranceTypeByTheCommonNamesAndTheHospitalsOwn(
      String name, CoverageType type) {
    assertThat(content(MSH, PID, LAB, segment("IN1", Map.of(1, "1", 15, name))).coverage())
        .contains(type);
  }

  @Test
  void takesTheInsuranceTypeOfTheFirstSegmentThatNamesOne() {
    String none = "IN1|1";
    String company = segment("IN1", Map.of(1, "2", 4, "居民医保^L"));
    String plan = segment("IN1", Map.of(1, "2", 2, "公费^free", 4, "居民医保"));
    String type = segment("IN1", Map.of(1, "2", 2, "公费", 4, "居民医保", 15, "职工"));

    assertThat(content(MSH, PID, LAB).coverage()).contains(CoverageType.SELF_PAID);
    assertThat(content(MSH, PID, LAB, none).coverage()).contains(CoverageType.SELF_PAID);
    assertThat(content(MSH, PID, LAB, none, company, type).coverage())
        .contains(CoverageType.RESIDENT);
    assertThat(content(MSH, PID, LAB, plan, company).coverage())
        .contains(CoverageType.PUBLIC_FUNDED);
    assertThat(content(MSH, PID, LAB, type).coverage()).contains(CoverageType.EMPLOYEE);
  }

  @Test
  void readsDiagnosesOfBothFormsInTheirOrder() {
    DisclosedContent content =
        content(
            MSH,
            PID,
            LAB,
            "DG1|1||K29.700^慢性胃炎^I10||20260601|F",
            "DG1|2|ICD9|959.7|Foot injury||F",
            "DG1|3||E11.9",
            "DG1|4",
            "DG1|5|ICD9|V76.12^Mammogram^I9C|Other");

    assertThat(content.diagnoses())
        .containsExactly(
            new Diagnosis("K29.700", "I10", "慢性胃炎"),
            new Diagnosis("959.7", "ICD9", "Foot injury"),
            new Diagnosis("E11.9", "L", null),
            new Diagnosis("V76.12", "I9C", "Mammogram"));
  }

  @Test
  void keepsTheBusinessNumbersOfTwoNamespacesApart() {
    String colon = MSH.replace("|COUNTER|", "|H:1%|");

    assertThat(content(colon, PID, LAB).businessNumber().orElseThrow()).startsWith("H%3A1%25:C-");
  }
}
