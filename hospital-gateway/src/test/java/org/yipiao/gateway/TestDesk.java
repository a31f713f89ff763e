package org.yipiao.gateway;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yipiao.gateway.charge.ChargeDesk;
import org.yipiao.gateway.hl7.Hl7Desk;
import org.yipiao.gateway.hl7.Hl7Profile;
import org.yipiao.gateway.item.ItemTable;
import org.yipiao.gateway.item.ItemTableReader;
import org.yipiao.gateway.numbering.NumberBook;
import org.yipiao.gateway.spool.NumberRange;
import org.yipiao.gateway.spool.Spool;
import org.yipiao.platform.id.InvoiceCode;

/** A gateway without a network: spool, numbers, desk, and the HL7 desk in front of it. */
public final class TestDesk implements AutoCloseable {

  public static final Instant NOW = Instant.parse("2026-06-01T02:03:04Z");

  public static final String ITEMS =
      """
      code,name,category,unitPrice,class,prepayRatio,priceCap,unit,validFrom,validTo
      LAB,血常规,LABORATORY,25.00,A,,,次,,
      DRUG,阿莫西林,WESTERN_MEDICINE,12.345600,B,0.1,10,盒,,
      OLD,旧项目,TREATMENT,5.00,A,,,次,,2025-12-31
      BIG,大额,OTHER,999999999999.99,C,,,,,
      CHEAP,细分,OTHER,0.000001,A,,,,,
      """;

  private final Spool spool;
  private final NumberBook numbers;
  private final ChargeDesk charges;
  private final Hl7Desk hl7;

  private TestDesk(Spool spool, TestHospital hospital, long numberCount, Locale language) {
    this.spool = spool;
    this.numbers = new NumberBook(spool);
    if (numberCount > 0) {
      numbers.add(
          List.of(NumberRange.fresh(new InvoiceCode("11060126"), 1_001, 1_000 + numberCount)));
    }
    InstantSource time = InstantSource.fixed(NOW);
    this.charges =
        ChargeDesk.open(
            hospital.hospital(),
            items(),
            Map.of(),
            hospital.documents()::issue,
            spool,
            numbers,
            time,
            new SecureRandom(),
            () -> {});
    this.hl7 =
        new Hl7Desk(
            new Hl7Profile(TestHospital.ZONE, Map.of("NI", "RESIDENT_ID"), language),
            charges::accept,
            time,
            (answer, code) -> {});
  }

  public static ItemTable items() {
    return ItemTableReader.read("items.csv", ITEMS.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param numberCount how many free numbers it has; 0 adds none to what the spool has
   */
  public static TestDesk open(Path directory, TestHospital hospital, long numberCount) {
    return open(directory, hospital, numberCount, Locale.ENGLISH);
  }

  /** A desk that gives its reasons over HL7 in a language. */
  public static TestDesk open(
      Path directory, TestHospital hospital, long numberCount, Locale language) {
    return new TestDesk(
        Spool.open(directory.resolve("spool"), directory.resolve("spool.key")),
        hospital,
        numberCount,
        language);
  }

  public Spool spool() {
    return spool;
  }

  public NumberBook numbers() {
    return numbers;
  }

  public ChargeDesk charges() {
    return charges;
  }

  public Hl7Desk hl7() {
    return hl7;
  }

  /** Sends a message in UTF-8 and gives its answer's text. */
  public String send(String message) {
    return new String(hl7.answer(message.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    charges.close();
    spool.close();
  }
}
