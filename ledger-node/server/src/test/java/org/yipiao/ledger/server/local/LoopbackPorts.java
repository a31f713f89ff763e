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
 * is given twice in a process: whoever has one may not listen yet. Processes side by side that have
 * a number, 1 to 4, take none from each other either.
 */
public final class LoopbackPorts {

  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 31_999;
  private static final int ATTEMPTS = 1_000;
  private static final int PARTS = 4;
  private static final String PART = "yipiao.loopback-ports.part";
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private LoopbackPorts() {}

  /** So many different ones, free a moment ago. */
  public static List<Integer> free(int count) {
    int part = Integer.getInteger(PART, 0);
    int some = (HIGHEST + 1 - LOWEST) / (part == 0 ? 1 : PARTS);
    int lowest = LOWEST + some * (Math.max(part, 1) - 1);
    Set<Integer> free = new HashSet<>();
    for (int attempt = 0; attempt < ATTEMPTS && free.size() < count; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(lowest, lowest + some);
      if (isFree(port) && GIVEN.add(port)) {
        free.add(port);
      }
    }
    if (free.size() < count) {
      throw new IllegalStateException(
          "no free port between " + lowest + " and " + (lowest + some - 1));
    }
    return new ArrayList<>(free);
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
