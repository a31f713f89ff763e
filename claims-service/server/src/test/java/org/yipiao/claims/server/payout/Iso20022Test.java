package org.yipiao.claims.server.payout;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
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
    assertThat(report.reasons()).containsExactly("AC04");
  }

  @Test
  void readsTheReasonsOfEveryLevelAlsoThoseThatAreTheBanksOwn() {
    String reason = "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>";
    String message =
        new String(report("RJCT"), StandardCharsets.UTF_8)
            .replace(reason, reason + reason.replace("AC04", "AM05") + "<StsRsnInf/>")
            .replace(
                "<TxInfAndSts>", "<StsRsnInf><Rsn><Prtry>X1</Prtry></Rsn></StsRsnInf><TxInfAndSts>")
            .replace(
                "</OrgnlGrpInfAndSts>", reason.replace("AC04", "DU01") + "</OrgnlGrpInfAndSts>");

    assertThat(StatusReport.read(message.getBytes(StandardCharsets.UTF_8)).orElseThrow().reasons())
        .containsExactly("DU01", "X1", "AC04", "AM05");
  }

  /** Names as long as the parser takes them, one in another, around many short ones. */
  private static String filling(int bytes) {
    var opened = new StringBuilder();
    var closed = new StringBuilder();
    for (int depth = 0; depth < 37; depth++) {
      String name = "a".repeat(990) + depth;
      opened.append('<').append(name).append('>');
      closed.insert(0, "</" + name + ">");
    }
    for (int i = 0; opened.length() + closed.length() < bytes; i++) {
      opened.append("<b%d>x</b%d>".formatted(i, i));
    }
    return opened.append(closed).toString();
  }

  @Test
  void needsNoMoreMemoryForAHostileMessageThanForASoundOneOfItsSize() {
    String sound = new String(report("ACSC"), StandardCharsets.UTF_8);
    byte[] hostile =
        sound
            .replace("</CstmrPmtStsRpt>", filling(250_000) + "</CstmrPmtStsRpt>")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(hostile).hasSizeLessThan(StatusReport.MAX_BYTES);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    var read = StatusReport.read(hostile);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(read.orElseThrow().verdict()).isEqualTo(StatusReport.Verdict.SETTLED);
    assertThat(allocated).isLessThan(64L << 20);
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
