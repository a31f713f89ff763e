package org.yipiao.invoice.document;

import java.util.EnumMap;
import java.util.List;
import org.yipiao.platform.money.Money;

/** What one fee category sums to on an invoice. */
public record CategoryAmount(FeeCategory category, Money amount) {

  /**
   * The categories that occur in the lines, in print order.
   *
   * @throws ArithmeticException when a sum leaves the range of {@link Money}
   */
  public static List<CategoryAmount> of(EncounterType type, List<InvoiceLine> lines) {
    var sums = new EnumMap<FeeCategory, Money>(FeeCategory.class);
    for (InvoiceLine line : lines) {
      sums.merge(line.category().printedOn(type), line.amount(), Money::plus);
    }
    return FeeCategory.printOrder(type).stream()
        .filter(sums::containsKey)
        .map(category -> new CategoryAmount(category, sums.getOrDefault(category, Money.ZERO)))
        .toList();
  }
}
