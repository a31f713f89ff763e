package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Divergence;
import org.yipiao.ledger.server.development.DevelopmentConsortium;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.execution.Executor;
import org.yipiao.ledger.server.execution.RoundQueue;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.submission.SubmissionLimits;
import org.yipiao.ledger.server.submission.SubmissionQueue;
import org.yipiao.platform.id.InvoiceId;

/** A disk that refuses the write of one block. */
class FailedWriteTest {

  private static final long FIRST = InvoiceId.parse("110601260000000001").value();

  @TempDir Path directory;

  @Test
  void leavesNoHashOfTheBlockBehind() throws Exception {
    var genesis =
        DevelopmentConsortium.found(
                directory.resolve("consortium"),
                "127.0.0.1",
                List.of(1001, 1002, 1003, 1004),
                Instant.parse("2025-12-31T00:00:00Z"))
            .genesis();
    var store = new MemoryStore();
    var chain = new Chain(store, genesis.ledgerId());
    var submissions =
        new SubmissionQueue(store, InstantSource.system(), SubmissionLimits.DEFAULT, _ -> true);
    var rounds = new RoundQueue(store, 0, RoundQueue.Limits.DEFAULT);
    var executor =
        new Executor(genesis, chain, rounds, submissions, new Divergence(chain), _ -> {});

    store.loseThePowerAfter(0);
    assertThatThrownBy(executor::writeGenesis).isInstanceOf(StoreFailure.class);
    assertThat(chain.head()).isEmpty();
    assertThat(chain.log().size()).isZero();

    store.loseThePowerAfter(Long.MAX_VALUE);
    executor.writeGenesis();
    assertThat(chain.log().size()).isEqualTo(2);
    assertThat(chain.log().root(2)).isEqualTo(chain.head().orElseThrow().tree().root());
  }

  @Test
  void endsANodeThatCatchesUpInsteadOfBlamingItsPeers() throws Exception {
    var consortium = behind();
    consortium.peersAnswer(true);
    for (int member = 1; member <= 4; member++) {
      consortium.talk().lies(member, _ -> new RoundPage(List.of()));
    }
    var node = consortium.node(3);
    consortium.disk(3).loseThePowerAfter(0);
    assertThatThrownBy(() -> node.work(Duration.ZERO)).isInstanceOf(StoreFailure.class);
    consortium.disk(3).loseThePowerAfter(Long.MAX_VALUE);

    consortium.crash(3);
    consortium.start(3);
    for (int member = 1; member <= 4; member++) {
      consortium.talk().lies(member, UnaryOperator.identity());
    }
    consortium.run(Duration.ofSeconds(6));
    assertThat(consortium.node(3).divergence().evidence()).isEmpty();
    assertThat(consortium.node(3).chain().gaps().lowest()).isEmpty();
    assertThat(consortium.node(3).chain().head()).isEqualTo(consortium.node(1).chain().head());
  }

  /** Validator 3 misses rounds whose blocks the others have made final. */
  private SimulatedConsortium behind() throws Exception {
    var consortium = new SimulatedConsortium(directory, 23, SimulatedConditions.forgetful());
    consortium.run(Duration.ofSeconds(6));
    consortium.peersAnswer(false);
    consortium.network().partition(List.of(3));
    for (int i = 0; i < 8; i++) {
      allocate(consortium, i);
      consortium.run(Duration.ofMillis(400));
    }
    consortium.network().heal();
    consortium.run(Duration.ofMillis(200));
    allocate(consortium, 8);
    consortium.run(Duration.ofMillis(200));
    assertThat(consortium.node(3).chain().gaps().lowest()).isPresent();
    return consortium;
  }

  private static void allocate(SimulatedConsortium consortium, int number) throws Exception {
    var range = new AllocateNumbers(4, "one", FIRST + 1_000L * number, 1_000);
    consortium.submit(1, consortium.sign(DevelopmentMember.BUREAU, List.of(range)));
  }
}
