package org.yipiao.gateway.charge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yipiao.gateway.charge.Place.Part;
import org.yipiao.gateway.item.Item;
import org.yipiao.gateway.item.ItemTable;
import org.yipiao.invoice.document.CheckedDraft;
import org.yipiao.invoice.document.CoverageType;
import org.yipiao.invoice.document.DraftChecks;
import org.yipiao.invoice.document.DraftOutcome;
import org.yipiao.invoice.document.FieldRefusal;
import org.yipiao.invoice.document.InvoiceDraft;
import org.yipiao.invoice.document.InvoiceLine;
import org.yipiao.invoice.document.Issuer;
import org.yipiao.invoice.document.MoneyBlock;

/** Turns a bill into a draft of its invoice: prices settled, every rule of the document checked. */
final class Drafting {

  private final Issuer issuer;
  private final Pricing pricing;
  private final CoverageAliases aliases;

  Drafting(Issuer issuer, ItemTable items, Map<String, CoverageType> ownAliases) {
    this.issuer = issuer;
    this.pricing = new Pricing(items);
    this.aliases = new CoverageAliases(ownAliases);
  }

  /** What drafting says of a bill. */
  sealed interface Drafted {

    record Ready(CheckedDraft draft) implements Drafted {}

    /** At least one fault, in the order of the bill. */
    record Refused(List<Fault> faults) implements Drafted {}
  }

  Drafted draft(Charge charge, Instant now) {
    return switch (pricing.price(charge)) {
      case Pricing.Priced.Refused(List<Fault> faults) -> new Drafted.Refused(faults);
      case Pricing.Priced.Agreed(PricedCharge priced) -> check(draft(priced, now));
    };
  }

  private InvoiceDraft draft(PricedCharge priced, Instant now) {
    Charge charge = priced.charge();
    List<InvoiceLine> lines = new ArrayList<>(priced.lines().size());
    for (PricedCharge.Line line : priced.lines()) {
      Item item = line.item();
      lines.add(
          new InvoiceLine(
              item.code(),
              item.name(),
              item.category(),
              item.unit(),
              null,
              item.unitPrice(),
              line.quantity(),
              line.amount(),
              item.catalogueClass(),
              item.prepayRatio(),
              item.priceCap(),
              line.line().serviceDate(),
              line.line().traceCode()));
    }
    return new InvoiceDraft(
        issuer,
        charge.businessNumber(),
        now,
        charge.payer(),
        charge.encounter(),
        aliases.type(charge.coverageType()),
        charge.diagnoses(),
        lines,
        MoneyBlock.of(priced.fundPay(), priced.otherPay(), priced.accountPay(), priced.cashPay()),
        priced.total());
  }

  private static Drafted check(InvoiceDraft draft) {
    return switch (DraftChecks.check(draft)) {
      case DraftOutcome.Accepted accepted -> new Drafted.Ready(accepted.draft());
      case DraftOutcome.Refused(List<FieldRefusal> refusals) ->
          new Drafted.Refused(refusals.stream().map(Drafting::fault).toList());
    };
  }

  private static Fault fault(FieldRefusal refusal) {
    RefusalCode code =
        switch (refusal.fault()) {
          case MISSING -> RefusalCode.FIELD_MISSING;
          case TOO_LONG, TOO_MANY -> RefusalCode.VALUE_TOO_LONG;
          case MALFORMED, TOO_PRECISE, OUT_OF_RANGE -> RefusalCode.VALUE_MALFORMED;
          case DISCHARGE_BEFORE_ADMISSION, DISCHARGE_OF_A_VISIT -> RefusalCode.VALUE_MALFORMED;
          case CARE_AFTER_ISSUE -> RefusalCode.CARE_AFTER_ISSUE;
          case NOT_POSITIVE -> RefusalCode.AMOUNT_NOT_POSITIVE;
          case PRICE_TIMES_QUANTITY -> RefusalCode.AMOUNT_DISAGREES;
          case LINES_DO_NOT_SUM_TO_TOTAL, CATEGORIES_DO_NOT_SUM_TO_TOTAL ->
              RefusalCode.TOTAL_DISAGREES;
          case PAYMENTS_DO_NOT_SUM_TO_TOTAL -> RefusalCode.PAYMENTS_DISAGREE;
          case INPATIENT_ONLY -> RefusalCode.DOCUMENT_REFUSED;
        };
    return new Fault(code, place(refusal.pointer()), refusal.reason());
  }

  /** The part of the bill that a field of the draft came from. */
  private static Place place(String pointer) {
    String[] steps = pointer.substring(1).split("/", -1);
    int index = steps.length > 1 && steps[1].matches("[0-9]{1,6}") ? Integer.parseInt(steps[1]) : 0;
    String last = steps[steps.length - 1];
    return switch (steps[0]) {
      case "businessNumber" -> Place.of(Part.BUSINESS_NUMBER);
      case "payer" ->
          Place.of(
              switch (last) {
                case "name" -> Part.PAYER_NAME;
                case "phone" -> Part.PAYER_PHONE;
                case "medicalRecordNumber" -> Part.PAYER_RECORD_NUMBER;
                default -> Part.PAYER_DOCUMENT;
              });
      case "encounter" ->
          Place.of(
              switch (last) {
                case "discharge" -> Part.DISCHARGE;
                case "department" -> Part.DEPARTMENT;
                case "visitNumber" -> Part.VISIT_NUMBER;
                default -> Part.ENCOUNTER_DATE;
              });
      case "diagnoses" -> Place.of(Part.DIAGNOSIS, index);
      case "lines" -> steps.length == 1 ? Place.of(Part.LINES) : line(last, index);
      case "money" -> Place.of(Part.PAYMENTS);
      case "total" -> Place.of(Part.TOTAL);
      default -> Place.of(Part.CHARGE);
    };
  }

  private static Place line(String field, int index) {
    return Place.of(
        switch (field) {
          case "quantity" -> Part.LINE_QUANTITY;
          case "amount" -> Part.LINE_AMOUNT;
          case "unitPrice" -> Part.LINE_UNIT_PRICE;
          case "serviceDate" -> Part.LINE_SERVICE_DATE;
          default -> Part.LINE_ITEM;
        },
        index);
  }
}
