package org.yipiao.gateway;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.yipiao.gateway.charge.Charge;
import org.yipiao.gateway.charge.ChargeLine;
import org.yipiao.invoice.document.Encounter;
import org.yipiao.invoice.document.EncounterType;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.invoice.document.Payer;

/** Messages and bills of made-up people. */
public final class Messages {

  public static final String MSH =
      "MSH|^~\\&|HIS|COUNTER|YIPIAO|GATEWAY|20260601100304||DFT^P03|CTRL-1|P|2.5.1";
  public static final String PID =
      "PID|1||MR77^^^H^MR~110101199003070011^^^^NI||测试^甲||19900307|F|||||13800000000";
  public static final String PV1 =
      "PV1|1|O|WARD^101|||||||IM|||||||||V-42|||||||||||||||||||||||||20260601";
  public static final String LAB = "FT1|1|||20260601||CG|LAB|||2";
  public static final String DRUG = "FT1|2|||20260601||CG|DRUG|||3|37.04";

  private Messages() {}

  /** Segments as one message. */
  public static String message(String... segments) {
    return String.join("\r", segments) + "\r";
  }

  /** A segment with some of its fields, by their number. */
  public static String segment(String name, Map<Integer, String> fields) {
    int last = fields.keySet().stream().max(Integer::compare).orElse(0);
    StringBuilder segment = new StringBuilder(name);
    for (int field = 1; field <= last; field++) {
      segment.append('|').append(fields.getOrDefault(field, ""));
    }
    return segment.toString();
  }

  /** A message that is accepted: 50.00 laboratory and 37.04 drugs, paid in cash. */
  public static String good() {
    return message(MSH, "EVN|P03|20260601", PID, PV1, LAB, DRUG, "DG1|1||I10^高血压^ICD10");
  }

  /** The good message under another control id. */
  public static String good(String controlId) {
    return good().replace("CTRL-1", controlId);
  }

  /** A bill that is accepted: two laboratory tests, 50.00. */
  public static Charge charge(String businessNumber) {
    return new Charge(
        businessNumber,
        new Payer("测试乙", new NationalDocument("RESIDENT_ID", "110101199003070012"), null, null),
        new Encounter(EncounterType.OUTPATIENT, LocalDate.of(2026, 6, 1), null, null, null, null),
        "职工在职",
        List.of(),
        List.of(new ChargeLine("LAB", BigDecimal.TWO, null, null, LocalDate.of(2026, 6, 1), null)),
        null,
        List.of());
  }
}
