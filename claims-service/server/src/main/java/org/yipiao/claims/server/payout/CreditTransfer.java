package org.yipiao.claims.server.payout;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes the order to pay: ISO 20022 CustomerCreditTransferInitiation, pain.001.001.09, one message
 * with one payment and one transaction.
 */
final class CreditTransfer {

  static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

  private final XMLStreamWriter out;

  private CreditTransfer(XMLStreamWriter out) {
    this.out = out;
  }

  static byte[] write(Payment payment) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      new CreditTransfer(writer).document(payment);
      writer.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a payment message cannot be written", e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void document(Payment payment) throws XMLStreamException {
    out.writeStartDocument("UTF-8", "1.0");
    out.writeStartElement("Document");
    out.writeDefaultNamespace(NAMESPACE);
    out.writeStartElement("CstmrCdtTrfInitn");
    out.writeStartElement("GrpHdr");
    text("MsgId", payment.messageId());
    text(
        "CreDtTm",
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            payment.createdAt().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)));
    text("NbOfTxs", "1");
    text("CtrlSum", payment.amount().toYuanString());
    out.writeStartElement("InitgPty");
    text("Nm", payment.debtorName());
    out.writeEndElement();
    out.writeEndElement();
    paymentInformation(payment);
    out.writeEndElement();
    out.writeEndElement();
    out.writeEndDocument();
  }

  private void paymentInformation(Payment payment) throws XMLStreamException {
    out.writeStartElement("PmtInf");
    text("PmtInfId", payment.messageId());
    text("PmtMtd", "TRF");
    text("NbOfTxs", "1");
    text("CtrlSum", payment.amount().toYuanString());
    out.writeStartElement("ReqdExctnDt");
    text("Dt", payment.executionDate().toString());
    out.writeEndElement();
    out.writeStartElement("Dbtr");
    text("Nm", payment.debtorName());
    out.writeEndElement();
    account("DbtrAcct", payment.debtorAccount());
    agent("DbtrAgt");
    transaction(payment);
    out.writeEndElement();
  }

  private void transaction(Payment payment) throws XMLStreamException {
    out.writeStartElement("CdtTrfTxInf");
    out.writeStartElement("PmtId");
    text("InstrId", payment.claim().value());
    text("EndToEndId", payment.claim().value());
    out.writeEndElement();
    out.writeStartElement("Amt");
    out.writeStartElement("InstdAmt");
    out.writeAttribute("Ccy", "CNY");
    out.writeCharacters(payment.amount().toYuanString());
    out.writeEndElement();
    out.writeEndElement();
    agent("CdtrAgt");
    account("CdtrAcct", payment.creditorAccount());
    out.writeEndElement();
  }

  private void account(String name, String number) throws XMLStreamException {
    out.writeStartElement(name);
    out.writeStartElement("Id");
    out.writeStartElement("Othr");
    text("Id", number);
    out.writeEndElement();
    out.writeEndElement();
    out.writeEndElement();
  }

  private void agent(String name) throws XMLStreamException {
    out.writeStartElement(name);
    out.writeStartElement("FinInstnId");
    out.writeStartElement("Othr");
    text("Id", "NOTPROVIDED");
    out.writeEndElement();
    out.writeEndElement();
    out.writeEndElement();
  }

  private void text(String name, String value) throws XMLStreamException {
    out.writeStartElement(name);
    out.writeCharacters(value);
    out.writeEndElement();
  }
}
