package org.yipiao.invoice.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.id.CheckCode;
import org.yipiao.platform.money.Money;
import org.yipiao.platform.reason.Reason;

class DraftChecksTest {

  private static final Money TOTAL = Money.parseYuan("1260.00");

  private static List<String> refusals(InvoiceDraft draft) {
    return switch (DraftChecks.check(draft)) {
      case DraftOutcome.Accepted _ -> List.of();
      case DraftOutcome.Refused(var refused) ->
          refused.stream().map(one -> one.pointer() + " " + one.fault()).toList();
    };
  }

  private static InvoiceDraft withLine(InvoiceLine line) {
    return Documents.draft(List.of(line), MoneyBlock.allCash(line.amount()), line.amount());
  }

  private static InvoiceLine priced(String price, String quantity, long amountFen) {
    return new InvoiceLine(
        "D",
        "药",
        FeeCategory.WESTERN_MEDICINE,
        null,
        null,
        new BigDecimal(price),
        new BigDecimal(quantity),
        Money.ofFen(amountFen),
        CatalogueClass.B,
        new BigDecimal("0.1"),
        null,
        LocalDate.of(2026, 11, 22),
        null);
  }

  @Test
  void acceptsABillPaidInFullAndCallsAllOfItClaimable() {
    CheckedDraft checked = Documents.checked(Documents.outpatient());
    assertThat(checked.claimable()).isEqualTo(TOTAL);
    assertThat(checked.categories())
        .extracting(CategoryAmount::category)
        .containsExactly(
            FeeCategory.EXAMINATION,
            FeeCategory.LABORATORY,
            FeeCategory.MATERIAL,
            FeeCategory.WESTERN_MEDICINE);
  }

  @Test
  void whatTheFundPaidIsNotClaimable() {
    var draft = Documents.outpatient();
    var money =
        MoneyBlock.of(
            Money.parseYuan("595.00"),
            Money.ZERO,
            Money.parseYuan("65.00"),
            Money.parseYuan("600"));
    assertThat(Documents.checked(Documents.draft(draft.lines(), money, TOTAL)).claimable())
        .isEqualTo(Money.parseYuan("665.00"));
  }

  @Test
  void refusesLinesThatDoNotSumToTheTotal() {
    var draft = Documents.outpatient();
    assertThat(refusals(Documents.draft(draft.lines().subList(0, 3), draft.money(), TOTAL)))
        .containsExactly("/lines LINES_DO_NOT_SUM_TO_TOTAL");
  }

  @Test
  void saysByHowMuchASumMissesTheTotalInBothLanguages() {
    var draft = Documents.outpatient();
    var money = MoneyBlock.allCash(Money.parseYuan("1259.99"));
    var outcome = DraftChecks.check(Documents.draft(draft.lines(), money, TOTAL));

    Reason reason = ((DraftOutcome.Refused) outcome).refusals().getFirst().reason();
    assertThat(reason.in(Locale.ENGLISH))
        .isEqualTo(
            "fund, other, account and cash do not sum to the total: 125999 fen, total 126000 fen");
    assertThat(reason.in(Locale.SIMPLIFIED_CHINESE))
        .isEqualTo("统筹基金、其他、个人账户与现金支付之和不等于总额：125999 分，总额 126000 分");
  }

  @Test
  void refusesPaymentsThatDoNotSumToTheTotal() {
    var draft = Documents.outpatient();
    assertThat(
            refusals(
                Documents.draft(
                    draft.lines(), MoneyBlock.allCash(Money.parseYuan("1259.99")), TOTAL)))
        .containsExactly("/money PAYMENTS_DO_NOT_SUM_TO_TOTAL");
  }

  @Test
  void warnsAboutPersonalPartsThatDoNotSumButIssues() {
    var draft = Documents.outpatient();
    var money =
        new MoneyBlock(
            Money.ZERO,
            Money.ZERO,
            Money.ZERO,
            TOTAL,
            Money.ofFen(1),
            Money.ofFen(2),
            null,
            null,
            null);
    var outcome = DraftChecks.check(Documents.draft(draft.lines(), money, TOTAL));
    assertThat(outcome).isInstanceOf(DraftOutcome.Accepted.class);
    assertThat(((DraftOutcome.Accepted) outcome).warnings())
        .containsExactly(DraftWarning.PERSONAL_PARTS_DIFFER);
  }

  @Test
  void refusesZeroAmountsAndEmptyBills() {
    assertThat(refusals(Documents.draft(List.of(), MoneyBlock.allCash(Money.ZERO), Money.ZERO)))
        .containsExactly("/total NOT_POSITIVE", "/lines MISSING");
    assertThat(refusals(withLine(priced("1", "1", 0)))).contains("/lines/0/amount NOT_POSITIVE");
  }

  @Test
  void anAmountMayBeRoundedEitherWayButNotDifferByAFen() {
    assertThat(refusals(withLine(priced("0.333333", "3", 99)))).isEmpty();
    assertThat(refusals(withLine(priced("0.333333", "3", 100)))).isEmpty();
    assertThat(refusals(withLine(priced("0.333333", "3", 101))))
        .containsExactly("/lines/0/amount PRICE_TIMES_QUANTITY");
    assertThat(refusals(withLine(priced("10", "2", 1999))))
        .containsExactly("/lines/0/amount PRICE_TIMES_QUANTITY");
  }

