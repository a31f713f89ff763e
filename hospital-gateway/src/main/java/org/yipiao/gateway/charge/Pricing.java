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
      faults.add(new Fault(RefusalReason.NO_LINE, Part.LINES));
    } else if (charge.lines().size() > MAX_LINES) {
      faults.add(new Fault(RefusalReason.LINES_OVER_LIMIT, Part.LINES, MAX_LINES));
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
      return refused(RefusalReason.TOTAL_TOO_LARGE, Part.LINES);
    }
    if (charge.total() != null && charge.total().compareTo(total.toYuan()) != 0) {
      return refused(RefusalReason.TOTAL_IS_NOT_THE_SUM, Part.TOTAL, total.toYuanString());
    }
    if (charge.payments().isEmpty()) {
      paid.put(Payment.Fund.CASH, total);
    } else if (!received.equals(total)) {
      return refused(
          RefusalReason.PAYMENTS_ARE_NOT_THE_SUM,
          Part.PAYMENTS,
          received.toYuanString(),
          total.toYuanString());
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

  private static Priced refused(RefusalReason reason, Part part, Object... parameters) {
    return new Priced.Refused(List.of(new Fault(reason, part, parameters)));
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
      faults.add(fault(RefusalReason.PRODUCT_TOO_LARGE, Part.LINE_QUANTITY, index));
      return null;
    }
    if (product.signum() == 0) {
      Part cause = item.unitPrice().signum() == 0 ? Part.LINE_ITEM : Part.LINE_QUANTITY;
      faults.add(fault(RefusalReason.PRODUCT_BELOW_HALF_A_FEN, cause, index));
      return null;
    }
    Money computed = Money.ofYuanExact(product);
    if (stated != null && !stated.equals(computed)) {
      faults.add(
          fault(
              RefusalReason.AMOUNT_IS_NOT_THE_PRODUCT,
              Part.LINE_AMOUNT,
              index,
              stated.toYuanString(),
              computed.toYuanString()));
      return null;
    }
    return new PricedCharge.Line(line, item, quantity, computed);
  }

  private @Nullable Item item(ChargeLine line, int index, List<Fault> faults) {
    return switch (items.find(line.itemCode(), line.serviceDate())) {
      case ItemTable.Found.Priced(Item item) -> item;
      case ItemTable.Found.Unknown() -> {
        faults.add(fault(RefusalReason.ITEM_NOT_IN_TABLE, Part.LINE_ITEM, index));
        yield null;
      }
      case ItemTable.Found.NotValidOnDate() -> {
        faults.add(fault(RefusalReason.NO_PRICE_ON_DAY, Part.LINE_ITEM, index, line.serviceDate()));
        yield null;
      }
    };
  }

  private static @Nullable BigDecimal quantity(ChargeLine line, int index, List<Fault> faults) {
    BigDecimal quantity = line.quantity() == null ? BigDecimal.ONE : line.quantity();
    if (quantity.signum() <= 0) {
      faults.add(fault(RefusalReason.QUANTITY_NOT_ABOVE_ZERO, Part.LINE_QUANTITY, index));
      return null;
    }
    if (quantity.compareTo(MAX_QUANTITY) > 0 || decimals(quantity) > MAX_QUANTITY_DECIMALS) {
      faults.add(
          fault(
              RefusalReason.QUANTITY_TOO_LONG,
              Part.LINE_QUANTITY,
              index,
              MAX_QUANTITY,
              MAX_QUANTITY_DECIMALS));
      return null;
    }
    return quantity;
  }

  private static @Nullable Money stated(BigDecimal yuan, int index, List<Fault> faults) {
    return amount(yuan, Place.of(Part.LINE_AMOUNT, index), faults);
  }

  private static @Nullable Money amount(BigDecimal yuan, Place place, List<Fault> faults) {
    if (yuan.signum() <= 0) {
      faults.add(new Fault(RefusalReason.AMOUNT_NOT_ABOVE_ZERO, place));
    } else if (yuan.compareTo(MAX_YUAN) > 0) {
      faults.add(new Fault(RefusalReason.ABOVE_LARGEST_AMOUNT, place, MAX_YUAN));
    } else if (decimals(yuan) > 2) {
      faults.add(new Fault(RefusalReason.PART_OF_A_FEN, place));
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
        faults.add(new Fault(RefusalReason.PAYMENTS_TOO_LARGE, place));
      }
    }
    return paid;
  }

  private static Fault unitPriceFault(BigDecimal unitPrice, Item item, int index) {
    if (unitPrice.signum() <= 0) {
      return fault(RefusalReason.PRICE_NOT_ABOVE_ZERO, Part.LINE_UNIT_PRICE, index);
    }
    if (unitPrice.compareTo(MAX_YUAN) > 0) {
      return fault(RefusalReason.ABOVE_LARGEST_AMOUNT, Part.LINE_UNIT_PRICE, index, MAX_YUAN);
    }
    if (decimals(unitPrice) > MAX_PRICE_DECIMALS) {
      return fault(
          RefusalReason.TOO_MANY_PRICE_DECIMALS, Part.LINE_UNIT_PRICE, index, MAX_PRICE_DECIMALS);
    }
    return fault(
        RefusalReason.PRICE_IS_NOT_THE_TABLES, Part.LINE_UNIT_PRICE, index, item.unitPrice());
  }

  private static int decimals(BigDecimal number) {
    return Math.max(0, number.stripTrailingZeros().scale());
  }

  private static Fault fault(RefusalReason reason, Part part, int index, Object... parameters) {
    return new Fault(reason, Place.of(part, index), parameters);
  }
}
