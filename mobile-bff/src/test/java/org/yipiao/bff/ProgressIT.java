package org.yipiao.bff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.yipiao.bff.ScreensIT.newId;
import static org.yipiao.bff.SessionLifeIT.newPerson;
import static org.yipiao.bff.TestPage.json;
import static org.yipiao.bff.TestPage.refused;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.bff.store.Redis;
import org.yipiao.bff.store.Seal;
import org.yipiao.claims.api.ClaimChanged;
import org.yipiao.embedded.shared.SharedTestServers;
import org.yipiao.invoice.api.InvoiceIssued;
import tools.jackson.databind.json.JsonMapper;

/** Live progress and what events do, with a real Kafka. */
class ProgressIT {

  @TempDir static Path directory;
  private static RunningBff running;
  private static FarServices far;
  private static KafkaProducer<String, String> kafka;

  private final String person = newPerson();
  private final String claimId = newId();
  private TestPage page;

  @BeforeAll
  static void start() throws Exception {
    far = new FarServices();
    var settings = new HashMap<>(far.settings());
    settings.put("yipiao.bff.cache.fresh", "1h");
    // Else the fallback would hide an event that is not heard.
    settings.put("yipiao.bff.progress.poll", "1h");
    settings.put("yipiao.bff.progress.heartbeat", "500ms");
    settings.put("yipiao.bff.progress.streams-per-person", "4");
    settings.put("yipiao.bff.progress.queue", "2");
    running = new RunningBff(directory, settings);
    Map<String, Object> producer =
        Map.of("bootstrap.servers", SharedTestServers.get().kafkaBootstrapServers());
    kafka = new KafkaProducer<>(producer, new StringSerializer(), new StringSerializer());
  }

  @AfterAll
  static void stop() {
    kafka.close();
    running.close();
    far.close();
  }

  @BeforeEach
  void signIn() throws Exception {
    page = running.page().signedIn(running.oauth(), person);
    far.claim(person, claimId, "SUBMITTED");
    // The first event that arrives shows that events are heard.
    await()
        .until(() -> {
          page.get("/api/home");
          int before = far.calls.size();
          publishInvoice(person);
          page.get("/api/home");
          return far.calls.size() > before;
        });
  }

  private void publishClaim(String status) throws Exception {
    var event =
        new ClaimChanged(
            claimId, "agency", FarServices.GOLDEN, 2, status, "C", null, Instant.now(), person);
    kafka
        .send(
            new ProducerRecord<>(
                ClaimChanged.TOPIC, claimId, JsonMapper.shared().writeValueAsString(event)))
        .get();
  }

  private static void publishInvoice(String person) throws Exception {
    var event =
        new InvoiceIssued(
            1,
            FarServices.GOLDEN,
            "hospital-one",
            3,
            person,
            "OUTPATIENT_INVOICE",
            1,
            1,
            Instant.now(),
            null,
            Instant.now());
    kafka
        .send(
            new ProducerRecord<>(
                InvoiceIssued.TOPIC,
                FarServices.GOLDEN,
                JsonMapper.shared().writeValueAsString(event)))
        .get();
  }

  @Test
  void anEventMakesWhatWasShownOld() throws Exception {
    await()
        .until(() -> {
          page.get("/api/home");
          int calls = far.calls.size();
          page.get("/api/home");
          return far.calls.size() == calls;
        });
    far.invoice(person, FarServices.GOLDEN, "First Hospital");
    publishInvoice(person);
    await()
        .until(() ->
            json(page.get("/api/home")).path("invoices").path("value").path("total").asInt(0) == 1);
  }

  @Test
  void tellsEveryStepOfAClaimAndItsEnd() throws Exception {
    try (var stream = new TestStream(page, "/api/claims/" + claimId + "/events")) {
      stream.awaits("\"state\":\"SUBMITTED\"");
      far.step(claimId, "VERIFIED");
      far.step(claimId, "COMMITTED");
      publishClaim("COMMITTED");
      stream.awaits("\"state\":\"COMMITTED\"");
      far.step(claimId, "PAID");
      publishClaim("PAID");
      stream.awaitsItsEnd();
      assertThat(stream.ids()).containsExactly("id: 1", "id: 2", "id: 3", "id: 4");
      assertThat(stream.lines())
          .contains("event: step", "event: end")
          .anyMatch(line ->
              line.contains("\"state\":\"PAID\"")
                  && line.contains("\"ended\":true")
                  && line.contains("\"amountFen\":59500"));
    }
  }

  @Test
  void resumesAfterTheLastStepThatThePageHasSeen() throws Exception {
    far.step(claimId, "VERIFIED");
    far.step(claimId, "COMMITTED");
    far.step(claimId, "PAID");
    var path = "/api/claims/" + claimId + "/events";
    for (int seen = 0; seen <= 4; seen++) {
      try (var stream = new TestStream(page, path, "Last-Event-ID", Integer.toString(seen))) {
        stream.awaitsItsEnd();
        assertThat(stream.ids()).hasSize(4 - seen);
        assertThat(stream.lines()).contains("event: end");
      }
    }
    refused(page.get(path, "Last-Event-ID", "x"), 400, "REQUEST_INVALID");
  }

