package org.yipiao.ledger.server.ordering.hiero;

import java.io.Serial;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RejectedExecutionException;

/**
 * The threads of one engine. Once it is shut down it refuses work; but the library's thread that
 * has a state taught takes any exception for its own failure and ends the whole process, which has
 * another engine to begin. So that thread ends instead.
 */
final class EnginePool extends ForkJoinPool {

  /** The library's name of it. */
  static final String TAUGHT = "reconnectController";

  private static final int THREADS = 8;

  /** Is caught by nobody on the way. */
  private static final class EndedError extends Error {
    @Serial private static final long serialVersionUID = 1L;

    EndedError(RejectedExecutionException cause) {
      super("the engine has ended", cause);
    }
  }

  EnginePool(UncaughtExceptionHandler onFault) {
    super(THREADS, defaultForkJoinWorkerThreadFactory, onFault, true);
  }

  @Override
  public void execute(ForkJoinTask<?> task) {
    try {
      super.execute(task);
    } catch (RejectedExecutionException e) {
      if (isShutdown() && Thread.currentThread().getName().contains(TAUGHT)) {
        throw new EndedError(e);
      }
      throw e;
    }
  }
}
