package org.yipiao.gateway.hl7;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yipiao.fuzz.Checks;
import org.yipiao.fuzz.Samples;

/** What a hospital's system sends, for the fuzz targets. */
public final class Hl7Inputs {

  private static final String CHARGE =
      String.join(
          "\r",
          "MSH|^~\\&|HIS|COUNTER|YIPIAO|GATEWAY|20260601100304||DFT^P03|CTRL-1|P|2.5.1",
          "PID|1||MR77^^^H^MR~110101199003070011^^^^NI||TEST^A||19900307|F|||||13800000000",
          "PV1|1|O|WARD^101|||||||IM|||||||||V-42|||||||||||||||||||||||||20260601",
          "DG1|1||J06.9^COLD^I10",
          "FT1|1|||20260601||CG|LAB|||2",
          "FT1|2|||20260601||CG|DRUG|||3|37.04",
          "");

  private static final Hl7Profile PROFILE =
      new Hl7Profile(ZoneId.of("Asia/Shanghai"), Map.of("NI", "RESIDENT_ID"), Locale.ENGLISH);

  private Hl7Inputs() {}

  public static List<byte[]> samples() {
    return List.of(
        Samples.utf8(CHARGE),
        Samples.utf8(CHARGE.replace("2.5.1\r", "2.5.1||||||UNICODE UTF-8\r")));
  }

  /** Reads a message as far as to the charge it asks for, and as a reply would quote it. */
  public static void message(byte[] input) {
    Checks.read(Hl7Refused.class, () -> Hl7Message.parse(CharacterSets.decode(input).text()))
        .ifPresent(parsed -> {
          Checks.require(parsed.segments().size() <= 5_000, "above the limit");
          Checks.require(parsed.msh().raw(1).length() == 1, "a header without separator");
          Checks.read(
              Hl7Refused.class, () -> ChargeMessage.map(parsed, MessageHeader.of(parsed), PROFILE));
        });
  }
}