  @Test
  void refusesNegativeQuantitiesAndTooManyDecimals() {
    assertThat(refusals(withLine(priced("1", "-1", 100))))
        .containsExactly("/lines/0/quantity NOT_POSITIVE");
    assertThat(refusals(withLine(priced("1.0000001", "1", 100))))
        .containsExactly("/lines/0/unitPrice TOO_PRECISE");
  }

  private static final LocalDate ISSUED = Documents.outpatient().issueDate();

  private static InvoiceLine servedOn(LocalDate day) {
    InvoiceLine line = Documents.line("LAB-1", FeeCategory.LABORATORY, "1.00");
    return new InvoiceLine(
        line.itemCode(),
        line.name(),
        line.category(),
        null,
        null,
        line.unitPrice(),
        line.quantity(),
        line.amount(),
        line.catalogueClass(),
        line.prepayRatio(),
        null,
        day,
        null);
  }

  private static InvoiceDraft cared(
      EncounterType type, LocalDate date, @Nullable LocalDate discharge, LocalDate served) {
    Money total = Money.parseYuan("1.00");
    var draft = Documents.draft(List.of(servedOn(served)), MoneyBlock.allCash(total), total);
    return new InvoiceDraft(
        draft.issuer(),
        draft.businessNumber(),
        draft.issuedAt(),
        draft.payer(),
        new Encounter(type, date, discharge, null, null, null),
        draft.coverage(),
        draft.diagnoses(),
        draft.lines(),
        draft.money(),
        draft.total());
  }

  @Test
  void refusesCareThatIsDatedAfterTheIssue() {
    LocalDate tomorrow = ISSUED.plusDays(1);
    assertThat(refusals(cared(EncounterType.OUTPATIENT, ISSUED, null, ISSUED))).isEmpty();
    assertThat(refusals(cared(EncounterType.INPATIENT, ISSUED, ISSUED, ISSUED))).isEmpty();
    assertThat(refusals(cared(EncounterType.OUTPATIENT, ISSUED, null, tomorrow)))
        .containsExactly("/lines/0/serviceDate CARE_AFTER_ISSUE");
    assertThat(refusals(cared(EncounterType.OUTPATIENT, tomorrow, null, ISSUED)))
        .containsExactly("/encounter/date CARE_AFTER_ISSUE");
    assertThat(refusals(cared(EncounterType.INPATIENT, ISSUED, tomorrow, ISSUED)))
        .containsExactly("/encounter/discharge CARE_AFTER_ISSUE");
  }

  @Test
  void comparesTheDaysOfCareInTheHospitalsZone() {
    var draft = cared(EncounterType.OUTPATIENT, ISSUED, null, ISSUED);
    Instant eveningBeforeInUtc = Instant.parse("2026-11-21T16:00:00Z");
    assertThat(eveningBeforeInUtc.atZone(draft.issuer().zone()).toLocalDate()).isEqualTo(ISSUED);
    assertThat(refusals(issuedAt(draft, eveningBeforeInUtc))).isEmpty();
    assertThat(refusals(issuedAt(draft, eveningBeforeInUtc.minusSeconds(1)))).hasSize(2);
  }

  private static InvoiceDraft issuedAt(InvoiceDraft draft, Instant at) {
    return new InvoiceDraft(
        draft.issuer(),
        draft.businessNumber(),
        at,
        draft.payer(),
        draft.encounter(),
        draft.coverage(),
        draft.diagnoses(),
        draft.lines(),
        draft.money(),
        draft.total());
  }

  @Test
  void refusesTextsThatCannotBePrinted() {
    var draft = Documents.outpatient();
    var odd =
        new InvoiceDraft(
            draft.issuer(),
            " ",
            draft.issuedAt(),
            new Payer("a\u0000b", null, null, null),
            draft.encounter(),
            draft.coverage(),
            draft.diagnoses(),
            draft.lines(),
            draft.money(),
            draft.total());
    assertThat(refusals(odd)).containsExactly("/businessNumber MISSING", "/payer/name MALFORMED");
  }

  @Test
  void everyCategoryIsPrintedOnEveryKindOfInvoice() {
    for (EncounterType type : EncounterType.values()) {
      for (FeeCategory category : FeeCategory.values()) {
        assertThat(FeeCategory.printOrder(type)).contains(category.printedOn(type));
      }
    }
    assertThat(FeeCategory.BED.printedOn(EncounterType.OUTPATIENT)).isEqualTo(FeeCategory.OTHER);
  }

  @Test
  void theQrTextHoldsTheFiveElements() {
    var elements =
        new FiveElements(
            Documents.ID, new CheckCode("a1b2c3"), Documents.outpatient().issueDate(), TOTAL);
    assertThat(elements.qrText()).isEqualTo("d=11060126_0000000001_a1b2c3_1260.00_20261122");
  }
}
