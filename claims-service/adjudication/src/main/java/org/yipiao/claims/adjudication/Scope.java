package org.yipiao.claims.adjudication;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.yipiao.claims.adjudication.plan.Catalogue;
import org.yipiao.claims.adjudication.plan.CatalogueClass;
import org.yipiao.claims.adjudication.plan.CatalogueEntry;
import org.yipiao.platform.money.Money;

/**
 * How a bill divides: own expense (class C), above the cap, prepaid share, in scope. Exact in yuan
 * but for {@code inScope}, which is rounded once over the whole bill (HALF_UP, the first of the two
 * rounding points); {@code prepay} takes the remainder, so the four always add up to the total.
 */
record Scope(BigDecimal ownExpense, BigDecimal overLimit, BigDecimal prepay, Money inScope) {

  /** Own expense and what lies above caps: what a policy on 自付 does not look at. */
  BigDecimal outOfCatalogue() {
    return ownExpense.add(overLimit);
  }

  /** An item that the plan leaves to a person. */
  static final class UnlistedItemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnlistedItemException() {
      super("item not in the payer's catalogue", null, false, false);
    }
  }

  static Scope of(AdjudicationCase input, TraceRecorder trace) {
    BigDecimal own = BigDecimal.ZERO;
    BigDecimal over = BigDecimal.ZERO;
    BigDecimal inScope = BigDecimal.ZERO;
    for (int i = 0; i < input.lines().size(); i++) {
      Split split = split(i + 1, input.lines().get(i), input, trace);
      own = own.add(split.own());
      over = over.add(split.over());
      inScope = inScope.add(split.inScope());
    }
    Money rounded = Money.ofYuan(inScope, RoundingMode.HALF_UP);
    BigDecimal total = input.payments().total().toYuan();
    BigDecimal prepay = total.subtract(own).subtract(over).subtract(rounded.toYuan());
    trace
        .step(TraceStep.SCOPE_TOTAL)
        .amount("medfee_sumamt", total)
        .amount("fulamt_ownpay_amt", own)
        .amount("overlmt_selfpay", over)
        .amount("preselfpay_amt", prepay)
        .amount("inscp_scp_exact", inScope)
        .amount("inscp_scp_amt", rounded)
        .add();
    return new Scope(own, over, prepay, rounded);
  }

  private record Split(BigDecimal own, BigDecimal over, BigDecimal inScope) {}

  private static Split split(
      int number, CaseLine line, AdjudicationCase input, TraceRecorder trace) {
    CatalogueEntry entry = entry(number, line, input, trace);
    BigDecimal amount = line.amount().toYuan();
    BigDecimal over = BigDecimal.ZERO;
    BigDecimal prepay = BigDecimal.ZERO;
    BigDecimal own = BigDecimal.ZERO;
    if (entry.catalogueClass() == CatalogueClass.C) {
      own = amount;
    } else {
      if (entry.priceCap() != null) {
        over = amount.subtract(entry.priceCap().multiply(line.quantity())).max(BigDecimal.ZERO);
      }
      prepay = entry.prepayRatio().multiply(amount.subtract(over));
    }
    BigDecimal inScope = amount.subtract(own).subtract(over).subtract(prepay);
    trace
        .step(TraceStep.LINE_SPLIT)
        .with("line", number)
        .with("itemCode", line.itemCode())
        .with("class", entry.catalogueClass())
        .ratio("prepayRatio", entry.prepayRatio())
        .amount("medfee_sumamt", amount)
        .amount("fulamt_ownpay_amt", own)
        .amount("overlmt_selfpay", over)
        .amount("preselfpay_amt", prepay)
        .amount("inscp_scp_amt", inScope)
        .add();
    return new Split(own, over, inScope);
  }

  private static CatalogueEntry entry(
      int number, CaseLine line, AdjudicationCase input, TraceRecorder trace) {
    Catalogue catalogue = input.plan().header().catalogue();
    CatalogueEntry printed =
        new CatalogueEntry(
            line.itemCode(),
            null,
            line.printedClass(),
            line.printedClass() == CatalogueClass.B ? line.printedPrepayRatio() : BigDecimal.ZERO,
            line.printedCap(),
            null,
            null);
    Optional<CatalogueEntry> listed =
        catalogue.find(line.itemCode(), input.care().region(), line.serviceDate());
    if (listed.isPresent()) {
      if (differs(listed.get(), printed)) {
        differences(number, line, printed, listed.get(), trace);
      }
      return listed.get();
    }
    trace
        .step(TraceStep.LINE_UNLISTED)
        .with("line", number)
        .with("itemCode", line.itemCode())
        .with("treatment", catalogue.unlisted())
        .add();
    return switch (catalogue.unlisted()) {
      case AS_PRINTED -> printed;
      case OUT_OF_SCOPE ->
          new CatalogueEntry(
              line.itemCode(), null, CatalogueClass.C, BigDecimal.ZERO, null, null, null);
      case REVIEW -> throw new UnlistedItemException();
    };
  }

  private static boolean differs(CatalogueEntry one, CatalogueEntry other) {
    return one.catalogueClass() != other.catalogueClass()
        || one.prepayRatio().compareTo(other.prepayRatio()) != 0
        || (one.priceCap() == null
            ? other.priceCap() != null
            : other.priceCap() == null || one.priceCap().compareTo(other.priceCap()) != 0);
  }

  private static void differences(
      int number,
      CaseLine line,
      CatalogueEntry printed,
      CatalogueEntry listed,
      TraceRecorder trace) {
    var step =
        trace
            .step(TraceStep.LINE_CATALOGUE_DIFFERS)
            .with("line", number)
            .with("itemCode", line.itemCode())
            .with("printedClass", printed.catalogueClass())
            .with("class", listed.catalogueClass())
            .ratio("printedPrepayRatio", printed.prepayRatio())
            .ratio("prepayRatio", listed.prepayRatio());
    if (printed.priceCap() != null) {
      step.amount("printedPriceCap", printed.priceCap());
    }
    if (listed.priceCap() != null) {
      step.amount("priceCap", listed.priceCap());
    }
    step.add();
  }
}
