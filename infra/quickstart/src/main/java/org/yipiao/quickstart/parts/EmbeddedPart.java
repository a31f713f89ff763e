package org.yipiao.quickstart.parts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.yipiao.embedded.EmbeddedServers;
import org.yipiao.embedded.process.ChildProcess;
import org.yipiao.quickstart.supervision.Part;
import org.yipiao.quickstart.supervision.PartIdentity;

/** MariaDB, Redis or Kafka. Its launch returns when it answers. */
final class EmbeddedPart implements Part {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final EmbeddedServers servers;
  private final PartIdentity identity;

  EmbeddedPart(EmbeddedServers servers, String name, Path logs) {
    this.servers = servers;
    this.identity = new PartIdentity(name, Set.of(), logs.resolve(name + ".log"), PATIENCE);
  }

  @Override
  public PartIdentity identity() {
    return identity;
  }

  @Override
  public ChildProcess launch() {
    return servers.start(identity.name());
  }

  @Override
  public boolean serves() {
    return true;
  }
}
