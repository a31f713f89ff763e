package org.yipiao.gateway.hl7;

import java.util.Set;
import org.yipiao.gateway.charge.Charge;
import org.yipiao.gateway.charge.RefusalReason;

/**
 * The header of a message that this gateway handles: DFT^P03 of HL7 2.3 to 2.5.1, processing id P
 * or T.
 *
 * @param businessNumber MSH-4 and MSH-10, see {@link #businessNumber(String, String)}
 */
record MessageHeader(String controlId, String businessNumber) {

  private static final Set<String> VERSIONS = Set.of("2.3", "2.3.1", "2.4", "2.5", "2.5.1");
  private static final int MAX_CONTROL_ID_LENGTH = 100;
  private static final int MAX_NAMESPACE_LENGTH = 80;

  /**
   * @throws Hl7Refused naming the first field that is not supported
   */
  static MessageHeader of(Hl7Message message) {
    Segment msh = message.msh();
    requireCharges(msh);
    message.requireSeparateSegments();
    if (!VERSIONS.contains(msh.component(12, 1))) {
      throw Hl7Values.refused(RefusalReason.OTHER_VERSION, msh, 12);
    }
    requireProcessing(msh);
    String controlId =
        Hl7Values.required(
            Hl7Values.text(msh, 10, msh.text(10).strip(), MAX_CONTROL_ID_LENGTH), msh, 10);
    String namespace =
        Hl7Values.required(
            Hl7Values.text(msh, 4, msh.text(4).strip(), MAX_NAMESPACE_LENGTH), msh, 4);
    String businessNumber = businessNumber(namespace, controlId);
    if (businessNumber.length() > Charge.MAX_BUSINESS_NUMBER_LENGTH) {
      throw Hl7Values.refused(RefusalReason.BUSINESS_NUMBER_TOO_LONG, msh, 10);
    }
    return new MessageHeader(controlId, businessNumber);
  }

  /** {@code MSH-4:MSH-10}; a colon or per cent sign of MSH-4 is written %3A or %25. */
  static String businessNumber(String namespace, String controlId) {
    return namespace.replace("%", "%25").replace(":", "%3A") + ":" + controlId;
  }

  private static void requireCharges(Segment msh) {
    String structure = msh.component(9, msh.raw(9), 3);
    boolean charges =
        msh.component(9, 1).equals("DFT")
            && msh.component(9, 2).equals("P03")
            && (structure.isEmpty() || structure.equals("DFT_P03"));
    if (!charges) {
      throw Hl7Values.refused(RefusalReason.NOT_A_BILL, msh, 9);
    }
  }

  /** Absent is production: the field is often left out. D, debugging, would issue an invoice. */
  private static void requireProcessing(Segment msh) {
    if (!Set.of("", "P", "T").contains(msh.component(11, 1))) {
      throw Hl7Values.refused(RefusalReason.OTHER_PROCESSING_ID, msh, 11);
    }
  }
}
