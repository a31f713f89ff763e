package org.yipiao.quickstart.parts;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.yipiao.embedded.process.ChildProcess;
import org.yipiao.embedded.process.ChildSpec;
import org.yipiao.embedded.process.Guardian;
import org.yipiao.quickstart.supervision.Part;
import org.yipiao.quickstart.supervision.PartIdentity;

/**
 * A service of ours in its own JVM, in a directory of its own that holds its {@code
 * application.properties} and its data.
 */
final class ServicePart implements Part {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Enough also for one that writes its recording for the ahead-of-time cache. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final PartIdentity identity;
  private final int stage;
  private final Supplier<ApplicationImage> image;
  private final JvmSettings jvm;
  private final Path directory;
  private final Guardian guardian;
  private final HealthProbe health;
  private final Runnable configuration;

  /** Where a service lives and how it is watched. */
  record Place(Path directory, Path log, Guardian guardian, HealthProbe health) {}

  ServicePart(
      String name,
      int stage,
      Set<String> needs,
      Supplier<ApplicationImage> image,
      JvmSettings jvm,
      Place place,
      Runnable configuration) {
    this.identity = new PartIdentity(name, needs, place.log(), PATIENCE);
    this.stage = stage;
    this.image = image;
    this.jvm = jvm;
    this.directory = place.directory();
    this.guardian = place.guardian();
    this.health = place.health();
    this.configuration = configuration;
  }

  @Override
  public PartIdentity identity() {
    return identity;
  }

  @Override
  public ChildProcess launch() {
    configuration.run();
    return guardian.start(
        new ChildSpec(
            name(),
            stage,
            jvm.command(image.get(), List.of()),
            Map.of("LC_ALL", "C.UTF-8"),
            directory,
            log(),
            GRACE));
  }

  @Override
  public boolean serves() {
    return health.serves();
  }

  @Override
  public Optional<URI> health() {
    return Optional.of(health.uri());
  }

  @Override
  public boolean ready() {
    return health.isUp();
  }
}
