package org.yipiao.gateway.charge;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yipiao.gateway.charge.Place.Part;
import org.yipiao.gateway.item.Item;
import org.yipiao.gateway.item.ItemTable;
import org.yipiao.platform.money.Money;

/**
 * Settles the amounts of a bill. A line's amount is the stated one, else unit price × quantity,
 * else the item table's price × quantity; whatever is stated twice must agree to the fen. A product
 * is rounded half up to whole fen, per line: that is what the line prints.
 */
final class Pricing {

  static final int MAX_LINES = 1_000;

  private static final BigDecimal MAX_YUAN = new Money(Money.MAX_FEN).toYuan();
  private static final BigDecimal MAX_QUANTITY = new BigDecimal("999999999");
  private static final int MAX_QUANTITY_DECIMALS = 6;
  private static final int MAX_PRICE_DECIMALS = 6;

  private final ItemTable items;

  Pricing(ItemTable items) {
    this.items = items;
  }

  /** What pricing says of a bill. */
  sealed interface Priced {

    /** Everything agrees. */
    record Agreed(PricedCharge charge) implements Priced {}

    /** At least one fault, in the order of the bill. */
    record Refused(List<Fault> faults) implements Priced {}
  }

  Priced price(Charge charge) {
    List<Fault> faults = new ArrayList<>();
    if (charge.lines().isEmpty()) {
      faults.add(new Fault(RefusalCode.FIELD_MISSING, Part.LINES, "a bill has at least one line"));
    } else if (charge.lines().size() > MAX_LINES) {
      faults.add(
          new Fault(RefusalCode.TOO_MANY_LINES, Part.LINES, "more than " + MAX_LINES + " lines"));
    }
    if (!faults.isEmpty()) {
      return new Priced.Refused(faults);
    }
    List<PricedCharge.Line> lines = new ArrayList<>(charge.lines().size());
    for (int i = 0; i < charge.lines().size(); i++) {
      PricedCharge.Line line = line(charge.lines().get(i), i, faults);
      if (line != null) {
        lines.add(line);
      }
    }
    Map<Payment.Fund, Money> paid = payments(charge.payments(), faults);
    if (!faults.isEmpty()) {
      return new Priced.Refused(faults);
    }
    return sum(charge, lines, paid);
  }

  private static Priced sum(
      Charge charge, List<PricedCharge.Line> lines, Map<Payment.Fund, Money> paid) {
    Money total;
    Money received;
    try {
      total = Money.sum(lines.stream().map(PricedCharge.Line::amount).toList());
      received = Money.sum(paid.values());
    } catch (ArithmeticException e) {
      return refused(RefusalCode.AMOUNT_TOO_LARGE, Part.LINES, "the bill's sum is too large");
    }
    if (charge.total() != null && charge.total().compareTo(total.toYuan()) != 0) {
      return refused(
          RefusalCode.TOTAL_DISAGREES, Part.TOTAL, "the lines sum to " + total.toYuanString());
    }
    if (charge.payments().isEmpty()) {
      paid.put(Payment.Fund.CASH, total);
    } else if (!received.equals(total)) {
      return refused(
          RefusalCode.PAYMENTS_DISAGREE,
          Part.PAYMENTS,
          "payments sum to " + received.toYuanString() + ", lines to " + total.toYuanString());
    }
    return new Priced.Agreed(
        new PricedCharge(
            charge,
            List.copyOf(lines),
            total,
            paid.getOrDefault(Payment.Fund.FUND, Money.ZERO),
            paid.getOrDefault(Payment.Fund.OTHER, Money.ZERO),
            paid.getOrDefault(Payment.Fund.ACCOUNT, Money.ZERO),
            paid.getOrDefault(Payment.Fund.CASH, Money.ZERO)));
  }

  private static Priced refused(RefusalCode code, Part part, String reason) {
    return new Priced.Refused(List.of(new Fault(code, part, reason)));
  }

  private PricedCharge.@Nullable Line line(ChargeLine line, int index, List<Fault> faults) {
    Item item = item(line, index, faults);
    BigDecimal quantity = quantity(line, index, faults);
    Money stated = line.amount() == null ? null : stated(line.amount(), index, faults);
    if (item == null || quantity == null || (line.amount() != null && stated == null)) {
      return null;
    }
    BigDecimal unitPrice = line.unitPrice();
    if (unitPrice != null && unitPrice.compareTo(item.unitPrice()) != 0) {
      faults.add(unitPriceFault(unitPrice, item, index));
      return null;
    }
    BigDecimal product = item.unitPrice().multiply(quantity).setScale(2, RoundingMode.HALF_UP);
    if (product.compareTo(MAX_YUAN) > 0) {
      faults.add(
          fault(RefusalCode.AMOUNT_TOO_LARGE, Part.LINE_QUANTITY, index, "price × quantity"));
      return null;
    }
    if (product.signum() == 0) {
      faults.add(
          fault(
              RefusalCode.AMOUNT_NOT_POSITIVE,
              Part.LINE_QUANTITY,
              index,
              "price × quantity is less than half a fen"));
      return null;
    }
    Money computed = Money.ofYuanExact(product);
    if (stated != null && !stated.equals(computed)) {
      faults.add(
          fault(
              RefusalCode.AMOUNT_DISAGREES,
              Part.LINE_AMOUNT,
              index,
              "the amount is stated as "
                  + stated.toYuanString()
                  + ", price × quantity is "
                  + computed.toYuanString()));
      return null;
    }
    return new PricedCharge.Line(line, item, quantity, computed);
  }

