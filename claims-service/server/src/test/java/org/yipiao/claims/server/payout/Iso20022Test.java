package org.yipiao.claims.server.payout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.money.Money;

class Iso20022Test {

  private static byte[] report(String status) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
    <GrpHdr><MsgId>S1</MsgId><CreDtTm>2026-03-02T10:00:00Z</CreDtTm></GrpHdr>
    <OrgnlGrpInfAndSts><OrgnlMsgId>P1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>
    </OrgnlGrpInfAndSts>
    <OrgnlPmtInfAndSts><OrgnlPmtInfId>P1</OrgnlPmtInfId>
    <TxInfAndSts><OrgnlEndToEndId>E1</OrgnlEndToEndId><TxSts>%s</TxSts>
    <StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts>
    </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>
    """
        .formatted(status)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void writesOneTransactionWithTheClaimAsItsEndToEndId() {
    byte[] message =
        CreditTransfer.write(
            new Payment(
                "P0123",
                new ClaimId("0123456789abcdef0123456789abcdef"),
                Instant.parse("2026-03-02T01:02:03.456Z"),
                LocalDate.of(2026, 3, 2),
                "Agency & Co",
                "DEBTOR1",
                "CREDITOR1",
                Money.parseYuan("595.00")));

    assertThat(new String(message, StandardCharsets.UTF_8))
        .contains("<EndToEndId>0123456789abcdef0123456789abcdef</EndToEndId>")
        .contains("<InstdAmt Ccy=\"CNY\">595.00</InstdAmt>")
        .contains("<NbOfTxs>1</NbOfTxs>")
        .contains("<Nm>Agency &amp; Co</Nm>")
        .contains("<CreDtTm>2026-03-02T01:02:03Z</CreDtTm>");
  }

  @ParameterizedTest
  @CsvSource({"ACSC,SETTLED", "ACCC,SETTLED", "RJCT,REJECTED", "PDNG,OPEN", "ACSP,OPEN", "X,OPEN"})
  void takesOnlyADefinitiveWordForADecision(String status, StatusReport.Verdict verdict) {
    StatusReport report = StatusReport.read(report(status)).orElseThrow();

    assertThat(report.verdict()).isEqualTo(verdict);
    assertThat(report.originalMessageId()).isEqualTo("P1");
    assertThat(report.endToEndId()).isEqualTo("E1");
    assertThat(report.reason()).isEqualTo("AC04");
  }

  @Test
  void readsNothingFromBrokenOrHostileMessages() {
    assertThat(StatusReport.read("<Document>".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(StatusReport.read("<Document/>".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(
            StatusReport.read(
                ("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                        + "<Document>&x;</Document>")
                    .getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
  }
}
