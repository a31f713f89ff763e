package org.yipiao.ledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yipiao.ledger.server.http.RequestPlaces.Caller;
import org.yipiao.ledger.server.node.ServedNode;
import org.yipiao.ledger.server.node.SimulatedConsortium;
import org.yipiao.platform.http.SubscriberNetwork;

/** A node that works on as many requests as it may says so to the next one, and to no other. */
class RequestRoomIT {

  private static final String ID = "00".repeat(16);
  private static final Caller BUREAU = new Caller.Tenant("bureau");
  private static final Caller LOOPBACK = new Caller.Stranger(SubscriberNetwork.of("127.0.0.1"));

  private record Taken(RequestKind kind, Caller caller) {}

  @TempDir static Path directory;
  private static SimulatedConsortium consortium;
  private static ServedNode served;
  private static RequestPlaces places;

  private final Deque<Taken> taken = new ArrayDeque<>();

  @BeforeAll
  static void start() throws Exception {
    consortium = SimulatedConsortium.withBlocks(directory, 2);
    served = ServedNode.of(consortium, 1);
    places = served.part(RequestRoom.class).places();
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  @AfterEach
  void everybodyLeaves() {
    taken.forEach(one -> places.give(one.kind(), one.caller()));
    for (RequestKind kind : RequestKind.values()) {
      await(kind.name()).until(() -> places.underWay(kind) == 0);
      // What it was promised in vain it would be kept for some seconds more.
      places.take(kind, BUREAU);
      places.give(kind, BUREAU);
    }
  }

  private void take(RequestKind kind, Caller caller, int count) {
    for (int i = 0; i < count; i++) {
      places.take(kind, caller);
      taken.push(new Taken(kind, caller));
    }
  }

  /** A place each to as many tenants as there are places. */
  private void fill(RequestKind kind) {
    for (int i = 0; i < kind.atOnce(); i++) {
      take(kind, new Caller.Tenant("tenant-" + i), 1);
    }
  }

  private static HttpResponse<String> ask(RequestKind kind) throws Exception {
    String transaction = "/v1/transactions/1/" + ID;
    return switch (kind) {
      case SUBMISSION -> served.post(consortium.invoice(7));
      case WAIT -> served.get(transaction + "?waitMillis=1", true);
      case PROOF -> served.get(transaction + "/proof", true);
      case STATE_PROOF -> served.get("/v1/state-proof/invoices/110601260000000001", true);
      case PAGE -> served.get("/v1/blocks?from=0", true);
      case EPOCHS -> served.get("/v1/epochs", true);
    };
  }

  private static void assertBusy(HttpResponse<String> answer, String full) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.body()).contains("\"code\":\"BUSY\"", "\"retryable\":true", full);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
  }

  @ParameterizedTest
  @EnumSource
  void theNextOneIsRefusedByNameUntilAnotherIsAnswered(RequestKind kind) throws Exception {
    fill(kind);
    assertThat(places.underWay(kind)).isEqualTo(kind.atOnce());
    assertBusy(ask(kind), "All " + kind.atOnce() + " places for ");

    var leaves = taken.pop();
    places.give(leaves.kind(), leaves.caller());
    assertThat(ask(kind).statusCode()).isLessThan(500);
    await("its place is free again").until(() -> places.underWay(kind) == kind.atOnce() - 1);
  }

  @ParameterizedTest
  @EnumSource
  void aTenantHasHalfOfThePlacesAndLeavesTheOthersTheirs(RequestKind kind) throws Exception {
    take(kind, BUREAU, kind.ofOneTenant());
    assertBusy(
        ask(kind), "You have " + kind.ofOneTenant() + " of the " + kind.atOnce() + " places for ");
    take(kind, new Caller.Tenant("another"), 1);
  }

  @Test
  void strangersOfOneAddressLeaveTheOthersTheirsAndAllStrangersTheTenants() throws Exception {
    var kind = RequestKind.EPOCHS;
    take(kind, LOOPBACK, kind.ofOneStranger());
    assertBusy(served.get("/v1/epochs", false), "Callers of your address have 4 places for ");
    assertThat(served.get("/v1/epochs", true).statusCode()).isEqualTo(200);

    places.give(kind, LOOPBACK);
    taken.pop();
    assertThat(served.get("/v1/epochs", false).statusCode()).isEqualTo(200);
    await("its place is free").until(() -> places.underWay(kind) == kind.ofOneStranger() - 1);
    for (int i = 0; places.underWay(kind) < kind.ofStrangers(); i++) {
      take(kind, new Caller.Stranger(SubscriberNetwork.of("192.0.2." + i)), 1);
    }
    assertBusy(served.get("/v1/epochs", false), "All 16 places for proofs of epochs that callers");
    assertThat(served.get("/v1/epochs", true).statusCode()).isEqualTo(200);
  }

  @Test
  void whatCostsNextToNothingIsAnsweredHoweverMuchIsUnderWay() throws Exception {
    for (RequestKind kind : RequestKind.values()) {
      fill(kind);
    }
    assertThat(served.get("/checkpoint", false).statusCode()).isEqualTo(200);
    assertThat(served.get("/v1/genesis", true).statusCode()).isEqualTo(200);
    assertThat(served.get("/actuator/health", false).statusCode()).isEqualTo(200);
  }

  @Test
  void everyPageIsOfABoundedKind() throws Exception {
    fill(RequestKind.PAGE);
    fill(RequestKind.EPOCHS);
    fill(RequestKind.STATE_PROOF);
    fill(RequestKind.PROOF);
    for (String path :
        new String[] {
          "/v1/blocks?from=0",
          "/v1/rounds?upTo=1",
          "/v1/leaves?from=0",
          "/v1/evidence",
          "/v1/epochs",
          "/v1/members",
          "/v1/transactions/1/" + ID,
          "/v1/transactions/1/" + ID + "/proof",
          "/v1/state-proof/invoices/110601260000000001",
          "/v1/stop/state",
          "/tile/entries/000.p/1"
        }) {
      assertThat(served.get(path, true).statusCode()).as(path).isEqualTo(503);
    }
  }
}