  private @Nullable Item item(ChargeLine line, int index, List<Fault> faults) {
    return switch (items.find(line.itemCode(), line.serviceDate())) {
      case ItemTable.Found.Priced(Item item) -> item;
      case ItemTable.Found.Unknown() -> {
        faults.add(
            fault(
                RefusalCode.ITEM_UNKNOWN, Part.LINE_ITEM, index, "code is not in the item table"));
        yield null;
      }
      case ItemTable.Found.NotValidOnDate() -> {
        faults.add(
            fault(
                RefusalCode.ITEM_NOT_VALID_ON_DATE,
                Part.LINE_ITEM,
                index,
                "code has no price on " + line.serviceDate()));
        yield null;
      }
    };
  }

  private static @Nullable BigDecimal quantity(ChargeLine line, int index, List<Fault> faults) {
    BigDecimal quantity = line.quantity() == null ? BigDecimal.ONE : line.quantity();
    if (quantity.signum() <= 0) {
      faults.add(
          fault(
              RefusalCode.QUANTITY_NOT_POSITIVE,
              Part.LINE_QUANTITY,
              index,
              "a quantity is more than 0"));
      return null;
    }
    if (quantity.compareTo(MAX_QUANTITY) > 0 || decimals(quantity) > MAX_QUANTITY_DECIMALS) {
      faults.add(
          fault(
              RefusalCode.VALUE_TOO_LONG,
              Part.LINE_QUANTITY,
              index,
              "at most 9 digits and " + MAX_QUANTITY_DECIMALS + " decimals"));
      return null;
    }
    return quantity;
  }

  private static @Nullable Money stated(BigDecimal yuan, int index, List<Fault> faults) {
    return amount(yuan, Place.of(Part.LINE_AMOUNT, index), faults);
  }

  private static @Nullable Money amount(BigDecimal yuan, Place place, List<Fault> faults) {
    if (yuan.signum() <= 0) {
      faults.add(new Fault(RefusalCode.AMOUNT_NOT_POSITIVE, place, "an amount is more than 0"));
    } else if (yuan.compareTo(MAX_YUAN) > 0) {
      faults.add(
          new Fault(RefusalCode.AMOUNT_TOO_LARGE, place, "more than " + MAX_YUAN.toPlainString()));
    } else if (decimals(yuan) > 2) {
      faults.add(new Fault(RefusalCode.VALUE_MALFORMED, place, "an amount has whole fen"));
    } else {
      return Money.ofYuanExact(yuan);
    }
    return null;
  }

  private static Map<Payment.Fund, Money> payments(List<Payment> payments, List<Fault> faults) {
    Map<Payment.Fund, Money> paid = new EnumMap<>(Payment.Fund.class);
    for (int i = 0; i < payments.size(); i++) {
      Payment payment = payments.get(i);
      Place place = Place.of(Part.PAYMENT_AMOUNT, i);
      Money amount = amount(payment.amount(), place, faults);
      if (amount == null) {
        continue;
      }
      try {
        paid.merge(payment.fund(), amount, Money::plus);
      } catch (ArithmeticException e) {
        faults.add(new Fault(RefusalCode.AMOUNT_TOO_LARGE, place, "the payments' sum"));
      }
    }
    return paid;
  }

  private static Fault unitPriceFault(BigDecimal unitPrice, Item item, int index) {
    if (unitPrice.signum() <= 0) {
      return fault(
          RefusalCode.AMOUNT_NOT_POSITIVE, Part.LINE_UNIT_PRICE, index, "a price is more than 0");
    }
    if (unitPrice.compareTo(MAX_YUAN) > 0) {
      return fault(
          RefusalCode.AMOUNT_TOO_LARGE,
          Part.LINE_UNIT_PRICE,
          index,
          "more than " + MAX_YUAN.toPlainString());
    }
    if (decimals(unitPrice) > MAX_PRICE_DECIMALS) {
      return fault(
          RefusalCode.VALUE_MALFORMED, Part.LINE_UNIT_PRICE, index, "a price has 6 decimals");
    }
    return fault(
        RefusalCode.AMOUNT_DISAGREES,
        Part.LINE_UNIT_PRICE,
        index,
        "the item table's price is " + item.unitPrice().toPlainString());
  }

  private static int decimals(BigDecimal number) {
    return Math.max(0, number.stripTrailingZeros().scale());
  }

  private static Fault fault(RefusalCode code, Part part, int index, String reason) {
    return new Fault(code, Place.of(part, index), reason);
  }
}
