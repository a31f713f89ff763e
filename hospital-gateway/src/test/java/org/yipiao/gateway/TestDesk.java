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
import org.yipiao.invoice.document.CoverageType;
import org.yipiao.invoice.document.DocumentReading;
import org.yipiao.invoice.document.InvoiceDocument;
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
      FREE,赠送,OTHER,0.00,A,,,次,,
      """;

  private final Spool spool;
  private final NumberBook numbers;
  private final ChargeDesk charges;
  private final Hl7Desk hl7;

  private TestDesk(
      Spool spool,
      TestHospital hospital,
      long numberCount,
      Locale language,
      Map<String, CoverageType> coverageAliases,
      Instant now) {
    this.spool = spool;
    this.numbers = new NumberBook(spool);
    if (numberCount > 0) {
      numbers.add(
          List.of(NumberRange.fresh(new InvoiceCode("11060126"), 1_001, 1_000 + numberCount)));
    }
    InstantSource time = InstantSource.fixed(now);
    this.charges =
        ChargeDesk.open(
            hospital.hospital(),
            items(),
            coverageAliases,
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
    return new TestDesk(opened(directory), hospital, numberCount, language, Map.of(), NOW);
  }

  /** A desk with a hospital's own names of 医保类型. */
  public static TestDesk open(
      Path directory,
      TestHospital hospital,
      long numberCount,
      Map<String, CoverageType> coverageAliases) {
    return new TestDesk(
        opened(directory), hospital, numberCount, Locale.ENGLISH, coverageAliases, NOW);
  }

  /** A desk at another time. */
  public static TestDesk open(
      Path directory, TestHospital hospital, long numberCount, Instant now) {
    return new TestDesk(opened(directory), hospital, numberCount, Locale.ENGLISH, Map.of(), now);
  }

  private static Spool opened(Path directory) {
    return Spool.open(directory.resolve("spool"), directory.resolve("spool.key"));
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

  /** The document that segments become; their control id is C- and the next sequence. */
  public InvoiceDocument issue(String... segments) {
    String controlId = "C-" + spool.nextSequence();
    String answer = send(Messages.message(segments).replace("CTRL-1", controlId));
    if (!answer.contains("\rMSA|AA|" + controlId + "\rZEB|")) {
      throw new AssertionError("not accepted: " + answer);
    }
    return lastIssued();
  }

  /** The document of the invoice that was issued last. */
  public InvoiceDocument lastIssued() {
    return document(spool, spool.nextSequence() - 1);
  }

  /** A document of a spool. */
  static InvoiceDocument document(Spool spool, long sequence) {
    String compact = spool.document(sequence).orElseThrow().document();
    if (!(InvoiceDocument.read(compact) instanceof DocumentReading.Read(InvoiceDocument issued))) {
      throw new AssertionError("an issued document cannot be read");
    }
    return issued;
  }

  @Override
  public void close() {
    charges.close();
    spool.close();
  }
}
