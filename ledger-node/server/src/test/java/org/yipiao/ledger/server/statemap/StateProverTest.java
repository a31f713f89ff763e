package org.yipiao.ledger.server.statemap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.statemap.StateKeys;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.node.SimulatedConsortium;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.platform.id.InvoiceId;

class StateProverTest {

  private static final byte[] KEY = StateKeys.invoice(InvoiceId.parse("110601260000000001"));
  private static final Duration LONG = Duration.ofSeconds(5);

  @TempDir Path directory;
  private Chain chain;

  @BeforeEach
  void makeALedgerWithAMap() throws Exception {
    var consortium = new SimulatedConsortium(directory, 61, SimulatedConditions.calm(), 2);
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(1);
    consortium.makeBlocks(0, 1);
    chain = consortium.node(1).chain();
  }

  @Test
  void theOneTooManyIsRefusedUntilAnotherIsAnswered() throws Exception {
    var waiting = new CountDownLatch(StateProver.AT_ONCE);
    var goOn = new CountDownLatch(1);
    var proofs =
        new StateProver(
            chain,
            (condition, _) -> {
              waiting.countDown();
              goOn.await();
              return condition.getAsBoolean();
            },
            LONG);
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < StateProver.AT_ONCE; i++) {
      callers.add(Thread.ofVirtual().start(() -> prove(proofs)));
    }
    waiting.await();
    assertThat(proofs.prove(KEY)).isInstanceOf(StateProver.Answer.Busy.class);

    goOn.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(proofs.prove(KEY)).isInstanceOf(StateProver.Answer.Proven.class);
  }

  private static void prove(StateProver proofs) {
    try {
      proofs.prove(KEY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoseBlockDoesNotBecomeFinalIsToldSo() throws Exception {
    List<Duration> waits = new ArrayList<>();
    var proofs =
        new StateProver(
            chain,
            (_, atMost) -> {
              waits.add(atMost);
              return false;
            },
            LONG);
    assertThat(proofs.prove(KEY)).isInstanceOf(StateProver.Answer.NotFinal.class);
    assertThat(waits).containsExactly(LONG);
  }
}
