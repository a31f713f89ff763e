package org.yipiao.quickstart.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yipiao.embedded.process.ProcessIdentity;
import org.yipiao.quickstart.ports.PlatformPort;
import org.yipiao.quickstart.ports.PortPlan;
import org.yipiao.quickstart.supervision.PartStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code instance.json}: a running platform as seen from outside.
 *
 * @param state starting, running, stopping or stopped
 * @param writtenAt when this was written
 * @param supervisor {@code "pid birth"} of the process that runs it, see {@link ProcessIdentity}
 * @param publicUrl the origin that browsers call; null in the files of earlier versions
 * @param trust the trust root for {@code yipiao verify}
 * @param ports port numbers by name
 * @param parts the parts in their order
 */
public record InstanceDescription(
    String state,
    String writtenAt,
    String supervisor,
    @Nullable String publicUrl,
    String trust,
    Map<String, Integer> ports,
    List<PartDescription> parts) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String FILE = "instance.json";

  /**
   * One part.
   *
   * @param name its name
   * @param state see {@link org.yipiao.quickstart.supervision.PartState}
   * @param pid its process, 0 while there is none
   * @param starts how often it was started
   * @param log its log
   * @param health where it says over HTTP how it is; null for one that does not, and in the files
   *     of earlier versions
   */
  public record PartDescription(
      String name, String state, long pid, long starts, String log, @Nullable String health) {}

  static InstanceDescription of(
      String state,
      Map<String, Integer> ports,
      String publicUrl,
      List<PartStatus> parts,
      Path trust) {
    var described = new ArrayList<PartDescription>();
    for (PartStatus part : parts) {
      described.add(
          new PartDescription(
              part.name(),
              part.state().name(),
              part.pid(),
              part.starts(),
              part.log().toString(),
              part.health().map(URI::toString).orElse(null)));
    }
    return new InstanceDescription(
        state,
        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
        ProcessIdentity.ofThisProcess().toString(),
        publicUrl,
        trust.toString(),
        new TreeMap<>(ports),
        described);
  }

  /** The platform run by this process. */
  public static InstanceDescription of(
      String state, PortPlan ports, String publicUrl, List<PartStatus> parts, Path trust) {
    var numbers = new TreeMap<String, Integer>();
    for (Map.Entry<PlatformPort, Integer> port : ports.all().entrySet()) {
      numbers.put(port.getKey().label(), port.getValue());
    }
    return of(state, numbers, publicUrl, parts, trust);
  }

  /** The description in a data directory; empty when there is none or it cannot be read. */
  public static Optional<InstanceDescription> read(Path directory) {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readString(file), InstanceDescription.class));
    } catch (IOException | JacksonException unreadable) {
      return Optional.empty();
    }
  }

  void write(Path directory) {
    Path file = directory.resolve(FILE);
    Path fresh = directory.resolve(FILE + ".new");
    try {
      Files.writeString(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + file, failure);
    }
  }
}
