package org.yipiao.ledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.yipiao.ledger.server.node.DismissedMember;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.node.SimulatedConsortium;

/** What a node's health says of whether its member is a validator, and of who is missing. */
class NodeHealthTest {

  @TempDir Path directory;

  private static Health of(LedgerNode node) {
    return Objects.requireNonNull(new NodeHealth(node).health());
  }

  @Test
  void ofOneThatIsNoneSinceWhenAndWhatIsToBeDone() throws Exception {
    SimulatedConsortium consortium = DismissedMember.of(directory);
    Health health = of(consortium.node(DismissedMember.NUMBER));
    assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(health.getDetails())
        .containsEntry("status", "NOT_A_VALIDATOR")
        .containsEntry("validator", false);
    assertThat(health.getDetails())
        .extractingByKey("notAValidator", InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("epoch", 1L)
        .containsEntry("dismissed", true)
        .hasEntrySatisfying("fromSize", size -> assertThat(size).isInstanceOf(Long.class))
        .hasEntrySatisfying(
            "since", since -> assertThat(since).asString().startsWith("2026-01-01T00:00:"))
        .hasEntrySatisfying(
            "toDo", toDo -> assertThat(toDo).asString().contains("until epoch 1", "stop it"));
  }

  @Test
  void ofAValidatorThatItIsOne() throws Exception {
    Health health = of(SimulatedConsortium.withBlocks(directory, 1).node(1));
    assertThat(health.getStatus()).isEqualTo(Status.UP);
    assertThat(health.getDetails())
        .containsEntry("validator", true)
        .doesNotContainKey("notAValidator")
        .doesNotContainKey("notHeardMillis");
  }

  @Test
  void ofOneWithoutAQuorumWhoIsNotHeard() throws Exception {
    SimulatedConsortium consortium = SimulatedConsortium.withBlocks(directory, 1);
    consortium.network().partition(List.of(3));
    consortium.crash(4);
    consortium.run(Duration.ofSeconds(12));
    Health health = of(consortium.node(1));
    assertThat(health.getDetails())
        .containsEntry("status", "NO_QUORUM")
        .extractingByKey("notHeardMillis", InstanceOfAssertFactories.map(String.class, Long.class))
        .containsOnlyKeys("3", "4")
        .allSatisfy((_, millis) -> assertThat(millis).isBetween(11_000L, 12_000L));
  }
}
