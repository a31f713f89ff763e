package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.genesis.GenesisLimits;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.development.DevelopmentMember;

/** The genesis' limits as a node answers them. */
class NodeLimitsIT {

  private static final GenesisLimits LIMITS = GenesisLimits.DEFAULT;

  @TempDir static Path directory;
  private static SimulatedConsortium consortium;
  private static ServedNode served;

  @BeforeAll
  static void start() throws Exception {
    consortium = SimulatedConsortium.withBlocks(directory, 1);
    served = ServedNode.of(consortium, 1);
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  @Test
  void refusesATransactionWithMoreOperationsThanTheGenesisPermits() throws Exception {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < LIMITS.operationsPerTransaction(); i++) {
      operations.add(
          new IssueInvoice(SimulatedConsortium.FIRST + i, Digest.sha256(new byte[] {1}), 1, 2));
    }
    var most = consortium.sign(DevelopmentMember.HOSPITAL_ONE, operations);
    assertThat(served.post(most).statusCode()).isEqualTo(202);
    operations.add(operations.getFirst());
    var many = consortium.sign(DevelopmentMember.HOSPITAL_ONE, operations);
    assertRefused(served.post(many), 422, "TOO_MANY_OPERATIONS");
  }

  @Test
  void refusesATransactionWithMoreBytesThanTheGenesisPermits() throws Exception {
    assertRefused(
        served.post(new byte[LIMITS.transactionBytes() + 1]), 413, "TRANSACTION_TOO_LARGE");
    assertRefused(served.post(new byte[LIMITS.transactionBytes()]), 400, "MALFORMED_TRANSACTION");
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"retryable\":false");
  }
}
