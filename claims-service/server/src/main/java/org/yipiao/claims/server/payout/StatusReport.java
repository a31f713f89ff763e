package org.yipiao.claims.server.payout;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * @param amountYuan of the original transaction as the bank repeats it, null when it does not
 * @param currency of that amount
 * @param reason ISO 20022 external status reason code, null without one
 */
record StatusReport(
    @Nullable String originalMessageId,
    @Nullable String endToEndId,
    String status,
    @Nullable BigDecimal amountYuan,
    @Nullable String currency,
    @Nullable String reason) {

  static final int MAX_BYTES = 256 * 1024;
  private static final int MAX_DEPTH = 40;
  private static final String ROOT = "Document/CstmrPmtStsRpt/";
  private static final String GROUP = ROOT + "OrgnlGrpInfAndSts/";
  private static final String PAYMENT = ROOT + "OrgnlPmtInfAndSts/";
  private static final String TRANSACTION = PAYMENT + "TxInfAndSts/";
  private static final String AMOUNT = TRANSACTION + "OrgnlTxRef/Amt/InstdAmt";

  /** What may be said once only: the message that is answered had one transaction. */
  private static final Set<String> ONCE =
      Set.of(
          GROUP + "OrgnlMsgId",
          GROUP + "GrpSts",
          PAYMENT + "PmtInfSts",
          TRANSACTION + "TxSts",
          TRANSACTION + "OrgnlEndToEndId",
          AMOUNT,
          AMOUNT + "/@Ccy");

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
    return verdict(status);
  }

  private static Verdict verdict(String status) {
    return switch (status) {
      case "ACSC", "ACCC" -> Verdict.SETTLED;
      case "RJCT" -> Verdict.REJECTED;
      default -> Verdict.OPEN;
    };
  }

  /**
   * Reads a report on a message of one transaction; empty when the bytes are none, or say two
   * things at once. Document types and entities are refused.
   */
  static Optional<StatusReport> read(byte[] xml) {
    if (xml.length > MAX_BYTES) {
      return Optional.empty();
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      return of(values(factory.createXMLStreamReader(new ByteArrayInputStream(xml))));
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
  }

  private static Optional<StatusReport> of(Map<String, String> values) {
    String amount = values.get(AMOUNT);
    Set<String> words = new LinkedHashSet<>();
    for (String path : List.of(TRANSACTION + "TxSts", PAYMENT + "PmtInfSts", GROUP + "GrpSts")) {
      String word = values.get(path);
      if (word != null) {
        words.add(word);
      }
    }
    Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    words.forEach(word -> verdicts.add(verdict(word)));
    if (words.isEmpty()
        || verdicts.containsAll(Set.of(Verdict.SETTLED, Verdict.REJECTED))
        || (amount != null && !amount.matches("[0-9]{1,18}(\\.[0-9]{1,5})?"))) {
      return Optional.empty();
    }
    return Optional.of(
        new StatusReport(
            values.get(GROUP + "OrgnlMsgId"),
            values.get(TRANSACTION + "OrgnlEndToEndId"),
            words.iterator().next(),
            amount == null ? null : new BigDecimal(amount),
            values.get(AMOUNT + "/@Ccy"),
            first(
                values,
                TRANSACTION + "StsRsnInf/Rsn/Cd",
                PAYMENT + "StsRsnInf/Rsn/Cd",
                GROUP + "StsRsnInf/Rsn/Cd")));
  }

  private static @Nullable String first(Map<String, String> values, String... paths) {
    for (String path : paths) {
      if (values.containsKey(path)) {
        return values.get(path);
      }
    }
    return null;
  }

  /**
   * Texts and the currency attribute by their path; of several at one path the first.
   *
   * @throws XMLStreamException also when what may be said once is said twice, differently
   */
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
          String currency = in.getAttributeValue(null, "Ccy");
          if (currency != null) {
            put(values, join(path) + "/@Ccy", currency);
          }
        }
        case XMLStreamConstants.CHARACTERS -> text.append(in.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          if (!text.toString().isBlank()) {
            put(values, join(path), text.toString().strip());
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

  private static void put(Map<String, String> values, String path, String text)
      throws XMLStreamException {
    String before = values.putIfAbsent(path, text);
    if (before != null && !before.equals(text) && ONCE.contains(path)) {
      throw new XMLStreamException("two answers in " + path);
    }
  }

  private static String join(Deque<String> path) {
    StringBuilder joined = new StringBuilder();
    for (Iterator<String> names = path.iterator(); names.hasNext(); ) {
      joined.append(names.next()).append(names.hasNext() ? "/" : "");
    }
    return joined.toString();
  }
}
