package org.yipiao.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void givesWayToTheNextPortWhenOneIsTaken() throws IOException {
    try (ServerSocket taken = listen()) {
      int port = taken.getLocalPort();
      assertThat(Ports.isFree(port)).isFalse();
      assertThat(Ports.nextFree(port, new HashSet<>())).isGreaterThan(port);
    }
  }

  @Test
  void neverGivesOnePortTwice() {
    Set<Integer> taken = new HashSet<>();
    int first = Ports.nextFree(24_000, taken);
    assertThat(Ports.nextFree(first, taken)).isGreaterThan(first);
    assertThat(taken).contains(first);
  }

  @Test
  void namesTheProcessThatListens() throws IOException {
    try (ServerSocket taken = listen()) {
      assertThat(Ports.owner(taken.getLocalPort()))
          .contains("pid " + ProcessHandle.current().pid() + " (java)");
    }
    assertThat(Ports.owner(Ports.anyFree())).isEmpty();
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(Ports.anyFree(), 1, InetAddress.getLoopbackAddress());
  }
}
