package org.yipiao.gateway.charge;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yipiao.gateway.Messages;
import org.yipiao.gateway.item.Item;
import org.yipiao.gateway.item.ItemTable;
import org.yipiao.invoice.document.CatalogueClass;
import org.yipiao.invoice.document.FeeCategory;

class PricingPropertyTest {

  private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void linesPaymentsAndTotalAgreeToTheFenAndOneFenOffIsRefused() {
    System.out.println("seed " + seed);
    for (int round = 0; round < 500; round++) {
      List<Item> items = new ArrayList<>();
      List<ChargeLine> lines = new ArrayList<>();
      long totalFen = 0;
      for (int i = 0; i <= random.nextInt(20); i++) {
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
        items.add(
            new Item(
                "I" + i,
                "x",
                FeeCategory.OTHER,
                price,
                CatalogueClass.A,
                BigDecimal.ZERO,
                null,
                null,
                null,
                null));
        BigDecimal stated = random.nextBoolean() ? BigDecimal.valueOf(fen, 2) : null;
        lines.add(
            new ChargeLine(
                "I" + i, quantity, stated, random.nextBoolean() ? price : null, DAY, null));
        totalFen += fen;
      }
      if (lines.isEmpty()) {
        continue;
      }
      Pricing pricing = new Pricing(ItemTable.of(items));
      long fund = random.nextLong(totalFen + 1);

      assertThat(pricing.price(charge(lines, totalFen, fund, totalFen - fund)))
          .as("seed %d", seed)
          .isInstanceOfSatisfying(
              Pricing.Priced.Agreed.class,
              agreed -> {
                PricedCharge priced = agreed.charge();
                assertThat(
                        priced.fundPay().fen()
                            + priced.otherPay().fen()
                            + priced.accountPay().fen()
                            + priced.cashPay().fen())
                    .isEqualTo(priced.total().fen());
                assertThat(priced.lines().stream().mapToLong(l -> l.amount().fen()).sum())
                    .isEqualTo(priced.total().fen());
              });
      assertThat(pricing.price(charge(lines, totalFen + 1, fund, totalFen - fund)))
          .isInstanceOf(Pricing.Priced.Refused.class);
      assertThat(pricing.price(charge(lines, totalFen, fund, totalFen - fund + 1)))
          .isInstanceOf(Pricing.Priced.Refused.class);
    }
  }

  private static Charge charge(List<ChargeLine> lines, long total, long fund, long cash) {
    List<Payment> payments = new ArrayList<>();
    if (fund > 0) {
      payments.add(new Payment(Payment.Fund.FUND, BigDecimal.valueOf(fund, 2)));
    }
    if (cash > 0) {
      payments.add(new Payment(Payment.Fund.CASH, BigDecimal.valueOf(cash, 2)));
    }
    Charge like = Messages.charge("P");
    return new Charge(
        "P",
        like.payer(),
        like.encounter(),
        null,
        List.of(),
        lines,
        BigDecimal.valueOf(total, 2),
        payments);
  }
}
