package org.yipiao.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of the loopback interface: which are free, and who holds the others. */
public final class Ports {

  /** Below the range from which Linux takes outgoing ports, so nobody gets one by chance. */
  private static final int LOWEST = 20_000;

  private static final int HIGHEST = 31_999;
  private static final int LISTENING_STATE = 0x0A;

  private Ports() {}

  /** Whether a server could listen on it now. */
  public static boolean isFree(int port) {
    return canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        && canBind(new InetSocketAddress(port));
  }

  /** A random free port, not yet in the given set, to which it is added. */
  public static int anyFree(Set<Integer> taken) {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
      if (!taken.contains(port) && isFree(port)) {
        taken.add(port);
        return port;
      }
    }
    throw new IllegalStateException("no free port between " + LOWEST + " and " + HIGHEST);
  }

  /** A random free port. */
  public static int anyFree() {
    return anyFree(new HashSet<>());
  }

  /** The first free port from this one upwards, not in the given set, to which it is added. */
  public static int nextFree(int from, Set<Integer> taken) {
    for (int port = from; port <= 65_535; port++) {
      if (!taken.contains(port) && isFree(port)) {
        taken.add(port);
        return port;
      }
    }
    throw new IllegalStateException("no free port from " + from + " upwards");
  }

  /** Whether a server accepts connections on it. */
  public static boolean accepts(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /**
   * The process listening on a port, as {@code pid 123 (command)}; empty when nobody does or the
   * process belongs to another user.
   */
  public static Optional<String> owner(int port) {
    var sockets = new HashSet<String>();
    for (String table : new String[] {"tcp", "tcp6"}) {
      try (var lines = Files.lines(Path.of("/proc/net", table))) {
        lines.skip(1).forEach(line -> socketOf(line, port).ifPresent(sockets::add));
      } catch (IOException noTable) {
        // without IPv6 there is no second table
      }
    }
    return sockets.isEmpty()
        ? Optional.empty()
        : ProcessHandle.allProcesses()
            .filter(process -> holdsOneOf(process.pid(), sockets))
            .findFirst()
            .map(Ports::describe);
  }

  private static String describe(ProcessHandle process) {
    String command =
        process.info().command().map(path -> path.substring(path.lastIndexOf('/') + 1)).orElse("?");
    return "pid " + process.pid() + " (" + command + ")";
  }

  /** The link text of a listening socket in a line of {@code /proc/net/tcp}, proc(5). */
  private static Optional<String> socketOf(String line, int port) {
    String[] fields = line.strip().split("\\s+", -1);
    String suffix = ":%04X".formatted(port).toUpperCase(Locale.ROOT);
    return fields.length > 9
            && fields[1].endsWith(suffix)
            && Integer.parseInt(fields[3], 16) == LISTENING_STATE
        ? Optional.of("socket:[" + fields[9] + "]")
        : Optional.empty();
  }

  private static boolean holdsOneOf(long pid, Set<String> sockets) {
    try (var descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return descriptors.anyMatch(descriptor -> sockets.contains(target(descriptor)));
    } catch (IOException notOurs) {
      return false;
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException gone) {
      return "";
    }
  }

  private static boolean canBind(InetSocketAddress address) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
