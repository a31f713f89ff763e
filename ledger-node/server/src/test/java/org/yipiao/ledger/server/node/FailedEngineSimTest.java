package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.transfer.AskedPeers;

/** What a node says of itself once its engine has failed. */
class FailedEngineSimTest {

  private static final int MEMBER = 2;

  @TempDir Path directory;

  private final NoEngine engine = new NoEngine(EngineStatus.FAILED);

  private LedgerNode node() throws Exception {
    var consortium = new SimulatedConsortium(directory, 11, SimulatedConditions.calm());
    consortium.crash(MEMBER);
    return new LedgerNode(
        consortium.genesis(),
        MEMBER,
        consortium.members().keys(MEMBER),
        consortium.disk(MEMBER),
        engine,
        AskedPeers.of(List.of(), consortium.network()::nanos),
        consortium.network().clock());
  }

  /** Whoever runs it is to make room: nothing is broken. */
  @Test
  void aFullDiskOfTheEngineIsAFullDiskOfTheNode() throws Exception {
    LedgerNode node = node();
    engine.fails(new OrderingEngine.Trouble("No space left on device", true));
    assertThat(node.status()).isEqualTo(NodeStatus.DISK);
    assertThat(node.failure()).contains("No space left on device");
  }

  @Test
  void anyOtherFaultIsNamed() throws Exception {
    LedgerNode node = node();
    assertThat(node.status()).isEqualTo(NodeStatus.FAILED);
    assertThat(node.failure()).isEmpty();
    engine.fails(new OrderingEngine.Trouble("a wire that is not there", false));
    assertThat(node.status()).isEqualTo(NodeStatus.FAILED);
    assertThat(node.failure()).contains("a wire that is not there");
  }
}
