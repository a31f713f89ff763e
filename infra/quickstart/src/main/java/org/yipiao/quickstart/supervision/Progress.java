package org.yipiao.quickstart.supervision;

import java.time.Duration;

/** Hears what a supervisor does; called from several threads. */
public interface Progress {

  /** A part's process is being started. */
  void starting(String part);

  /** A part serves, so long after its start. */
  void serving(String part, Duration took);

  /** A part ended unasked and is started again. */
  void ended(String part, int exit, Duration nextStartIn);

  /** A part was stopped. */
  void stopped(String part);

  /** Anything else worth a line. */
  void note(String text);
}
