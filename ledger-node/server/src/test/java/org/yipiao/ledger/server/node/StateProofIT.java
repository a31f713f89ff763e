package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.statemap.StateKeys;
import org.yipiao.ledger.protocol.statemap.StateProofResult;
import org.yipiao.ledger.protocol.statemap.StateProofVerifier;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.platform.id.InvoiceId;

/** Proofs of the state over HTTP. */
class StateProofIT {

  private static final InvoiceId INVOICE = new InvoiceId(SimulatedConsortium.FIRST);

  @TempDir Path directory;

  @Test
  void membersGetProofsOfInvoicesAndOfTheirAbsence() throws Exception {
    var consortium = new SimulatedConsortium(directory, 7, SimulatedConditions.calm(), 2);
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(1);
    consortium.makeBlocks(0, 3);
    var verifier = new StateProofVerifier(consortium.trust());
    try (var served = ServedNode.of(consortium, 1)) {
      var there = served.get("/v1/state-proof/invoices/" + INVOICE, true);
      assertThat(there.statusCode()).as(there.body()).isEqualTo(200);
      assertThat(there.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
      assertThat(verifier.verify(StateKeys.invoice(INVOICE), there.body()))
          .isInstanceOf(StateProofResult.Present.class);

      var other = new InvoiceId(INVOICE.value() + 500);
      var absent = served.get("/v1/state-proof/invoices/" + other, true);
      assertThat(verifier.verify(StateKeys.invoice(other), absent.body()))
          .isInstanceOf(StateProofResult.Absent.class);

      assertThat(served.get("/v1/state-proof/invoices/12", true).statusCode()).isEqualTo(400);
      assertThat(served.get("/v1/state-proof/invoices/" + INVOICE, false).statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void aContractWithoutAMapProvesNothing() throws Exception {
    var consortium = SimulatedConsortium.withBlocks(directory, 1);
    try (var served = ServedNode.of(consortium, 1)) {
      var refused = served.get("/v1/state-proof/invoices/" + INVOICE, true);
      assertThat(refused.statusCode()).isEqualTo(404);
      assertThat(refused.body()).contains("\"code\":\"STATE_NOT_PROVABLE\"", "\"retryable\":false");
    }
  }
}
