package org.yipiao.gateway.charge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.yipiao.invoice.document.Encounter;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.invoice.document.Payer;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * SHA-256 over every part of a bill that reaches its invoice. Two bills under one business number
 * are the same bill exactly when their fingerprints are equal; spacing, line ends, message times
 * and parts nobody reads do not count. Every text is preceded by its length, so no two bills are
 * written alike.
 */
final class Fingerprint {

  private Fingerprint() {}

  static Digest of(Charge charge) {
    Writer writer = new Writer();
    writer.text("charge.v1").text(charge.businessNumber());
    Payer payer = charge.payer();
    writer.text(payer.name()).text(payer.phone()).text(payer.medicalRecordNumber());
    NationalDocument document = payer.document();
    writer.text(document == null ? null : document.type());
    writer.text(document == null ? null : document.number());
    Encounter encounter = charge.encounter();
    writer.value(encounter.type()).value(encounter.date()).value(encounter.discharge());
    writer
        .text(encounter.department())
        .text(encounter.visitNumber())
        .text(encounter.facilityType());
    writer.text(charge.coverageType()).value(charge.total());
    writer.list(
        charge.diagnoses(),
        (to, diagnosis) ->
            to.text(diagnosis.code()).text(diagnosis.system()).text(diagnosis.text()));
    writer.list(charge.lines(), Fingerprint::line);
    writer.list(
        charge.payments(), (to, payment) -> to.value(payment.fund()).value(payment.amount()));
    return Digest.finish(writer.digest);
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
