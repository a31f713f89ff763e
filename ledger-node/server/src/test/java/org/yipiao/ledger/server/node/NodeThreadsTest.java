package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.server.store.StoreFailure;

class NodeThreadsTest {

  private final List<StoreFailure> damage = new ArrayList<>();
  private final NodeThreads threads = new NodeThreads(damage::add);

  @Test
  void sayWhyOneOfThemEnded() {
    assertThat(threads.failure()).isEmpty();
    threads.run(
        "failing",
        () -> {
          throw new StoreFailure("the disk is gone");
        });
    assertThat(threads.join()).isTrue();
    assertThat(threads.failed()).isTrue();
    assertThat(threads.failure())
        .hasValueSatisfying(reason -> assertThat(reason).contains("the disk is gone"));
    assertThat(damage).as("a disk that takes nothing is no damage").isEmpty();
  }

  /** So that the next start sets the store aside, though its checksums hold. */
  @Test
  void tellTheStoreOfDamageThatItCannotSee() {
    var met = StoreFailure.damaged("the map over the rows is damaged");
    threads.run(
        "failing",
        () -> {
          throw met;
        });
    assertThat(threads.join()).isTrue();
    assertThat(threads.storeFailure()).contains(met);
    assertThat(damage).containsExactly(met);
  }
}
