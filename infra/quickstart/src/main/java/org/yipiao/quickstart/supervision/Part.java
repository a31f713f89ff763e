package org.yipiao.quickstart.supervision;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.yipiao.embedded.process.ChildProcess;

/** One process of the platform: how to start it and how to see that it serves. */
public interface Part {

  /** Letters, digits and hyphens; unique. */
  String name();

  /** The parts that must serve before this one is started. */
  Set<String> needs();

  /** Where its output goes. */
  Path log();

  /** How long a start may take until it counts as failed. */
  Duration patience();

  /** Starts the process; may return before it serves. */
  ChildProcess launch();

  /** Whether it serves now. Must answer within a few seconds. */
  boolean serves();

  /** Whether it also does its work, and waits for nothing outside of it. As {@link #serves}. */
  default boolean ready() {
    return serves();
  }
}
