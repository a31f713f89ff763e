package org.yipiao.quickstart.drive;

import java.time.LocalDate;
import java.util.List;
import java.util.random.RandomGenerator;
import org.yipiao.platform.money.Money;

/** The bills of the demonstration; items are those of the gateway's built-in table. */
public final class SampleBills {

  private static final List<Bill.Diagnosis> DIAGNOSES =
      List.of(
          new Bill.Diagnosis("K29.700", "慢性胃炎"),
          new Bill.Diagnosis("J06.900", "急性上呼吸道感染"),
          new Bill.Diagnosis("I10.x00", "原发性高血压"),
          new Bill.Diagnosis("M54.500", "腰痛待查"));

  private final RandomGenerator random;
  private final LocalDate today;
  private final String run;

  /**
   * @param run a text that keeps this run's business numbers apart from those of other runs
   */
  public SampleBills(RandomGenerator random, LocalDate today, String run) {
    this.random = random;
    this.today = today;
    this.run = run;
  }

  /** 1 260.00, paid in full at the counter. */
  public Bill outpatient(MadeUpPerson person) {
    return bill(
        "OUT-1",
        person,
        false,
        List.of(
            charge("LAB-BLOOD-PANEL", "300.00"),
            charge("EXAM-CT-CHEST", "400.00"),
            charge("DRUG-ATORVASTATIN", "500.00"),
            charge("MAT-DRESSING", "60.00")),
        List.of(payment("CASH", "1260.00")));
  }

  /** 68 000.00, of which the fund settled 50 590.00 at the counter. */
  public Bill inpatient(MadeUpPerson person) {
    return bill(
        "IN-1",
        person,
        true,
        List.of(
            charge("IN-CARE-A", "30000.00"),
            charge("IN-DRUG-B", "25000.00"),
            charge("IN-IMPLANT-STENT", "9000.00"),
            charge("IN-MATERIAL-C", "4000.00")),
        List.of(payment("FUND", "50590.00"), payment("CASH", "17410.00")));
  }

  /** A small bill in cash, for the claim whose bank stays silent. */
  public Bill forSilentBank(MadeUpPerson person) {
    return bill(
        "SILENT-1",
        person,
        false,
        List.of(new Bill.Charge("EXAM-CT-CHEST", 2, Money.parseYuan("800.00"))),
        List.of(payment("CASH", "800.00")));
  }

  /** The n-th bill of the load. */
  public Bill ofLoad(int n) {
    return ofLoad(n, MadeUpPerson.random(random));
  }

  /** The n-th bill of the load, for somebody who has others. */
  public Bill ofLoad(int n, MadeUpPerson person) {
    int panels = 1 + random.nextInt(9);
    int dressings = 1 + random.nextInt(9);
    Money panel = Money.ofFen(panels * 30_000L);
    Money dressing = Money.ofFen(dressings * 6_000L);
    return bill(
        "L-" + n,
        person,
        false,
        List.of(
            new Bill.Charge("LAB-BLOOD-PANEL", panels, panel),
            new Bill.Charge("MAT-DRESSING", dressings, dressing)),
        List.of(new Bill.Payment("CASH", panel.plus(dressing))));
  }

  private Bill bill(
      String number,
      MadeUpPerson person,
      boolean inpatient,
      List<Bill.Charge> charges,
      List<Bill.Payment> payments) {
    return new Bill(
        "HIS-DEMO",
        run + "-" + number,
        person,
        inpatient,
        today,
        DIAGNOSES.get(random.nextInt(DIAGNOSES.size())),
        charges,
        payments);
  }

  private static Bill.Charge charge(String item, String yuan) {
    return new Bill.Charge(item, 1, Money.parseYuan(yuan));
  }

  private static Bill.Payment payment(String fund, String yuan) {
    return new Bill.Payment(fund, Money.parseYuan(yuan));
  }
}
