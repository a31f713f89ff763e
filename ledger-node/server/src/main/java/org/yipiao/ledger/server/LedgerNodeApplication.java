package org.yipiao.ledger.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A validator's node as a process. It ends on SIGTERM and SIGINT by closing its context, web server
 * first and engine last; there is no JVM shutdown hook for that, because the engine has hooks of
 * its own, and hooks run side by side.
 */
@SpringBootApplication
public class LedgerNodeApplication {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerNodeApplication.class);

  /** Starts the node. */
  public static void main(String[] arguments) {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> LOG.error("thread {} ended", thread.getName(), failure));
    ConfigurableApplicationContext context = application().run(arguments);
    Termination.onSignal(context::close);
  }

  /** The application without the hook that would race with the engine's. */
  public static SpringApplication application() {
    var application = new SpringApplication(LedgerNodeApplication.class);
    application.setRegisterShutdownHook(false);
    return application;
  }
}
