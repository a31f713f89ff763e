package org.yipiao.gateway.charge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yipiao.invoice.document.Encounter;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.invoice.document.Payer;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.reason.ReasonCode;

/**
 * SHA-256 over each part of a bill that reaches its invoice. Two bills under one business number
 * are the same bill exactly when all their parts are equal; spacing, line ends, message times and
 * parts nobody reads do not count. Every text is preceded by its length, so no two parts are
 * written alike.
 */
final class Fingerprint {

  private Fingerprint() {}

  /** The parts, in the order in which they are stored. */
  enum Part implements ReasonCode {
    PAYER,
    ENCOUNTER,
    COVERAGE,
    DIAGNOSES,
    LINES,
    TOTAL,
    PAYMENTS;

    @Override
    public String key() {
      return "part." + name();
    }
  }

  /** One digest per {@link Part}. */
  static List<Digest> of(Charge charge) {
    return Stream.of(Part.values()).map(part -> of(part, charge)).toList();
  }

  /** What two bills under one business number differ in. */
  static List<Part> difference(List<Digest> one, List<Digest> other) {
    Part[] parts = Part.values();
    return IntStream.range(0, parts.length)
        .filter(i -> !one.get(i).equals(other.get(i)))
        .mapToObj(i -> parts[i])
        .toList();
  }

  private static Digest of(Part part, Charge charge) {
    Writer writer = new Writer();
    writer.text("charge.v1").text(charge.businessNumber()).text(part.name());
    switch (part) {
      case PAYER -> payer(writer, charge.payer());
      case ENCOUNTER -> encounter(writer, charge.encounter());
      case COVERAGE -> writer.text(charge.coverageType());
      case DIAGNOSES ->
          writer.list(
              charge.diagnoses(),
              (to, diagnosis) ->
                  to.text(diagnosis.code()).text(diagnosis.system()).text(diagnosis.text()));
      case LINES -> writer.list(charge.lines(), Fingerprint::line);
      case TOTAL -> writer.value(charge.total());
      case PAYMENTS ->
          writer.list(
              charge.payments(), (to, payment) -> to.value(payment.fund()).value(payment.amount()));
    }
    return Digest.finish(writer.digest);
  }

  private static void payer(Writer writer, Payer payer) {
    writer.text(payer.name()).text(payer.phone()).text(payer.medicalRecordNumber());
    NationalDocument document = payer.document();
    writer.text(document == null ? null : document.type());
    writer.text(document == null ? null : document.number());
  }

  private static void encounter(Writer writer, Encounter encounter) {
    writer.value(encounter.type()).value(encounter.date()).value(encounter.discharge());
    writer
        .text(encounter.department())
        .text(encounter.visitNumber())
        .text(encounter.facilityType());
  }

  private static void line(Writer to, ChargeLine line) {
    to.text(line.itemCode()).value(line.quantity()).value(line.amount()).value(line.unitPrice());
    to.value(line.serviceDate()).text(line.traceCode());
  }

  private static final class Writer {

    final MessageDigest digest = Digest.sha256Function();

    Writer text(@Nullable String text) {
      if (text == null) {
        return length(-1);
      }
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      length(utf8.length);
      digest.update(utf8);
      return this;
    }

    /** Numbers count by value: 1.50 and 1.5 are the same. */
    Writer value(@Nullable Object value) {
      if (value instanceof java.math.BigDecimal number) {
        return text(number.stripTrailingZeros().toPlainString());
      }
      return text(value == null ? null : value.toString());
    }

    <T> void list(List<T> elements, BiConsumer<Writer, T> each) {
      length(elements.size());
      elements.forEach(element -> each.accept(this, element));
    }

    private Writer length(int length) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        digest.update((byte) (length >>> shift));
      }
      return this;
    }
  }
}
