package org.yipiao.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yipiao.embedded.process.ChildProcess;

/** One of the three servers: somebody else's, or ours and then startable again after its end. */
final class ServerSlot<A> {

  private final String name;
  private final Optional<A> external;
  private final Start<A> start;
  private volatile @Nullable RunningServer<A> running;

  ServerSlot(String name, Optional<A> external, Start<A> start) {
    this.name = name;
    this.external = external;
    this.start = start;
  }

  String name() {
    return name;
  }

  boolean isExternal() {
    return external.isPresent();
  }

  /** Starts it and waits until it answers; nothing to do for an external one. */
  void start() {
    if (!isExternal()) {
      try {
        running = start.start();
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot start " + name, failure);
      }
    }
  }

  void stop() {
    process().ifPresent(ChildProcess::stop);
  }

  A access() {
    if (external.isPresent()) {
      return external.get();
    }
    RunningServer<A> server = running;
    if (server == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return server.access();
  }

  Optional<ChildProcess> process() {
    return Optional.ofNullable(running).map(RunningServer::child);
  }

  /** Starts a server and returns when it answers. */
  @FunctionalInterface
  interface Start<A> {
    RunningServer<A> start() throws IOException;
  }
}
