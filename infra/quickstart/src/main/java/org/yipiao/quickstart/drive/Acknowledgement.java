package org.yipiao.quickstart.drive;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

/**
 * What the gateway answered to one HL7 message.
 *
 * @param ack AA, AE or AR
 * @param invoice the number given, with AA
 * @param amountFen the invoice's total, with AA
 * @param segment the segment at fault, else {@code MSH} for the message as a whole
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
   * ZEB.
   */
  public static Acknowledgement parse(byte[] bytes) {
    Map<String, String[]> segments = new HashMap<>();
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\r", -1)) {
      String[] fields = line.split("\\|", -1);
      segments.putIfAbsent(fields[0], fields);
    }
    String ack = field(segments, "MSA", 1);
    String controlId = field(segments, "MSA", 2);
    if (ack == null) {
      throw new IllegalArgumentException("an acknowledgement without MSA-1");
    }
    String id = controlId == null ? "" : controlId;
    if (ack.equals("AA")) {
      String invoice = field(segments, "ZEB", 1) + field(segments, "ZEB", 2);
      String amount = field(segments, "ZEB", 4);
      if (amount == null) {
        throw new IllegalArgumentException("an acceptance without ZEB-4");
      }
      return new Acknowledgement(
          ack, id, InvoiceId.parse(invoice), Money.parseYuan(amount).fen(), null, null, null, null);
    }
    String location = field(segments, "ERR", 2);
    String[] place = location == null ? new String[0] : location.split("\\^", -1);
    String segment = place.length > 0 && !place[0].isEmpty() ? place[0] : "MSH";
    String field = place.length > 2 && !place[2].isEmpty() ? place[2] : null;
    String code = field(segments, "ERR", 5);
    String reason = field(segments, "ERR", 8);
    return new Acknowledgement(
        ack,
        id,
        null,
        null,
        segment,
        field,
        code == null ? null : code.split("\\^", -1)[0],
        reason == null ? field(segments, "MSA", 3) : reason);
  }

  private static @Nullable String field(Map<String, String[]> segments, String name, int index) {
    String[] fields = segments.get(name);
    return fields == null || fields.length <= index || fields[index].isEmpty()
        ? null
        : fields[index];
  }
}
