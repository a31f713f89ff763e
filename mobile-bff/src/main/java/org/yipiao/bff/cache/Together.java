package org.yipiao.bff.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.yipiao.platform.telemetry.TraceContext;

/** Asks several things at the same time. */
public final class Together {

  private Together() {}

  /**
   * All answers, in order.
   *
   * @throws RuntimeException the first question's failure
   */
  public static <T> List<T> ask(List<? extends Callable<? extends T>> questions) {
    var trace = TraceContext.currentTraceparent();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = new ArrayList<Future<T>>();
      for (var question : questions) {
        asked.add(threads.submit(() -> TraceContext.<T>callResumed(trace, question::call)));
      }
      var answers = new ArrayList<T>();
      for (var each : asked) {
        answers.add(each.get());
      }
      return answers;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
