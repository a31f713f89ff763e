package org.yipiao.gateway.charge;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yipiao.gateway.Messages;
import org.yipiao.gateway.item.Item;
import org.yipiao.gateway.item.ItemTable;
import org.yipiao.invoice.document.CatalogueClass;
import org.yipiao.invoice.document.FeeCategory;
import org.yipiao.platform.seeds.Seeds;

class PricingPropertyTest {

  private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
  private final long seed = Seeds.of(this);
  private final Random random = new Random(seed);

  @Test
  void linesPaymentsAndTotalAgreeToTheFenAndOneFenOffIsRefused() {
    for (int round = 0; round < 500; round++) {
      Bill bill = bill();
      long total = bill.total();
      Pricing pricing = new Pricing(ItemTable.of(bill.items()));
      Map<Payment.Fund, Long> paid = parts(total);

      assertThat(pricing.price(charge(bill, total, paid)))
          .as("seed %d", seed)
          .isInstanceOfSatisfying(
              Pricing.Priced.Agreed.class,
              agreed -> {
                PricedCharge priced = agreed.charge();
                assertThat(parts(priced)).isEqualTo(paid);
                assertThat(priced.total().fen()).isEqualTo(total);
                assertThat(priced.lines().stream().mapToLong(l -> l.amount().fen()).sum())
                    .isEqualTo(total);
              });
      assertThat(pricing.price(charge(bill, total + 1, paid)))
          .as("seed %d, a fen more in all", seed)
          .isInstanceOf(Pricing.Priced.Refused.class);
      Payment.Fund fund = List.copyOf(paid.keySet()).get(random.nextInt(paid.size()));
      paid.merge(fund, 1L, Long::sum);
      assertThat(pricing.price(charge(bill, total, paid)))
          .as("seed %d, a fen more of %s", seed, fund)
          .isInstanceOf(Pricing.Priced.Refused.class);
    }
  }

  /** Lines, each of an item of its own, and what they sum to in fen. */
  private record Bill(List<Item> items, List<ChargeLine> lines, long total) {}

  private Bill bill() {
    List<Item> items = new ArrayList<>();
    List<ChargeLine> lines = new ArrayList<>();
    long total = 0;
    int count = 1 + random.nextInt(20);
    while (lines.size() < count) {
      BigDecimal price = BigDecimal.valueOf(1 + random.nextLong(9_999_999_999L), 6);
      BigDecimal quantity = BigDecimal.valueOf(10_000 + random.nextLong(99_999_999L), 4);
      long fen =
          price
              .multiply(quantity)
              .movePointRight(2)
              .setScale(0, RoundingMode.HALF_UP)
              .longValueExact();
      if (fen == 0) {
        continue;
      }
      String code = "I" + lines.size();
      items.add(item(code, price));
      BigDecimal stated = random.nextBoolean() ? BigDecimal.valueOf(fen, 2) : null;
      lines.add(
          new ChargeLine(code, quantity, stated, random.nextBoolean() ? price : null, DAY, null));
      total += fen;
    }
    return new Bill(items, lines, total);
  }

  private static Item item(String code, BigDecimal price) {
    return new Item(
        code,
        "x",
        FeeCategory.OTHER,
        price,
        CatalogueClass.A,
        BigDecimal.ZERO,
        null,
        null,
        null,
        null);
  }

  /** How a total was paid: four amounts, some of them perhaps 0, that sum to it. */
  private Map<Payment.Fund, Long> parts(long total) {
    Map<Payment.Fund, Long> parts = new EnumMap<>(Payment.Fund.class);
    long left = total;
    for (Payment.Fund fund : Payment.Fund.values()) {
      long part = fund == Payment.Fund.CASH ? left : random.nextLong(left + 1);
      parts.put(fund, part);
      left -= part;
    }
    return parts;
  }

  private static Map<Payment.Fund, Long> parts(PricedCharge priced) {
    return Map.of(
        Payment.Fund.FUND, priced.fundPay().fen(),
        Payment.Fund.OTHER, priced.otherPay().fen(),
        Payment.Fund.ACCOUNT, priced.accountPay().fen(),
        Payment.Fund.CASH, priced.cashPay().fen());
  }

  private Charge charge(Bill bill, long total, Map<Payment.Fund, Long> paid) {
    List<Payment> payments = new ArrayList<>();
    paid.forEach((fund, fen) -> {
      if (fen > 0) {
        payments.add(new Payment(fund, BigDecimal.valueOf(fen, 2)));
      }
    });
    Collections.shuffle(payments, random);
    Charge like = Messages.charge("P");
    return new Charge(
        "P",
        like.payer(),
        like.encounter(),
        null,
        List.of(),
        bill.lines(),
        BigDecimal.valueOf(total, 2),
        payments);
  }
}
