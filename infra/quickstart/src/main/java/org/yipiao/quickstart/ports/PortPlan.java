package org.yipiao.quickstart.ports;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.yipiao.embedded.Ports;

/** The port of every listening socket of one running platform. */
public final class PortPlan {

  private final Map<PlatformPort, Integer> ports;

  private PortPlan(Map<PlatformPort, Integer> ports) {
    this.ports = new EnumMap<>(ports);
  }

  /**
   * Chooses the ports. A usual port that is taken gives way to the next free one, which is noted.
   *
   * @param demanded ports given by the user
   * @param previous ports of the last start
   * @param note receives a line for each port that gave way
   * @throws PortTakenException when a demanded port is taken, or is demanded for two parts
   */
  public static PortPlan choose(
      Map<PlatformPort, Integer> demanded,
      Map<PlatformPort, Integer> previous,
      Consumer<String> note) {
    twice(demanded)
        .ifPresent(why -> {
          throw new PortTakenException(why);
        });
    Set<Integer> taken = new HashSet<>(demanded.values());
    var chosen = new EnumMap<PlatformPort, Integer>(PlatformPort.class);
    demanded.forEach((port, number) -> {
      if (!Ports.isFree(number)) {
        throw new PortTakenException(port, number, Ports.owner(number));
      }
      chosen.put(port, number);
    });
    for (PlatformPort port : PlatformPort.values()) {
      if (!chosen.containsKey(port)) {
        int first =
            port.staysFromStartToStart() ? previous.getOrDefault(port, port.usual()) : port.usual();
        int number = Ports.nextFree(first, taken);
        if (number != first) {
          note.accept(
              "port %d for %s is taken%s, using %d"
                  .formatted(first, port.label(), by(Ports.owner(first)), number));
        }
        chosen.put(port, number);
      }
    }
    return new PortPlan(chosen);
  }

  /** The port that is demanded for two parts, in words; empty when none is. */
  public static Optional<String> twice(Map<PlatformPort, Integer> demanded) {
    Map<Integer, PlatformPort> parts = new HashMap<>();
    for (PlatformPort port : PlatformPort.values()) {
      Integer number = demanded.get(port);
      PlatformPort other = number == null ? null : parts.putIfAbsent(number, port);
      if (number != null && other != null) {
        return Optional.of(
            "port %d is asked for with --port-%s and with --port-%s"
                .formatted(number, other.label(), port.label()));
      }
    }
    return Optional.empty();
  }

  /** The number chosen. */
  public int of(PlatformPort port) {
    Integer number = ports.get(port);
    if (number == null) {
      throw new IllegalStateException("no port for " + port);
    }
    return number;
  }

  /** All numbers. */
  public Map<PlatformPort, Integer> all() {
    return Map.copyOf(ports);
  }

  /** {@code http://127.0.0.1:port}. */
  public String url(PlatformPort port) {
    return "http://127.0.0.1:" + of(port);
  }

  private static String by(Optional<String> owner) {
    return owner.map(process -> " by " + process).orElse("");
  }

  /** A port the user asked for is held by somebody else, or was asked for twice. */
  public static final class PortTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PortTakenException(PlatformPort port, int number, Optional<String> owner) {
      super(
          "port %d, asked for with --port-%s, is taken by %s"
              .formatted(number, port.label(), owner.orElse("a process of another user")));
    }

    PortTakenException(String twice) {
      super(twice);
    }
  }
}