  /** The fallback: nothing but the look every few moments. */
  @Test
  void missesNoStepWhileNoEventComes(@TempDir Path own) throws Exception {
    var settings = new HashMap<>(far.settings());
    settings.put("yipiao.bff.progress.poll-without-events", "50ms");
    settings.put("spring.kafka.bootstrap-servers", "127.0.0.1:9");
    try (var alone = new RunningBff(own, settings)) {
      var other = alone.page().signedIn(alone.oauth(), person);
      try (var stream = new TestStream(other, "/api/claims/" + claimId + "/events")) {
        stream.awaits("\"state\":\"SUBMITTED\"");
        far.step(claimId, "VERIFIED");
        far.step(claimId, "PAID");
        stream.awaitsItsEnd();
        assertThat(stream.ids()).containsExactly("id: 1", "id: 2", "id: 3");
      }
    }
  }

  /** Neither heartbeats nor the fallback for Kafka's absence ask while events come. */
  @Test
  void asksClaimsServiceWhenSomethingHasHappenedAlone(@TempDir Path own) throws Exception {
    var settings = new HashMap<>(far.settings());
    settings.put("yipiao.bff.progress.poll", "1h");
    settings.put("yipiao.bff.progress.poll-without-events", "1ms");
    settings.put("yipiao.bff.progress.heartbeat", "200ms");
    try (var alone = new RunningBff(own, settings)) {
      var other = alone.page().signedIn(alone.oauth(), person);
      var asks = "GET /v1/claims/" + claimId;
      try (var stream = new TestStream(other, "/api/claims/" + claimId + "/events")) {
        stream.awaits("\"state\":\"SUBMITTED\"");
        // Once this process hears of Kafka it does not ask any more.
        await()
            .until(() -> {
              long before = asked(asks);
              long beats = beats(stream);
              await().until(() -> beats(stream) >= beats + 3);
              return asked(asks) == before;
            });
        far.step(claimId, "VERIFIED");
        publishClaim("VERIFIED");
        stream.awaits("\"state\":\"VERIFIED\"");
      }
    }
  }

  private static long asked(String call) {
    return far.calls.stream().filter(call::equals).count();
  }

  private static long beats(TestStream stream) {
    return stream.lines().stream().filter(":"::equals).count();
  }

  /** Every process hears every event: what each wrote to Redis for it would be written for all. */
  @Test
  void anEventCostsNoWriteToRedis() throws Exception {
    var somebody = newPerson();
    publishInvoice(somebody);
    try (var stream = new TestStream(page, "/api/events")) {
      stream.awaits("event: resync");
      // Heard after the other, on the same partition.
      publishInvoice(person);
      stream.awaits("\"invoiceId\":\"" + FarServices.GOLDEN + "\"");
    }
    var seal = running.service().getBean(Seal.class);
    var redis = running.service().getBean(Redis.class);
    for (var each : List.of(somebody, person)) {
      assertThat(
              redis.<Long>ask(
                  commands -> commands.exists(Redis.key("cache", seal.tag(each), "changes"))))
          .isZero();
    }
  }

  @Test
  void tellsAPersonWhatHasChangedAndWhenItHasLostCount() throws Exception {
    try (var stream = new TestStream(page, "/api/events")) {
      stream.awaits("event: resync");
      publishClaim("COMMITTED");
      stream.awaits("\"status\":\"COMMITTED\"");
      publishInvoice(person);
      stream.awaits("\"invoiceId\":\"" + FarServices.GOLDEN + "\"");
    }
  }

