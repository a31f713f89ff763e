package org.yipiao.sandbox.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One execution for each id, however the bank dies. Each test leaves it running as it was. */
class BankRestartsIT extends RunningBank {

  @Test
  void executesAnOrderOnceHoweverOftenItIsSentAndWhateverDiesBetween() throws Exception {
    var message = id();
    var transfer = id();
    assertThat(order(message(message, transfer, "595.00")).statusCode()).isEqualTo(202);
    var before = report(message);
    assertThat(before.body())
        .contains("<OrgnlEndToEndId>" + transfer, "<TxSts>ACSC<", "pain.002.001.10");
    assertThat(order(message(message, transfer, "595.00")).statusCode()).isEqualTo(202);
    sandbox.close();
    sandbox = run();
    assertThat(order(message(message, transfer, "595.00")).statusCode()).isEqualTo(202);
    assertThat(report(message).body()).isEqualTo(before.body());
    assertThat(book()).containsOnlyOnce(transfer).contains("\"amountFen\":59500");
  }

  @Test
  void staysSilentOverARestartUntilToldToSettleAndThenPaysOnce() throws Exception {
    var message = id();
    var transfer = id();
    behave("{\"endToEndId\":\"" + transfer + "\",\"mode\":\"SILENT\"}");
    order(message(message, transfer, "1.00"));
    assertThat(report(message).statusCode()).isEqualTo(204);
    sandbox.close();
    sandbox = run();
    assertThat(report(message).statusCode()).isEqualTo(204);
    assertThat(book()).doesNotContain(transfer);
    behave("{\"endToEndId\":\"" + transfer + "\",\"mode\":\"SETTLE\"}");
    assertThat(report(message).body()).contains("<TxSts>ACSC<");
    assertThat(book()).containsOnlyOnce(transfer);
  }

  @Test
  void cutsOffAnUnfinishedEntryAndRefusesADamagedJournal() throws Exception {
    var message = id();
    order(message(message, message, "5.00"));
    sandbox.close();
    var journal = directory.resolve("bank.journal");
    Files.writeString(journal, "0123abcd {\"ord", StandardOpenOption.APPEND);
    sandbox = run();
    assertThat(report(message).body()).contains("ACSC");
    sandbox.close();
    var bytes = Files.readAllBytes(journal);
    bytes[20] ^= 1;
    Files.write(journal, bytes);
    assertThatThrownBy(RunningBank::run).hasStackTraceContaining("is damaged at byte 0");
    bytes[20] ^= 1;
    Files.write(journal, bytes);
    sandbox = run();
  }

  @Test
  void answersForAnOrderThatItTookThoughTheAccountHasAnotherHolderSince() throws Exception {
    var message = id();
    var order = message(message, message, "5.00");
    order(order);
    var insurers =
        List.of(
            "--yipiao.sandbox.bank.accounts[0].number=" + AGENCYS_ACCOUNT,
            "--yipiao.sandbox.bank.accounts[0].tenant=insurer");
    sandbox.close();
    try (var other = runWith(insurers)) {
      sandbox = other;
      assertThat(order(order).statusCode()).isEqualTo(202);
      assertThat(report(message).body()).contains("<TxSts>ACSC<");
      assertThat(order(message(id(), id(), "5.00")).statusCode()).isEqualTo(403);
    }
    sandbox = run();
  }

  @Test
  void startsOnlyWhenItKnowsWhoHoldsWhat() {
    assertThatThrownBy(() -> runWith(List.of())).hasStackTraceContaining("on field 'accounts'");
    var nobodys = List.of("--yipiao.sandbox.bank.accounts[0].number=6200-1");
    assertThatThrownBy(() -> runWith(nobodys)).hasStackTraceContaining("tenant");
  }
}
