package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.yipiao.ledger.server.store.StoreFailure;

class NodeThreadsTest {

  private final NodeThreads threads = new NodeThreads();

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
  }
}