  @Test
  void aPersonHasAFewStreamsAndTheyComeFreeAgain() throws Exception {
    List<TestStream> open = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      open.add(new TestStream(page, "/api/events"));
    }
    var another = running.page().signedIn(running.oauth(), person);
    refused(another.get("/api/events"), 429, "TOO_MANY_STREAMS");
    refused(another.get("/api/claims/" + claimId + "/events"), 429, "TOO_MANY_STREAMS");
    open.getFirst().close();
    await()
        .until(() -> {
          var answer = another.open("/api/events");
          answer.body().close();
          return answer.statusCode() == 200;
        });
    for (var each : open) {
      each.close();
    }
  }

  @Test
  void aProcessHasAMostOfStreams(@TempDir Path own) throws Exception {
    var settings = new HashMap<>(far.settings());
    settings.put("yipiao.bff.progress.streams", "1");
    try (var alone = new RunningBff(own, settings)) {
      var first = alone.page().signedIn(alone.oauth(), newPerson());
      var second = alone.page().signedIn(alone.oauth(), newPerson());
      try (var _ = new TestStream(first, "/api/events")) {
        refused(second.get("/api/events"), 503, "STREAMS_FULL");
        var metrics = alone.service().getBean(MeterRegistry.class);
        assertThat(metrics.get("yipiao.bff.streams").gauge().value()).isEqualTo(1);
      }
    }
  }

  @Test
  void aStreamThatWasLeftDoesNotHoldUpTheRequestsAfterIt(@TempDir Path own) throws Exception {
    var settings = new HashMap<>(far.settings());
    settings.put("yipiao.bff.progress.streams-per-person", "100");
    settings.put("yipiao.bff.progress.heartbeat", "200ms");
    var path = "/api/claims/" + claimId + "/events";
    try (var alone = new RunningBff(own, settings)) {
      var other = alone.page().signedIn(alone.oauth(), person);
      for (int i = 0; i < 10; i++) {
        try (var stream = new TestStream(other, path)) {
          stream.awaits("\"state\":\"SUBMITTED\"");
        }
        for (int k = 0; k < 5; k++) {
          assertThat(other.get("/api/home").statusCode()).isEqualTo(200);
        }
      }
      far.step(claimId, "PAID");
      assertThat(other.get(path).body()).contains("event: end");
    }
  }

  @Test
  void aProcessThatEndsLetsItsStreamsGo(@TempDir Path own) throws Exception {
    var alone = new RunningBff(own, new HashMap<>(far.settings()));
    var other = alone.page().signedIn(alone.oauth(), person);
    try (var claim = new TestStream(other, "/api/claims/" + claimId + "/events");
        var all = new TestStream(other, "/api/events")) {
      claim.awaits("\"state\":\"SUBMITTED\"");
      all.awaits("event: resync");
      alone.close();
      claim.awaitsItsEnd();
      all.awaitsItsEnd();
      assertThat(claim.lines()).doesNotContain("broken", "event: end");
    }
  }

  /** Not at the next heartbeat, which here never comes. */
  @Test
  void endsAtOnceWithItsSession(@TempDir Path own) throws Exception {
    var settings = new HashMap<>(far.settings());
    settings.put("yipiao.bff.progress.heartbeat", "1h");
    try (var alone = new RunningBff(own, settings)) {
      var other = alone.page().signedIn(alone.oauth(), person);
      var somebodyElse = alone.page().signedIn(alone.oauth(), newPerson());
      try (var claim = new TestStream(other, "/api/claims/" + claimId + "/events");
          var all = new TestStream(other, "/api/events");
          var others = new TestStream(somebodyElse, "/api/events")) {
        claim.awaits("\"state\":\"SUBMITTED\"");
        all.awaits("event: resync");
        others.awaits("event: resync");
        assertThat(other.post("/api/sign-out", "").statusCode()).isEqualTo(204);
        claim.awaitsItsEnd();
        all.awaitsItsEnd();
        assertThat(others.isOpen()).isTrue();
        assertThat(claim.lines()).doesNotContain("broken", "event: end");
      }
    }
  }

  @Test
  void endsAtOnceWhicheverProcessEndsItsSession(@TempDir Path own) throws Exception {
    var settings = new HashMap<>(far.settings());
    settings.put("yipiao.bff.progress.heartbeat", "1h");
    settings.put("yipiao.bff.public-url", running.publicUrl());
    try (var other = new RunningBff(own, settings);
        var stream = new TestStream(page.ledTo(other.publicUrl()), "/api/events")) {
      stream.awaits("event: resync");
      assertThat(page.post("/api/sign-out", "").statusCode()).isEqualTo(204);
      stream.awaitsItsEnd();
    }
  }

  @Test
  void endsAtOnceWhereItsPersonSignsOutEverywhere(@TempDir Path own) throws Exception {
    var settings = new HashMap<>(far.settings());
    settings.put("yipiao.bff.progress.heartbeat", "1h");
    try (var alone = new RunningBff(own, settings)) {
      var stranger = alone.page().signedIn(alone.oauth(), person);
      var owner = alone.page().signedIn(alone.oauth(), person);
      try (var stream = new TestStream(stranger, "/api/events")) {
        stream.awaits("event: resync");
        assertThat(owner.post("/api/sign-out-everywhere", "").statusCode()).isEqualTo(204);
        stream.awaitsItsEnd();
      }
    }
  }

  /** That the browser has gone shows without anything being written. */
  @Test
  void aStreamThatWasLeftComesFreeAtOnce(@TempDir Path own) throws Exception {
    var settings = new HashMap<>(far.settings());
    settings.put("yipiao.bff.progress.heartbeat", "1h");
    try (var alone = new RunningBff(own, settings)) {
      var other = alone.page().signedIn(alone.oauth(), person);
      var streams = alone.service().getBean(MeterRegistry.class).get("yipiao.bff.streams").gauge();
      for (var path : List.of("/api/events", "/api/claims/" + claimId + "/events")) {
        try (var stream = new TestStream(other, path)) {
          stream.awaits("event: ");
          assertThat(streams.value()).isEqualTo(1);
        }
        await().until(() -> streams.value() == 0);
      }
    }
  }

  @Test
  void endsWithItsSessionAndBeatsUntilThen() throws Exception {
    try (var stream = new TestStream(page, "/api/events")) {
      await().until(() -> stream.lines().stream().filter(":"::equals).count() >= 3);
      assertThat(page.post("/api/sign-out", "").statusCode()).isEqualTo(204);
      stream.awaitsItsEnd();
    }
  }
}
