package org.yipiao.invoice.document;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.money.Money;

/**
 * The rules of an invoice's content. Those that must hold refuse the draft and name every field;
 * those that fail on real bills warn.
 *
 * <ul>
 *   <li>total = fund + other + account + cash: must hold
 *   <li>sum of lines = sum of categories = total, in fen: must hold
 *   <li>every line's amount is above 0 and differs from price × quantity by less than one fen, so
 *       that a hospital may round either way: must hold
 *   <li>no day of care is later than the issue date, in the hospital's zone: must hold
 *   <li>account + cash = self-pay + own expense: warns
 * </ul>
 */
public final class DraftChecks {

  /** How many lines a document holds at most. */
  public static final int MAX_LINES = 1_000;

  /** How many diagnoses a document holds at most. */
  public static final int MAX_DIAGNOSES = 50;

  private static final BigDecimal MAX_PRICE_YUAN = BigDecimal.valueOf(Money.MAX_FEN, 2);
  private static final int MAX_DECIMALS = 6;
  private static final int LONG_TEXT = 200;
  private static final int SHORT_TEXT = 64;

  private final InvoiceDraft draft;
  private final List<FieldRefusal> refusals = new ArrayList<>();

  private DraftChecks(InvoiceDraft draft) {
    this.draft = draft;
  }

  /** Checks every rule and answers with all the fields that fail, not with the first. */
  public static DraftOutcome check(InvoiceDraft draft) {
    return new DraftChecks(draft).run();
  }

  private DraftOutcome run() {
    texts();
    encounter();
    sums();
    for (int i = 0; i < draft.lines().size(); i++) {
      line("/lines/" + i, draft.lines().get(i));
    }
    return refusals.isEmpty()
        ? new DraftOutcome.Accepted(new CheckedDraft(draft), warnings())
        : new DraftOutcome.Refused(refusals);
  }

  private void texts() {
    required("/businessNumber", draft.businessNumber(), SHORT_TEXT * 2);
    required("/payer/name", draft.payer().name(), LONG_TEXT);
    optional("/payer/phone", draft.payer().phone(), SHORT_TEXT);
    optional("/payer/medicalRecordNumber", draft.payer().medicalRecordNumber(), SHORT_TEXT);
    if (draft.diagnoses().size() > MAX_DIAGNOSES) {
      refuse("/diagnoses", DraftFault.TOO_MANY);
    }
    for (int i = 0; i < draft.diagnoses().size(); i++) {
      Diagnosis diagnosis = draft.diagnoses().get(i);
      required("/diagnoses/" + i + "/code", diagnosis.code(), SHORT_TEXT);
      required("/diagnoses/" + i + "/system", diagnosis.system(), SHORT_TEXT);
      optional("/diagnoses/" + i + "/text", diagnosis.text(), LONG_TEXT);
    }
  }

  private void encounter() {
    Encounter encounter = draft.encounter();
    optional("/encounter/department", encounter.department(), LONG_TEXT);
    optional("/encounter/visitNumber", encounter.visitNumber(), SHORT_TEXT);
    optional("/encounter/facilityType", encounter.facilityType(), LONG_TEXT);
    notAfterIssue("/encounter/date", encounter.date());
    if (encounter.discharge() == null) {
      return;
    }
    if (encounter.type() == EncounterType.OUTPATIENT) {
      refuse("/encounter/discharge", DraftFault.DISCHARGE_OF_A_VISIT);
    } else if (encounter.discharge().isBefore(encounter.date())) {
      refuse("/encounter/discharge", DraftFault.DISCHARGE_BEFORE_ADMISSION);
    } else {
      notAfterIssue("/encounter/discharge", encounter.discharge());
    }
  }

  /** The day of care chooses the benefit year: one still to come would evade this year's caps. */
  private void notAfterIssue(String pointer, LocalDate day) {
    if (day.isAfter(draft.issueDate())) {
      refuse(pointer, DraftFault.CARE_AFTER_ISSUE);
    }
  }

  private void sums() {
    if (!draft.total().isPositive()) {
      refuse("/total", DraftFault.NOT_POSITIVE);
    }
    if (draft.lines().isEmpty()) {
      refuse("/lines", DraftFault.MISSING);
    } else if (draft.lines().size() > MAX_LINES) {
      refuse("/lines", DraftFault.TOO_MANY);
    } else {
      long lines = draft.lines().stream().mapToLong(line -> line.amount().fen()).sum();
      sum("/lines", DraftFault.LINES_DO_NOT_SUM_TO_TOTAL, lines);
    }
    MoneyBlock money = draft.money();
    long paid =
        money.fundPay().fen()
            + money.otherPay().fen()
            + money.accountPay().fen()
            + money.cashPay().fen();
    sum("/money", DraftFault.PAYMENTS_DO_NOT_SUM_TO_TOTAL, paid);
    if (draft.encounter().type() == EncounterType.OUTPATIENT) {
      inpatientOnly("/money/prepaid", money.prepaid());
      inpatientOnly("/money/toppedUp", money.toppedUp());
      inpatientOnly("/money/refunded", money.refunded());
    }
  }

