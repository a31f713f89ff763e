package org.yipiao.quickstart.parts;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.yipiao.embedded.ExternalServers;
import org.yipiao.quickstart.ports.PlatformPort;

/**
 * What to start.
 *
 * @param root the clone
 * @param instance name of the data directory: {@code <root>/.yipiao/<instance>}
 * @param ports ports given by the user; the others are chosen
 * @param external servers to use instead of embedded ones
 * @param settings further application properties of a service, by its name
 * @param publicUrl the origin that browsers call; see {@link PublicUrl}
 * @param suite of a consortium that is founded, one of {@link Consortium#SUITES}; without it what
 *     the environment says
 */
public record PlatformOptions(
    Path root,
    String instance,
    Map<PlatformPort, Integer> ports,
    ExternalServers external,
    Map<String, Map<String, String>> settings,
    Optional<String> publicUrl,
    Optional<String> suite) {

  /** Copies, so that they cannot change meanwhile. */
  public PlatformOptions {
    root = root.toAbsolutePath().normalize();
    ports = Map.copyOf(ports);
    settings = Map.copyOf(settings);
  }

  /** With the suite that the environment says. */
  public PlatformOptions(
      Path root,
      String instance,
      Map<PlatformPort, Integer> ports,
      ExternalServers external,
      Map<String, Map<String, String>> settings,
      Optional<String> publicUrl) {
    this(root, instance, ports, external, settings, publicUrl, Optional.empty());
  }

  /** What browsers call is the public door itself. */
  public PlatformOptions(
      Path root,
      String instance,
      Map<PlatformPort, Integer> ports,
      ExternalServers external,
      Map<String, Map<String, String>> settings) {
    this(root, instance, ports, external, settings, Optional.empty());
  }

  /** What a founding is told, by the names of variables: what was given, else the environment's. */
  Map<String, String> founding(Map<String, String> environment) {
    var all = new HashMap<>(environment);
    suite.ifPresent(given -> all.put(Consortium.SUITE, given));
    return all;
  }
}
