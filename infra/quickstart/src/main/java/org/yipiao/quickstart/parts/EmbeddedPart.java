package org.yipiao.quickstart.parts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.yipiao.embedded.EmbeddedServers;
import org.yipiao.embedded.process.ChildProcess;
import org.yipiao.quickstart.supervision.Part;

/** MariaDB, Redis or Kafka. Its launch returns when it answers. */
final class EmbeddedPart implements Part {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final EmbeddedServers servers;
  private final String name;
  private final Path log;

  EmbeddedPart(EmbeddedServers servers, String name, Path logs) {
    this.servers = servers;
    this.name = name;
    this.log = logs.resolve(name + ".log");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<String> needs() {
    return Set.of();
  }

  @Override
  public Path log() {
    return log;
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  @Override
  public ChildProcess launch() {
    return servers.start(name);
  }

  @Override
  public boolean serves() {
    return true;
  }
}
