package org.yipiao.quickstart.demo.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneTraceTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @TempDir private Path logs;

  private List<String> missing(String trace) throws IOException {
    return OneTrace.missing(logs, trace, List.of("gateway", "bank"));
  }

  @Test
  void namesThePartsWhoseLogLacksTheTrace() throws Exception {
    Files.writeString(logs.resolve("ledger-one.log"), "INFO [" + TRACE + "] accepted\n");
    Files.writeString(logs.resolve("gateway.log"), "INFO [" + TRACE + "] invoice accepted\n");
    assertThat(missing(TRACE)).containsExactly("bank");
    Files.writeString(logs.resolve("bank.log"), "INFO [" + TRACE.replace('0', '1') + "] taken\n");
    assertThat(missing(TRACE)).containsExactly("bank");
    Files.writeString(logs.resolve("bank.log"), "INFO [" + TRACE + "] executed\n");
    assertThat(missing(TRACE)).isEmpty();
  }

  @Test
  void anInvoiceWithoutATraceIsFollowedNowhere() throws Exception {
    Files.writeString(logs.resolve("gateway.log"), "INFO [] started\n");
    Files.writeString(logs.resolve("ledger-one.log"), "INFO [] started\n");
    assertThat(missing("")).containsExactly("gateway", "bank", "any ledger node");
  }

  @Test
  void oneOfTheLedgersNodesIsEnough() throws Exception {
    Files.writeString(logs.resolve("gateway.log"), "INFO [" + TRACE + "] invoice accepted\n");
    Files.writeString(logs.resolve("bank.log"), "INFO [" + TRACE + "] executed\n");
    assertThat(missing(TRACE)).containsExactly("any ledger node");
    Files.writeString(logs.resolve("ledger-one.log"), "INFO [] started\n");
    assertThat(missing(TRACE)).containsExactly("any ledger node");
    Files.writeString(logs.resolve("ledger-two.log"), "INFO [" + TRACE + "] accepted\n");
    assertThat(missing(TRACE)).isEmpty();
  }
}
