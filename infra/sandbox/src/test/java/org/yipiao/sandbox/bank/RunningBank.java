package org.yipiao.sandbox.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.yipiao.sandbox.RunningSandbox;

/** A sandbox of which the bank is used. */
abstract class RunningBank extends RunningSandbox {

  /** What the agency is answered to an order in a language. */
  static String orderIn(String language, String message) throws Exception {
    var request = request("POST", "/v1/payments", "application/xml", message, "agency", "bank.pay");
    return send(request.header("Accept-Language", language)).body();
  }

  /** The agency's order. */
  static HttpResponse<String> order(String message) throws Exception {
    return orderAs("agency", message);
  }

  static HttpResponse<String> orderAs(String tenant, String message) throws Exception {
    return send("POST", "/v1/payments", "application/xml", message, tenant, "bank.pay");
  }

  /** What the agency is told. */
  static HttpResponse<String> report(String messageId) throws Exception {
    return reportTo("agency", messageId);
  }

  static HttpResponse<String> reportTo(String tenant, String messageId) throws Exception {
    return send("GET", "/v1/payments/" + messageId, "application/xml", "", tenant, "bank.pay");
  }

  static void behave(String instruction) throws Exception {
    var answer =
        send("PUT", "/v1/behaviour", "application/json", instruction, "bureau", "bank.control");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  /** All that the bank executed. */
  static String book() throws Exception {
    return send("GET", "/v1/book", "text/plain", "", "bureau", "bank.read", "bank.control").body();
  }

  /** What a customer is told of it. */
  static String bookOf(String tenant) throws Exception {
    return send("GET", "/v1/book", "text/plain", "", tenant, "bank.read").body();
  }

  static String id() {
    return UUID.randomUUID().toString().substring(0, 30);
  }

  /** A message that debits the agency's account. */
  static String message(String messageId, String endToEndId, String yuan) {
    return messageFrom(AGENCYS_ACCOUNT, messageId, endToEndId, yuan);
  }

  static String messageFrom(String account, String messageId, String endToEndId, String yuan) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
    <GrpHdr><MsgId>%s</MsgId><CreDtTm>2026-03-01T08:00:00Z</CreDtTm><NbOfTxs>1</NbOfTxs>
    <CtrlSum>%s</CtrlSum><InitgPty><Nm>Agency</Nm></InitgPty></GrpHdr>
    <PmtInf><PmtInfId>P1</PmtInfId><PmtMtd>TRF</PmtMtd>
    <ReqdExctnDt><Dt>2026-03-01</Dt></ReqdExctnDt><Dbtr><Nm>Agency</Nm></Dbtr>
    <DbtrAcct><Id><Othr><Id>%s</Id></Othr></Id></DbtrAcct>
    <CdtTrfTxInf><PmtId><EndToEndId>%s</EndToEndId></PmtId>
    <Amt><InstdAmt Ccy="CNY">%s</InstdAmt></Amt>
    <CdtrAcct><Id><Othr><Id>6200-2</Id></Othr></Id></CdtrAcct></CdtTrfTxInf>
    </PmtInf></CstmrCdtTrfInitn></Document>
    """
        .strip()
        .formatted(messageId, yuan, account, endToEndId, yuan);
  }
}
