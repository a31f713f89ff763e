package org.yipiao.ledger.server.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports of this machine for servers that come and go. They lie below those that Linux gives to
 * outgoing connections (from 32 768 by default), which could take them while a server is down. None
 * is given twice: in a process, for whoever has one may not listen yet, nor by processes side by
 * side, each of which has a part of them.
 */
public final class LoopbackPorts {

  private static final int LOWEST = 20_000;
  private static final int PARTS = 12;
  private static final int SIZE = 1_000;
  private static final int ATTEMPTS = 10_000;
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  /** The first port of this process's part; listening there until it ends keeps others out. */
  private static final ServerSocket PART = takePart();

  private LoopbackPorts() {}

  /** So many different ones, free a moment ago. */
  public static List<Integer> free(int count) {
    int first = PART.getLocalPort();
    Set<Integer> free = new HashSet<>();
    for (int attempt = 0; attempt < ATTEMPTS && free.size() < count; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(first, first + SIZE);
      if (isFree(port) && GIVEN.add(port)) {
        free.add(port);
      }
    }
    if (free.size() < count) {
      throw new IllegalStateException("no free port of the " + SIZE + " from " + first + " on");
    }
    return new ArrayList<>(free);
  }

  private static ServerSocket takePart() {
    for (int part = 0; part < PARTS; part++) {
      try {
        return listen(LOWEST + part * SIZE);
      } catch (IOException taken) {
        // by another process
      }
    }
    throw new IllegalStateException(
        "listeners on the first port of each of " + PARTS + " parts from " + LOWEST + " on");
  }

  private static boolean isFree(int port) {
    try (var socket = listen(port)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
