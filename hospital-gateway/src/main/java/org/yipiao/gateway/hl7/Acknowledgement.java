package org.yipiao.gateway.hl7;

import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yipiao.gateway.charge.RefusalCode;
import org.yipiao.gateway.spool.IssuedInvoice;
import org.yipiao.platform.reason.Reason;

/**
 * Writes the answer to one message: MSH and MSA, then ERR for a refusal or ZEB for an invoice.
 *
 * <p>MSA-3 is {@code CODE: reason}. ERR carries the place both in ERR-1 (before v2.5) and ERR-2,
 * the HL7 condition (table 0357) in ERR-3, severity E in ERR-4, this gateway's own code in ERR-5
 * and the reason in ERR-8. {@code ZEB|code|number|check code|amount in yuan|yyyymmdd} names the
 * invoice. The answer uses the delimiters, version and character set of the message, and CR ends
 * each segment. A reason that the character set cannot write in the hospital's language is English,
 * with an x for the times sign where the set has none.
 */
final class Acknowledgement {

  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

  /** What can still be read of the message that is answered. */
  record About(Delimiters delimiters, @Nullable Segment msh, Charset charset) {}

  private final About about;
  private final ZoneId zone;
  private final StringBuilder text = new StringBuilder(256);

  private Acknowledgement(About about, ZoneId zone) {
    this.about = about;
    this.zone = zone;
  }

  static byte[] accepted(About about, ZoneId zone, IssuedInvoice answer) {
    Acknowledgement ack = new Acknowledgement(about, zone);
    ack.header(answer.issuedAt(), "Y" + answer.invoiceId());
    ack.segment("MSA", List.of("AA", ack.controlId()));
    ack.segment(
        "ZEB",
        List.of(
            answer.invoiceId().code().value(),
            answer.invoiceId().number().value(),
            answer.checkCode().value(),
            ack.escape(answer.total().toYuanString()),
            DAY.format(answer.issuedAt().atZone(zone))));
    return ack.bytes();
  }

  static byte[] refused(
      About about, Hl7Profile profile, Instant now, String messageId, Hl7Refusal refusal) {
    Acknowledgement ack = new Acknowledgement(about, profile.zone());
    ack.header(now, messageId);
    RefusalCode code = refusal.code();
    String answer = code.answer() == RefusalCode.Answer.REJECT ? "AR" : "AE";
    String reason = ack.words(refusal.reason(), profile.language());
    ack.segment("MSA", List.of(answer, ack.controlId(), ack.escape(code.name() + ": " + reason)));
    String component = String.valueOf(about.delimiters().component());
    String place = ack.place(refusal.location());
    ack.segment(
        "ERR",
        List.of(
            place,
            place,
            code.hl7Code() + component + component + "HL70357",
            "E",
            ack.escape(code.name()) + component + component + "YIPIAO",
            "",
            "",
            ack.escape(reason)));
    return ack.bytes();
  }

  private String words(Reason reason, Locale language) {
    String words = reason.in(language);
    if (writable(words)) {
      return words;
    }
    String english = reason.in(Locale.ENGLISH);
    return writable(english) ? english : english.replace('×', 'x');
  }

  private boolean writable(String words) {
    return about.charset().newEncoder().canEncode(words);
  }

  /** Segment^sequence, then ^field when one is named. */
  private String place(Hl7Location location) {
    char component = about.delimiters().component();
    String segment = location.segment() + component + location.occurrence();
    return location.field() == 0 ? segment : segment + component + location.field();
  }

  private void header(Instant at, String messageId) {
    Delimiters marks = about.delimiters();
    String encoding =
        "" + marks.component() + marks.repetition() + marks.escape() + marks.subcomponent();
    char component = marks.component();
    segment(
        "MSH",
        List.of(
            encoding,
            "YIPIAO",
            raw(6),
            raw(3),
            raw(4),
            SECONDS.format(at.atZone(zone)),
            "",
            "ACK" + component + "P03" + component + "ACK",
            escape(messageId),
            raw(11).isEmpty() ? "P" : raw(11),
            raw(12).isEmpty() ? escape("2.5.1") : raw(12),
            "",
            "",
            "",
            "",
            "",
            raw(18)));
  }

  private String controlId() {
    return raw(10);
  }

  private String raw(int field) {
    return about.msh() == null ? "" : about.msh().raw(field);
  }

  /** What is not taken over from the message: any mark may be one of its delimiters. */
  private String escape(String value) {
    return Escapes.escape(value, about.delimiters());
  }

  /** Empty fields at the end are left out. */
  private void segment(String name, List<String> fields) {
    int last = fields.size();
    while (last > 0 && fields.get(last - 1).isEmpty()) {
      last--;
    }
    text.append(name);
    fields.subList(0, last).forEach(field -> text.append(about.delimiters().field()).append(field));
    text.append('\r');
  }

  private byte[] bytes() {
    return text.toString().getBytes(about.charset());
  }
}
