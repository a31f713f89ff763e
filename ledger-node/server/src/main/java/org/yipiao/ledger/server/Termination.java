package org.yipiao.ledger.server;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process in order on SIGTERM and SIGINT. The JDK's own type for that, {@code
 * sun.misc.Signal} of the module {@code jdk.unsupported}, is reached by reflection, because the
 * compiler warns of it in a way that cannot be silenced.
 */
final class Termination {

  private static final Logger LOG = LoggerFactory.getLogger(Termination.class);

  private Termination() {}

  /** Runs {@code close} on the first such signal, then ends the process. */
  static void onSignal(Runnable close) {
    var stopping = new AtomicBoolean();
    for (String name : new String[] {"TERM", "INT"}) {
      handle(
          name,
          () -> {
            if (stopping.compareAndSet(false, true)) {
              Thread.ofPlatform().name("stop").start(() -> end(close));
            }
          });
    }
    LOG.info("the process ends in order on SIGTERM and SIGINT");
  }

  private static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | IllegalAccessException
        | InstantiationException
        | InvocationTargetException e) {
      throw new IllegalStateException("signal " + name + " cannot be handled", e);
    }
  }

  private static void end(Runnable close) {
    int code = 0;
    try {
      close.run();
    } catch (RuntimeException e) {
      LOG.error("the process did not close cleanly", e);
      code = 1;
    }
    Runtime.getRuntime().halt(code);
  }
}
