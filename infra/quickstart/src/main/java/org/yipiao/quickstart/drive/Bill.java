package org.yipiao.quickstart.drive;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.yipiao.platform.money.Money;

/**
 * One bill of a hospital's system, as the HL7 message DFT^P03 that it sends.
 *
 * @param businessNumber the message control id, which with the sender names the bill for ever
 * @param payments what was received at the counter; empty means all in cash
 */
public record Bill(
    String sender,
    String businessNumber,
    MadeUpPerson person,
    boolean inpatient,
    LocalDate serviceDate,
    Diagnosis diagnosis,
    List<Charge> charges,
    List<Payment> payments) {

  /** A diagnosis by ICD-10 code and text. */
  public record Diagnosis(String code, String text) {}

  /** One line: an item of the hospital's table. */
  public record Charge(String itemCode, int quantity, Money amount) {}

  /**
   * Money received.
   *
   * @param fund FUND, OTHER, ACCOUNT or CASH
   */
  public record Payment(String fund, Money amount) {}

  public Bill {
    charges = List.copyOf(charges);
    payments = List.copyOf(payments);
  }

  public Money total() {
    return Money.sum(charges.stream().map(Charge::amount).toList());
  }

  /**
   * The business number that the gateway makes of the message and writes into the document: {@code
   * MSH-4:MSH-10}, where a colon or per cent sign of MSH-4 is %3A or %25.
   */
  public String qualifiedBusinessNumber() {
    return sender.replace("%", "%25").replace(":", "%3A") + ":" + businessNumber;
  }

  /**
   * Everything of this bill that must never reach the ledger. Of the business number both forms: a
   * digest of the one says nothing of a digest of the other.
   */
  public List<String> secrets() {
    List<String> secrets = new ArrayList<>(person.secrets());
    secrets.add(businessNumber);
    secrets.add(qualifiedBusinessNumber());
    secrets.add(diagnosis.code());
    secrets.add(diagnosis.text());
    return secrets;
  }

  /** The message in UTF-8, segments ended by carriage returns. */
  public byte[] toHl7() {
    String day = serviceDate.format(DateTimeFormatter.BASIC_ISO_DATE);
    List<String> segments = new ArrayList<>();
    segments.add(
        "MSH|^~\\&|HIS|%s|YIPIAO|GATEWAY|%s100000||DFT^P03^DFT_P03|%s|P|2.5.1||||||UNICODE UTF-8"
            .formatted(sender, day, businessNumber));
    segments.add("EVN|P03|" + day + "100000");
    segments.add(
        "PID|1||%s^^^HIS^MR~%s^^^CHN^NI||%s||%s|%s|||||%s"
            .formatted(
                person.record(),
                person.documentNumber(),
                person.name(),
                person.birthDate(),
                person.sex(),
                person.phone()));
    segments.add("PV1|1|" + (inpatient ? "I" : "O"));
    segments.add("DG1|1||%s^%s^I10||%s|F".formatted(diagnosis.code(), diagnosis.text(), day));
    int set = 1;
    for (Charge charge : charges) {
      segments.add(
          "FT1|%d|||%s||CG|%s|||%d|%s"
              .formatted(
                  set++,
                  day,
                  charge.itemCode(),
                  charge.quantity(),
                  charge.amount().toYuanString()));
    }
    for (Payment payment : payments) {
      segments.add(
          "FT1|%d|||%s||PY|%s||||%s"
              .formatted(set++, day, payment.fund(), payment.amount().toYuanString()));
    }
    return (String.join("\r", segments) + "\r").getBytes(StandardCharsets.UTF_8);
  }
}
