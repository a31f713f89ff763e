package org.yipiao.quickstart.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.quickstart.demo.promises.Needles;
import org.yipiao.quickstart.drive.Bill;
import org.yipiao.quickstart.drive.SampleBills;
import org.yipiao.quickstart.drive.Tally;
import org.yipiao.quickstart.drive.VerifiedInvoice;

/**
 * Keeps of the largest load what the demonstration keeps of it, and searches. Prints how many texts
 * are searched for, how many are found in noise, and how many in the last bill's message.
 */
final class LargestLoad {

  private LargestLoad() {}

  public static void main(String[] arguments) {
    var random = new Random(7);
    var bills = new SampleBills(random, LocalDate.of(2026, 11, 22), "run");
    var tally = new Tally();
    var needles = new Needles();
    Bill last = bills.ofLoad(0);
    for (int n = 0; n < DemoOptions.MAX_LOAD; n++) {
      last = bills.ofLoad(n);
      needles.plant(last.secrets());
      tally.accepted();
      tally.verified(verified(n));
    }
    byte[] noise = new byte[1 << 20];
    random.nextBytes(noise);
    System.out.println(
        needles.count() + " " + needles.hitsIn(noise) + " " + needles.hitsIn(last.toHl7()));
  }

  private static VerifiedInvoice verified(int n) {
    Instant in = Instant.ofEpochSecond(n);
    return new VerifiedInvoice(
        new InvoiceId(110_601_260_000_000_000L + n),
        "",
        in,
        in.plus(Duration.ofMillis(400 + n % 1_000)),
        in.plus(Duration.ofMillis(2_000 + n % 5_000)));
  }
}
