package org.yipiao.ledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yipiao.ledger.server.node.ServedNode;
import org.yipiao.ledger.server.node.SimulatedConsortium;

/** A node that works on as many requests as it may says so to the next one, and to no other. */
class RequestRoomIT {

  private static final String ID = "00".repeat(16);
  private static final String ONE = "one";
  private static final String OTHER = "other";

  @TempDir static Path directory;
  private static SimulatedConsortium consortium;
  private static ServedNode served;
  private static RequestRoom room;

  @BeforeAll
  static void start() throws Exception {
    consortium = SimulatedConsortium.withBlocks(directory, 2);
    served = ServedNode.of(consortium, 1);
    room = served.part(RequestRoom.class);
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  @AfterEach
  void everybodyLeaves() {
    for (RequestKind kind : RequestKind.values()) {
      for (String tenant : new String[] {ONE, OTHER, "bureau"}) {
        for (int i = 0; i < kind.ofOneTenant(); i++) {
          room.give(kind, tenant);
        }
      }
      assertThat(room.underWay(kind)).isZero();
    }
  }

  private static void fill(RequestKind kind, String tenant) {
    for (int i = 0; i < kind.ofOneTenant(); i++) {
      room.take(kind, tenant);
    }
  }

  private static HttpResponse<String> ask(RequestKind kind) throws Exception {
    String transaction = "/v1/transactions/1/" + ID;
    return switch (kind) {
      case SUBMISSION -> served.post(consortium.invoice(7));
      case WAIT -> served.get(transaction + "?waitMillis=1", true);
      case PROOF -> served.get(transaction + "/proof", true);
      case PAGE -> served.get("/v1/blocks?from=0", true);
    };
  }

  @ParameterizedTest
  @EnumSource
  void theNextOneIsRefusedByNameUntilAnotherIsAnswered(RequestKind kind) throws Exception {
    fill(kind, ONE);
    fill(kind, OTHER);
    assertThat(room.underWay(kind)).isEqualTo(kind.atOnce());
    var refused = ask(kind);
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
    assertThat(refused.body()).contains("\"code\":\"BUSY\"", "\"retryable\":true");
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");

    room.give(kind, ONE);
    assertThat(ask(kind).statusCode()).isLessThan(500);
    await("its place is free again").until(() -> room.underWay(kind) == kind.atOnce() - 1);
  }

  @ParameterizedTest
  @EnumSource
  void aTenantHasHalfOfThePlacesAndLeavesTheOthersTheirs(RequestKind kind) throws Exception {
    fill(kind, "bureau");
    assertThat(ask(kind).statusCode()).isEqualTo(503);
    room.take(kind, ONE);
    assertThatThrownBy(() -> room.take(kind, "bureau")).hasMessage("BUSY");
  }

  @Test
  void whatCostsNextToNothingIsAnsweredHoweverMuchIsUnderWay() throws Exception {
    for (RequestKind kind : RequestKind.values()) {
      fill(kind, ONE);
      fill(kind, OTHER);
    }
    assertThat(served.get("/checkpoint", false).statusCode()).isEqualTo(200);
    assertThat(served.get("/v1/genesis", true).statusCode()).isEqualTo(200);
    assertThat(served.get("/v1/transactions/1/" + ID, true).statusCode()).isEqualTo(200);
    assertThat(served.get("/actuator/health", false).statusCode()).isEqualTo(200);
  }

  @Test
  void everyPageIsOfABoundedKind() throws Exception {
    fill(RequestKind.PAGE, ONE);
    fill(RequestKind.PAGE, OTHER);
    for (String path :
        new String[] {
          "/v1/blocks?from=0",
          "/v1/rounds?upTo=1",
          "/v1/leaves?from=0",
          "/v1/evidence",
          "/v1/epochs",
          "/v1/stop/state",
          "/tile/entries/000.p/1"
        }) {
      assertThat(served.get(path, true).statusCode()).as(path).isEqualTo(503);
    }
  }
}
