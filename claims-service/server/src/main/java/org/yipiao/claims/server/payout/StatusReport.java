package org.yipiao.claims.server.payout;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * @param reasons all that are given, of whatever level, in their order: codes of ISO 20022's list
 *     of external status reasons, or the bank's own
 */
record StatusReport(
    @Nullable String originalMessageId,
    @Nullable String endToEndId,
    String status,
    @Nullable BigDecimal amountYuan,
    @Nullable String currency,
    List<String> reasons) {

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

  private static final Set<String> REASONS =
      Stream.of(GROUP, PAYMENT, TRANSACTION)
          .map(level -> level + "StsRsnInf/Rsn/")
          .flatMap(reason -> Stream.of(reason + "Cd", reason + "Prtry"))
          .collect(Collectors.toUnmodifiableSet());

  /** Every element that is read or leads to one that is. */
  private static final Set<String> WAYS = ways();

  private static final String ELSEWHERE = "";

  StatusReport {
    reasons = List.copyOf(reasons);
  }

  private static Set<String> ways() {
    Set<String> ways = new HashSet<>();
    Stream.concat(ONCE.stream(), REASONS.stream())
        .forEach(path -> {
          ways.add(path);
          for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            ways.add(path.substring(0, end));
          }
        });
    return Set.copyOf(ways);
  }

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
      return of(parts(factory.createXMLStreamReader(new ByteArrayInputStream(xml))));
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
  }

  /** What a message says in the places that are read. */
  private record Parts(Map<String, String> once, Set<String> reasons) {}

  private static Optional<StatusReport> of(Parts parts) {
    Map<String, String> values = parts.once();
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
            List.copyOf(parts.reasons())));
  }

  /**
   * What stands in the places that are read. Of all others nothing is kept and no path is spelt
   * out: what a bank fills its message with costs no more than the message itself.
   *
   * @throws XMLStreamException also when what may be said once is said twice, differently
   */
  private static Parts parts(XMLStreamReader in) throws XMLStreamException {
    Parts parts = new Parts(new HashMap<>(), new LinkedHashSet<>());
    Deque<String> path = new ArrayDeque<>();
    StringBuilder text = new StringBuilder();
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          path.addLast(child(path.peekLast(), in.getLocalName()));
          if (path.size() > MAX_DEPTH) {
            throw new XMLStreamException("too deep");
          }
          text.setLength(0);
          String currency = in.getAttributeValue(null, "Ccy");
          if (currency != null && path.getLast().equals(AMOUNT)) {
            put(parts, AMOUNT + "/@Ccy", currency);
          }
        }
        case XMLStreamConstants.CHARACTERS -> text.append(in.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          String ended = path.removeLast();
          if (!ended.equals(ELSEWHERE) && !text.toString().isBlank()) {
            put(parts, ended, text.toString().strip());
          }
          text.setLength(0);
        }
        case XMLStreamConstants.DTD -> throw new XMLStreamException("a document type");
        default -> {}
      }
    }
    return parts;
  }

  /** The path of an element that is read or leads to one that is; of all others {@code ""}. */
  private static String child(@Nullable String parent, String name) {
    if (ELSEWHERE.equals(parent)) {
      return ELSEWHERE;
    }
    String path = parent == null ? name : parent + "/" + name;
    return WAYS.contains(path) ? path : ELSEWHERE;
  }

  private static void put(Parts parts, String path, String text) throws XMLStreamException {
    if (REASONS.contains(path)) {
      parts.reasons().add(text);
    } else if (ONCE.contains(path)) {
      String before = parts.once().putIfAbsent(path, text);
      if (before != null && !before.equals(text)) {
        throw new XMLStreamException("two answers in " + path);
      }
    }
  }
}