  private void sum(String pointer, DraftFault fault, long fen) {
    if (fen != draft.total().fen()) {
      refusals.add(FieldRefusal.of(pointer, fault, fen, draft.total().fen()));
    }
  }

  private void inpatientOnly(String pointer, @Nullable Money amount) {
    if (amount != null && amount.isPositive()) {
      refuse(pointer, DraftFault.INPATIENT_ONLY);
    }
  }

  private void line(String pointer, InvoiceLine line) {
    required(pointer + "/itemCode", line.itemCode(), SHORT_TEXT);
    required(pointer + "/name", line.name(), LONG_TEXT);
    optional(pointer + "/unit", line.unit(), SHORT_TEXT);
    optional(pointer + "/specification", line.specification(), LONG_TEXT);
    optional(pointer + "/traceCode", line.traceCode(), SHORT_TEXT);
    notAfterIssue(pointer + "/serviceDate", line.serviceDate());
    if (line.prepayRatio().signum() < 0 || line.prepayRatio().compareTo(BigDecimal.ONE) > 0) {
      refuse(pointer + "/prepayRatio", DraftFault.OUT_OF_RANGE);
    } else if (decimals(line.prepayRatio()) > MAX_DECIMALS) {
      refuse(pointer + "/prepayRatio", DraftFault.TOO_PRECISE);
    }
    if (line.priceCap() != null) {
      number(pointer + "/priceCap", line.priceCap());
    }
    boolean priceHolds = number(pointer + "/unitPrice", line.unitPrice());
    boolean quantityHolds = number(pointer + "/quantity", line.quantity());
    if (!line.amount().isPositive()) {
      refuse(pointer + "/amount", DraftFault.NOT_POSITIVE);
    } else if (priceHolds && quantityHolds) {
      BigDecimal exactFen = line.unitPrice().multiply(line.quantity()).movePointRight(2);
      BigDecimal difference = exactFen.subtract(BigDecimal.valueOf(line.amount().fen())).abs();
      if (difference.compareTo(BigDecimal.ONE) >= 0) {
        refuse(pointer + "/amount", DraftFault.PRICE_TIMES_QUANTITY);
      }
    }
  }

  private boolean number(String pointer, BigDecimal value) {
    if (value.signum() <= 0) {
      refuse(pointer, DraftFault.NOT_POSITIVE);
    } else if (value.compareTo(MAX_PRICE_YUAN) > 0) {
      refuse(pointer, DraftFault.OUT_OF_RANGE);
    } else if (decimals(value) > MAX_DECIMALS) {
      refuse(pointer, DraftFault.TOO_PRECISE);
    } else {
      return true;
    }
    return false;
  }

  private static int decimals(BigDecimal value) {
    return value.signum() == 0 ? 0 : value.stripTrailingZeros().scale();
  }

  private List<DraftWarning> warnings() {
    var warnings = new ArrayList<DraftWarning>();
    MoneyBlock money = draft.money();
    if (money.selfPay() != null
        && money.ownExpense() != null
        && money.selfPay().fen() + money.ownExpense().fen() != money.claimable().fen()) {
      warnings.add(DraftWarning.PERSONAL_PARTS_DIFFER);
    }
    EncounterType type = draft.encounter().type();
    if (draft.lines().stream()
        .anyMatch(line -> line.category().printedOn(type) != line.category())) {
      warnings.add(DraftWarning.CATEGORY_PRINTED_AS_OTHER);
    }
    if (money.prepaid() != null || money.toppedUp() != null || money.refunded() != null) {
      long deposits = fen(money.prepaid()) + fen(money.toppedUp()) - fen(money.refunded());
      if (deposits != money.cashPay().fen()) {
        warnings.add(DraftWarning.DEPOSITS_DIFFER);
      }
    }
    return warnings;
  }

  private static long fen(@Nullable Money amount) {
    return amount == null ? 0 : amount.fen();
  }

  private void required(String pointer, String text, int maxLength) {
    if (text.isBlank()) {
      refuse(pointer, DraftFault.MISSING);
    } else {
      optional(pointer, text, maxLength);
    }
  }

  private void optional(String pointer, @Nullable String text, int maxLength) {
    if (text == null) {
      return;
    }
    if (text.isBlank()) {
      refuse(pointer, DraftFault.MISSING);
    } else if (text.length() > maxLength) {
      refuse(pointer, DraftFault.TOO_LONG);
    } else if (text.chars().anyMatch(Character::isISOControl) || unpairedSurrogate(text)) {
      refuse(pointer, DraftFault.MALFORMED);
    }
  }

  private static boolean unpairedSurrogate(String text) {
    return text.codePoints().anyMatch(point -> point >= 0xd800 && point <= 0xdfff);
  }

  private void refuse(String pointer, DraftFault fault) {
    refusals.add(FieldRefusal.of(pointer, fault));
  }
}
