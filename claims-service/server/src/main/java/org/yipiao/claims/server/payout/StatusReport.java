package org.yipiao.claims.server.payout;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What a bank's ISO 20022 CustomerPaymentStatusReport (pain.002) says of one payment.
 *
 * @param originalMessageId of the order it answers
 * @param endToEndId of the transaction, null when only the group or payment is judged
 * @param status the most detailed one given: transaction, else payment, else group
 * @param reason ISO 20022 external status reason code, null without one
 */
record StatusReport(
    @Nullable String originalMessageId,
    @Nullable String endToEndId,
    String status,
    @Nullable String reason) {

  private static final int MAX_BYTES = 256 * 1024;
  private static final int MAX_DEPTH = 40;

  /** What the bank's word means for a claim. */
  enum Verdict {
    /** Settled on the creditor's account: the money has moved. */
    SETTLED,
    /** Refused for good: the money will not move. */
    REJECTED,
    /** Anything else: the bank has not decided. */
    OPEN
  }

  Verdict verdict() {
    return switch (status) {
      case "ACSC", "ACCC" -> Verdict.SETTLED;
      case "RJCT" -> Verdict.REJECTED;
      default -> Verdict.OPEN;
    };
  }

  /** Reads a report; empty when the bytes are none. Document types and entities are refused. */
  static Optional<StatusReport> read(byte[] xml) {
    if (xml.length > MAX_BYTES) {
      return Optional.empty();
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      Map<String, String> values =
          values(factory.createXMLStreamReader(new ByteArrayInputStream(xml)));
      String root = "Document/CstmrPmtStsRpt/";
      String payment = root + "OrgnlPmtInfAndSts/";
      String transaction = payment + "TxInfAndSts/";
      String group = root + "OrgnlGrpInfAndSts/";
      String status = first(values, transaction + "TxSts", payment + "PmtInfSts", group + "GrpSts");
      if (status == null) {
        return Optional.empty();
      }
      return Optional.of(
          new StatusReport(
              values.get(group + "OrgnlMsgId"),
              values.get(transaction + "OrgnlEndToEndId"),
              status,
              first(
                  values,
                  transaction + "StsRsnInf/Rsn/Cd",
                  payment + "StsRsnInf/Rsn/Cd",
                  group + "StsRsnInf/Rsn/Cd")));
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
  }

  private static @Nullable String first(Map<String, String> values, String... paths) {
    for (String path : paths) {
      if (values.containsKey(path)) {
        return values.get(path);
      }
    }
    return null;
  }

  /** Texts by their path; of several at one path the first. */
  private static Map<String, String> values(XMLStreamReader in) throws XMLStreamException {
    Map<String, String> values = new HashMap<>();
    Deque<String> path = new ArrayDeque<>();
    StringBuilder text = new StringBuilder();
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          path.addLast(in.getLocalName());
          if (path.size() > MAX_DEPTH) {
            throw new XMLStreamException("too deep");
          }
          text.setLength(0);
        }
        case XMLStreamConstants.CHARACTERS -> text.append(in.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          if (!text.toString().isBlank()) {
            values.putIfAbsent(join(path), text.toString().strip());
          }
          text.setLength(0);
          path.removeLast();
        }
        case XMLStreamConstants.DTD -> throw new XMLStreamException("a document type");
        default -> {}
      }
    }
    return values;
  }

  private static String join(Deque<String> path) {
    StringBuilder joined = new StringBuilder();
    for (Iterator<String> names = path.iterator(); names.hasNext(); ) {
      joined.append(names.next()).append(names.hasNext() ? "/" : "");
    }
    return joined.toString();
  }
}
