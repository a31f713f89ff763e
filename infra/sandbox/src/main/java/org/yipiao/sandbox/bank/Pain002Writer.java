package org.yipiao.sandbox.bank;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes ISO 20022 CustomerPaymentStatusReport, pain.002.001.10: each transfer is ACSC (settled) or
 * RJCT with an external status reason code.
 */
final class Pain002Writer {

  static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10";

  private final XMLStreamWriter out;

  private Pain002Writer(XMLStreamWriter out) {
    this.out = out;
  }

  static byte[] write(Bank.Answer.Report report) {
    var text = new StringWriter();
    try {
      var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      new Pain002Writer(xml).document(report);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("the report cannot be written", e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void document(Bank.Answer.Report report) throws XMLStreamException {
    var last = report.decisions().getLast().at().truncatedTo(ChronoUnit.SECONDS);
    out.writeStartDocument("UTF-8", "1.0");
    open("Document");
    out.writeDefaultNamespace(NAMESPACE);
    open("CstmrPmtStsRpt");
    open("GrpHdr");
    text("MsgId", report.reportId());
    text("CreDtTm", last.toString());
    close();
    open("OrgnlGrpInfAndSts");
    text("OrgnlMsgId", report.order().messageId());
    text("OrgnlMsgNmId", "pain.001.001.09");
    close();
    open("OrgnlPmtInfAndSts");
    text("OrgnlPmtInfId", report.order().paymentId());
    for (var decision : report.decisions()) {
      transaction(decision);
    }
    close();
    close();
    close();
    out.writeEndDocument();
  }

  private void transaction(Entry.Decided decision) throws XMLStreamException {
    open("TxInfAndSts");
    text("OrgnlEndToEndId", decision.endToEndId());
    var rejection = decision.rejection();
    text("TxSts", rejection == null ? "ACSC" : "RJCT");
    if (rejection != null) {
      open("StsRsnInf");
      open("Rsn");
      text("Cd", rejection);
      close();
      close();
    }
    text("AccptncDtTm", decision.at().truncatedTo(ChronoUnit.SECONDS).toString());
    close();
  }

  private void open(String name) throws XMLStreamException {
    out.writeStartElement(name);
  }

  private void close() throws XMLStreamException {
    out.writeEndElement();
  }

  private void text(String name, String value) throws XMLStreamException {
    out.writeStartElement(name);
    out.writeCharacters(value);
    out.writeEndElement();
  }
}
