package org.yipiao.quickstart.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yipiao.embedded.Ports;
import org.yipiao.quickstart.ports.PortPlan.PortTakenException;

class PortPlanTest {

  private final ArrayList<String> notes = new ArrayList<>();

  @Test
  void refusesADemandedPortThatIsTakenAndNamesItsOwner() throws IOException {
    try (var taken = new ServerSocket(Ports.anyFree(), 1, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(PortTakenException.class)
          .isThrownBy(() ->
              PortPlan.choose(
                  Map.of(PlatformPort.INVOICE, taken.getLocalPort()), Map.of(), notes::add))
          .withMessageContaining("--port-invoice")
          .withMessageContaining("pid " + ProcessHandle.current().pid());
    }
  }

  @Test
  void refusesAPortThatIsDemandedForTwoPartsNamingBothOptions() {
    int number = Ports.anyFree();
    assertThatExceptionOfType(PortTakenException.class)
        .isThrownBy(() ->
            PortPlan.choose(
                Map.of(PlatformPort.CLAIMS, number, PlatformPort.INVOICE, number),
                Map.of(),
                notes::add))
        .withMessage(
            "port %d is asked for with --port-invoice and with --port-claims".formatted(number));
  }

  @Test
  void movesOnFromATakenPortAndSaysSo() throws IOException {
    try (var taken = new ServerSocket(Ports.anyFree(), 1, InetAddress.getLoopbackAddress())) {
      int last = taken.getLocalPort();
      PortPlan plan = PortPlan.choose(Map.of(), Map.of(PlatformPort.GOSSIP_1, last), notes::add);
      assertThat(plan.of(PlatformPort.GOSSIP_1)).isGreaterThan(last);
      assertThat(notes)
          .anyMatch(note -> note.startsWith("port " + last + " for gossip-1 is taken"));
    }
  }

  @Test
  void givesEachSocketAPortOfItsOwn() {
    PortPlan plan =
        PortPlan.choose(
            Map.of(PlatformPort.KAFKA, Ports.nextFree(25_000, new java.util.HashSet<>())),
            Map.of(),
            notes::add);
    assertThat(plan.all()).hasSize(PlatformPort.values().length);
    assertThat(plan.all().values()).doesNotHaveDuplicates();
  }
}
