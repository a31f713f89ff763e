package org.yipiao.sandbox.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The running bank: it does what it is told to, and names what it does not understand. */
class SandboxBankIT extends RunningBank {

  @Test
  void refusesOtherContentUnderAnIdItKnows() throws Exception {
    var message = id();
    var transfer = id();
    order(message(message, transfer, "10.00"));
    assertThat(order(message(message, transfer, "11.00")).body()).contains("MESSAGE_ID_REUSED");
    assertThat(order(message(id(), transfer, "10.00")).body()).contains("END_TO_END_ID_REUSED");
    assertThat(book()).containsOnlyOnce(transfer).contains("\"amountFen\":1000");
  }

  @Test
  void rejectsDelaysAndReportsTwiceWhenToldTo() throws Exception {
    var rejected = id();
    behave("{\"endToEndId\":\"" + rejected + "\",\"mode\":\"REJECT\",\"code\":\"AC04\"}");
    order(message(rejected, rejected, "1.00"));
    assertThat(report(rejected).body()).contains("<TxSts>RJCT<", "<Cd>AC04<");

    var delayed = id();
    behave("{\"endToEndId\":\"" + delayed + "\",\"mode\":\"DELAY\",\"millis\":1500}");
    order(message(delayed, delayed, "1.00"));
    assertThat(report(delayed).statusCode()).isEqualTo(202);
    await().untilAsserted(() -> assertThat(book()).contains(delayed));

    var twice = id();
    behave("{\"endToEndId\":\"" + twice + "\",\"mode\":\"TWICE\"}");
    order(message(twice, twice, "1.00"));
    assertThat(report(twice).body()).contains("<MsgId>R1-");
    assertThat(report(twice).body()).contains("<MsgId>R2-", "<TxSts>ACSC<");
    assertThat(book()).doesNotContain(rejected);
  }

  @Test
  void rejectsTheSecondCopyOfAnOrderThatItHasExecutedWhenToldTo() throws Exception {
    var message = id();
    var transfer = id();
    behave("{\"endToEndId\":\"" + transfer + "\",\"mode\":\"DUPLICATE\"}");
    assertThat(order(message(message, transfer, "5.00")).statusCode()).isEqualTo(202);
    assertThat(report(message).statusCode()).isEqualTo(404);
    assertThat(order(message(message, transfer, "5.00")).statusCode()).isEqualTo(202);
    assertThat(report(message).body())
        .contains("<OrgnlMsgId>" + message + "<", "<TxSts>RJCT<", "<Cd>AM05<");
    assertThat(book()).containsOnlyOnce(transfer);

    behave("{\"endToEndId\":\"" + transfer + "\",\"mode\":\"SETTLE\"}");
    assertThat(report(message).body()).contains("<TxSts>ACSC<");
    assertThat(book()).containsOnlyOnce(transfer);
  }

  @Test
  void readsOnlyWhatItUnderstandsAndNamesTheElement() throws Exception {
    var sound = message(id(), id(), "5.00");
    var broken =
        Map.of(
            "/@Ccy", sound.replace("CNY", "USD"),
            "InstdAmt", sound.replace("5.00", "5.001"),
            "CtrlSum", sound.replace("<CtrlSum>5.00", "<CtrlSum>6.00"),
            "NbOfTxs", sound.replace("<NbOfTxs>1", "<NbOfTxs>2"),
            "EndToEndId", sound.replaceAll("<EndToEndId>.*</EndToEndId>", ""),
            "PmtMtd", sound.replace("TRF", "CHK"),
            "DbtrAcct", sound.replaceAll("<DbtrAcct>.*</DbtrAcct>", ""),
            "/Document", sound.replace("pain.001.001.09", "pain.001.001.03"),
            "document type",
                sound.replace("?>", "?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"),
            "well-formed", "<Document");
    for (var each : broken.entrySet()) {
      var answer = order(each.getValue());
      assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(400);
      assertThat(answer.body()).contains("MESSAGE_INVALID", each.getKey());
    }
    assertThat(order(" ".repeat(300_000)).statusCode()).isEqualTo(413);
  }

  @Test
  void saysWhatIsWrongInTheCustomersLanguage() throws Exception {
    var broken = message(id(), id(), "5.00").replace("CNY", "USD");
    assertThat(orderIn("zh-CN", broken))
        .contains("/@Ccy", "\"code\":\"NOT_VALID\"", "\"reason\":\"须为 CNY\"");
    assertThat(orderIn("en", broken)).contains("\"reason\":\"must be CNY\"");
    var instruction = "{\"mode\":\"DELAY\",\"millis\":86400001}";
    var answer =
        send("PUT", "/v1/behaviour", "application/json", instruction, "bureau", "bank.control");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"reason\":\"millis must be 0 to 86400000\"");
  }
}
