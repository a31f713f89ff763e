package org.yipiao.sandbox.bank;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.yipiao.platform.money.Money;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.reason.Reason;
import org.yipiao.sandbox.problem.SandboxProblem;

/**
 * Reads ISO 20022 CustomerCreditTransferInitiation, pain.001.001.09: one payment (PmtInf) of credit
 * transfers (PmtMtd TRF) in CNY between accounts given as Othr/Id or IBAN. Counts and control sums,
 * where given, must agree. Document types and entities are refused.
 *
 * <p>Read by hand: the elements this bank acts on are a dozen, and the binding library for all of
 * ISO 20022 weighs more than the rest of the bank together.
 */
final class Pain001Reader {

  static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

  /** Where a message names the account that pays. */
  static final String DEBTOR_ACCOUNT = "/Document/CstmrCdtTrfInitn/PmtInf/DbtrAcct/Id";

  private final int maxTransfers;

  Pain001Reader(int maxTransfers) {
    this.maxTransfers = maxTransfers;
  }

  /**
   * @throws ProblemException MESSAGE_INVALID naming the element
   */
  CreditTransferInitiation read(byte[] xml) {
    var root = parse(xml).getDocumentElement();
    if (!"Document".equals(root.getLocalName()) || !NAMESPACE.equals(root.getNamespaceURI())) {
      throw invalid("/Document", BankReason.OTHER_NAMESPACE, NAMESPACE);
    }
    var initiation = only(root, "CstmrCdtTrfInitn");
    var header = only(initiation, "GrpHdr");
    var messageId = identifier(header, "MsgId");
    text(header, "CreDtTm");
    var payment = only(initiation, "PmtInf");
    if (!"TRF".equals(text(payment, "PmtMtd"))) {
      throw invalid(path(payment) + "/PmtMtd", BankReason.OTHER_METHOD);
    }
    var debtor = account(payment, "DbtrAcct");
    var transfers = new ArrayList<Transfer>();
    var ids = new HashSet<String>();
    for (var order : children(payment, "CdtTrfTxInf")) {
      if (transfers.size() == maxTransfers) {
        throw invalid(path(order), BankReason.TOO_MANY_TRANSFERS, maxTransfers);
      }
      var transfer = transfer(order, debtor);
      if (!ids.add(transfer.endToEndId())) {
        throw invalid(path(order) + "/PmtId/EndToEndId", BankReason.TRANSFER_ID_TWICE);
      }
      transfers.add(transfer);
    }
    if (transfers.isEmpty()) {
      throw invalid(path(payment) + "/CdtTrfTxInf", BankReason.NO_TRANSFER);
    }
    text(header, "NbOfTxs");
    agree(header, transfers);
    agree(payment, transfers);
    return new CreditTransferInitiation(messageId, identifier(payment, "PmtInfId"), transfers);
  }

  private static org.w3c.dom.Document parse(byte[] xml) {
    try {
      var factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new ByteArrayInputStream(xml));
    } catch (SAXException | IOException e) {
      throw invalid("", BankReason.NOT_XML);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Transfer transfer(Element order, String debtor) {
    var amount = only(only(order, "Amt"), "InstdAmt");
    if (!"CNY".equals(amount.getAttribute("Ccy"))) {
      throw invalid(path(amount) + "/@Ccy", BankReason.OTHER_CURRENCY);
    }
    long fen = fen(amount);
    if (fen == 0) {
      throw invalid(path(amount), BankReason.AMOUNT_NOT_POSITIVE);
    }
    return new Transfer(
        identifier(only(order, "PmtId"), "EndToEndId"), debtor, account(order, "CdtrAcct"), fen);
  }

  /** Counts and sums that the sender gave must be those of the transfers. */
  private static void agree(Element block, List<Transfer> transfers) {
    for (var count : children(block, "NbOfTxs")) {
      if (!count.getTextContent().strip().equals(Integer.toString(transfers.size()))) {
        throw invalid(path(count), BankReason.OTHER_COUNT);
      }
    }
    for (var sum : children(block, "CtrlSum")) {
      var total = Money.sum(transfers.stream().map(t -> Money.ofFen(t.amountFen())).toList());
      if (fen(sum) != total.fen()) {
        throw invalid(path(sum), BankReason.OTHER_SUM);
      }
    }
  }

  private static long fen(Element element) {
    try {
      return Money.parseYuan(element.getTextContent().strip()).fen();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw invalid(path(element), BankReason.NOT_AN_AMOUNT);
    }
  }

  private static String account(Element parent, String name) {
    var id = only(only(parent, name), "Id");
    var ibans = children(id, "IBAN");
    var account = ibans.isEmpty() ? text(only(id, "Othr"), "Id") : text(id, "IBAN");
    if (!account.matches("[A-Za-z0-9._-]{1,34}")) {
      throw invalid(path(id), BankReason.NOT_AN_ACCOUNT);
    }
    return account;
  }

  /** Max35Text without the characters that mean something elsewhere. */
  private static String identifier(Element parent, String name) {
    var value = text(parent, name);
    if (!value.matches("[A-Za-z0-9/?:().,'+ _-]{1,35}")) {
      throw invalid(path(parent) + "/" + name, BankReason.NOT_AN_IDENTIFIER);
    }
    return value;
  }

  private static String text(Element parent, String name) {
    var value = only(parent, name).getTextContent().strip();
    if (value.isEmpty()) {
      throw invalid(path(parent) + "/" + name, BankReason.EMPTY_ELEMENT);
    }
    return value;
  }

  private static Element only(Element parent, String name) {
    var found = children(parent, name);
    if (found.size() != 1) {
      throw invalid(path(parent) + "/" + name, BankReason.NOT_ONCE);
    }
    return found.getFirst();
  }

  private static List<Element> children(Element parent, String name) {
    var found = new ArrayList<Element>();
    for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element e
          && name.equals(e.getLocalName())
          && NAMESPACE.equals(e.getNamespaceURI())) {
        found.add(e);
      }
    }
    return found;
  }

  private static String path(Element element) {
    var parent = element.getParentNode();
    return (parent instanceof Element up ? path(up) : "") + "/" + element.getLocalName();
  }

  private static ProblemException invalid(String path, BankReason reason, Object... parameters) {
    return new ProblemException(
        SandboxProblem.MESSAGE_INVALID,
        List.of(new FieldFault(path, "NOT_VALID", Reason.of(reason, parameters))));
  }
}
