package org.yipiao.ledger.server.ordering.hiero;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** Collects errors of the log: the engine tells its troubles nowhere else. */
final class EngineLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  /** And the stack trace that follows it. */
  private static final Pattern LATE_THREAD =
      Pattern.compile(
          "org\\.hiero\\.consensus\\.concurrent\\.framework\\.config\\.StoppableThreadImpl: "
              + "(hanging thread detected|stack trace for hanging thread)");

  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  EngineLog() {
    start();
    root.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
      errors.add(line(event));
    }
  }

  private static String line(ILoggingEvent event) {
    return event.getLoggerName() + ": " + event.getFormattedMessage();
  }

  List<String> errors() {
    return List.copyOf(errors);
  }

  /** On a busy machine the engine complains of threads that end a moment later than it expects. */
  List<String> errorsBesidesLateThreads() {
    return errors.stream().filter(error -> !LATE_THREAD.matcher(error).lookingAt()).toList();
  }

  @Override
  public void close() {
    root.detachAppender(this);
  }
}
