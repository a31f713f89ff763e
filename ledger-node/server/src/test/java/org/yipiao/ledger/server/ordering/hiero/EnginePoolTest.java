package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class EnginePoolTest {

  private final EnginePool pool = new EnginePool((_, _) -> {});

  @Test
  void doesWorkUntilItIsShutDown() {
    var done = new CompletableFuture<Boolean>();
    pool.execute(
        ForkJoinTask.adapt(() -> {
          done.complete(true);
        }));
    assertThat(done.join()).isTrue();
    pool.shutdown();
    assertThatThrownBy(() -> pool.execute(ForkJoinTask.adapt(() -> {})))
        .isInstanceOf(RejectedExecutionException.class);
  }

  /** The library would end the process for an exception. */
  @Test
  void theThreadThatHasStatesTaughtEndsWithAnErrorOnceItIsShutDown() throws Exception {
    pool.shutdown();
    var thrown = new CompletableFuture<Throwable>();
    Thread taught =
        Thread.ofPlatform()
            .name("<platform-core: reconnectController>")
            .uncaughtExceptionHandler((_, e) -> thrown.complete(e))
            .start(() -> pool.execute(ForkJoinTask.adapt(() -> {})));
    taught.join();
    assertThat(thrown.join()).isInstanceOf(Error.class).hasMessage("the engine has ended");
  }
}
