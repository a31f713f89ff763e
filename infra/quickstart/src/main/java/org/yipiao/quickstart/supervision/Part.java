package org.yipiao.quickstart.supervision;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.yipiao.embedded.process.ChildProcess;

/** One process of the platform: how to start it and how to see that it serves. */
public interface Part {

  /** The same as long as there is this part. */
  PartIdentity identity();

  /** See {@link PartIdentity}. */
  default String name() {
    return identity().name();
  }

  /** See {@link PartIdentity}. */
  default Set<String> needs() {
    return identity().needs();
  }

  /** See {@link PartIdentity}. */
  default Path log() {
    return identity().log();
  }

  /** See {@link PartIdentity}. */
  default Duration patience() {
    return identity().patience();
  }

  /** Starts the process; may return before it serves. */
  ChildProcess launch();

  /** Whether it serves now. Must answer within a few seconds. */
  boolean serves();

  /** Where it says over HTTP how it is; empty for one that does not. */
  default Optional<URI> health() {
    return Optional.empty();
  }

  /** Whether it also does its work, and waits for nothing outside of it. As {@link #serves}. */
  default boolean ready() {
    return serves();
  }
}
