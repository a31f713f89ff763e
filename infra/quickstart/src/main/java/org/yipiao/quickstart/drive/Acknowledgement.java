package org.yipiao.quickstart.drive;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.hl7.MessageCharset;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

/**
 * What the gateway answered to one HL7 message.
 *
 * @param ack AA, AE or AR
 * @param invoice the number given, with AA
 * @param amountFen the invoice's total, with AA
 * @param segment the segment at fault, else {@code MSH} for the message as a whole
 * @param reason always there when it is not AA
 */
public record Acknowledgement(
    String ack,
    String controlId,
    @Nullable InvoiceId invoice,
    @Nullable Long amountFen,
    @Nullable String segment,
    @Nullable String field,
    @Nullable String code,
    @Nullable String reason) {

  public boolean accepted() {
    return ack.equals("AA");
  }

  /**
   * Reads MSH, MSA, ERR (segment in ERR-2.1, field in ERR-2.3, code in ERR-5, reason in ERR-8) and
   * ZEB, with the separators that the answer's MSH-1 and MSH-2 name and in the character set of its
   * MSH-18: both are those of the message that it answers.
   *
   * @throws IllegalArgumentException when it is no answer
   */
  public static Acknowledgement parse(byte[] bytes) {
    Segments answer = Segments.of(bytes);
    String ack = answer.field("MSA", 1);
    String controlId = answer.field("MSA", 2);
    if (ack == null) {
      throw new IllegalArgumentException("an acknowledgement without MSA-1");
    }
    String id = controlId == null ? "" : controlId;
    if (ack.equals("AA")) {
      String invoice = answer.field("ZEB", 1) + answer.field("ZEB", 2);
      String amount = answer.field("ZEB", 4);
      if (amount == null) {
        throw new IllegalArgumentException("an acceptance without ZEB-4");
      }
      return new Acknowledgement(
          ack, id, InvoiceId.parse(invoice), Money.parseYuan(amount).fen(), null, null, null, null);
    }
    String segment = answer.component("ERR", 2, 0);
    String reason = answer.field("ERR", 8);
    String text = reason == null ? answer.field("MSA", 3) : reason;
    return new Acknowledgement(
        ack,
        id,
        null,
        null,
        segment == null ? "MSH" : segment,
        answer.component("ERR", 2, 2),
        answer.component("ERR", 5, 0),
        text == null ? "no reason given" : answer.unescaped(text));
  }

  /** The first segment of each name, taken apart by the separators of MSH. */
  private record Segments(
      Map<String, String[]> byName, char field, char component, char escape, char subcomponent) {

    static Segments of(byte[] bytes) {
      Charset charset = MessageCharset.of(bytes).orElse(StandardCharsets.UTF_8);
      String text = new String(bytes, charset);
      boolean header = text.startsWith("MSH") && text.length() > 7;
      Segments usual = new Segments(new HashMap<>(), '|', '^', '\\', '&');
      Segments segments =
          header
              ? new Segments(
                  usual.byName, text.charAt(3), text.charAt(4), text.charAt(6), text.charAt(7))
              : usual;
      segments.read(text);
      return segments;
    }

    private void read(String text) {
      String separator = Pattern.quote(String.valueOf(field));
      for (String line : text.split("\r", -1)) {
        String[] fields = line.split(separator, -1);
        byName.putIfAbsent(fields[0], fields);
      }
    }

    @Nullable String field(String segment, int index) {
      String[] fields = byName.get(segment);
      return fields == null || fields.length <= index || fields[index].isEmpty()
          ? null
          : fields[index];
    }

    @Nullable String component(String segment, int index, int place) {
      String whole = field(segment, index);
      if (whole == null) {
        return null;
      }
      String[] parts = whole.split(Pattern.quote(String.valueOf(component)), -1);
      return parts.length > place && !parts[place].isEmpty() ? parts[place] : null;
    }

    /** The escapes of separators, HL7 v2.5.1 chapter 2.7.1. */
    String unescaped(String text) {
      return text.replace(escape + "F" + escape, String.valueOf(field))
          .replace(escape + "S" + escape, String.valueOf(component))
          .replace(escape + "T" + escape, String.valueOf(subcomponent))
          .replace(escape + "E" + escape, String.valueOf(escape));
    }
  }
}
