package org.yipiao.bff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.bff.SessionLifeIT.newPerson;
import static org.yipiao.bff.TestPage.refused;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often somebody may ask. */
class LimitsIT {

  private static final String BODY = "{\"language\":\"en\"}";

  @Test
  void oneAddressBeginsAFewSignIns(@TempDir Path directory) throws Exception {
    try (var running =
        new RunningBff(directory, Map.of("yipiao.bff.limits.sign-ins-per-address", "1"))) {
      running.page().post("/api/sign-in", BODY);
      var answer = running.page().post("/api/sign-in", BODY);
      refused(answer, 429, "TOO_MANY_REQUESTS");
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }
  }

  /** Everybody comes by the door's address: one must not use up what there is for all. */
  @Test
  void addressesAreThoseOfWhoComesThroughTheDoor(@TempDir Path directory) throws Exception {
    try (var running =
        new RunningBff(
            directory,
            Map.of(
                "yipiao.bff.limits.sign-ins-per-address",
                "1",
                "yipiao.http.trusted-proxies",
                "127.0.0.1"))) {
      for (var address : List.of("203.0.113.1", "203.0.113.2")) {
        var answer = running.page().post("/api/sign-in", BODY, "X-Forwarded-For", address);
        assertThat(answer.statusCode()).isEqualTo(200);
        refused(
            running
                .page()
                .post("/api/sign-in", BODY, "X-Forwarded-For", "198.51.100.7, " + address),
            429,
            "TOO_MANY_REQUESTS");
      }
    }
  }

  /** A provider gives a network of 64 bits to each subscriber. */
  @Test
  void allAddressesOfAnIpv6NetworkAreOneSubscribers(@TempDir Path directory) throws Exception {
    try (var running =
        new RunningBff(
            directory,
            Map.of(
                "yipiao.bff.limits.sign-ins-per-address",
                "1",
                "yipiao.http.trusted-proxies",
                "127.0.0.1"))) {
      var network =
          "2001:db8:%x:%x"
              .formatted(System.nanoTime() & 0xffff, ProcessHandle.current().pid() & 0xffff);
      var page = running.page();
      assertThat(page.post("/api/sign-in", BODY, "X-Forwarded-For", network + "::1").statusCode())
          .isEqualTo(200);
      refused(
          page.post("/api/sign-in", BODY, "X-Forwarded-For", network + ":ffff::9"),
          429,
          "TOO_MANY_REQUESTS");
    }
  }

  @Test
  void onePersonMakesSoManyCallsInAMinute(@TempDir Path directory) throws Exception {
    try (var far = new FarServices()) {
      var settings = new HashMap<>(far.settings());
      settings.put("yipiao.bff.limits.calls-per-person", "3");
      try (var running = new RunningBff(directory, settings)) {
        var person = newPerson();
        var page = running.page().signedIn(running.oauth(), person);
        for (int i = 0; i < 3; i++) {
          assertThat(page.get("/api/claims").statusCode()).isEqualTo(200);
        }
        refused(page.get("/api/claims"), 429, "TOO_MANY_REQUESTS");
        var another = running.page().signedIn(running.oauth(), person);
        refused(another.get("/api/claims"), 429, "TOO_MANY_REQUESTS");
        var somebodyElse = running.page().signedIn(running.oauth(), newPerson());
        assertThat(somebodyElse.get("/api/claims").statusCode()).isEqualTo(200);
      }
    }
  }

  /** Nobody can be known without Redis, and nobody waits for it. */
  @Test
  void saysSoWhileRedisIsAway(@TempDir Path directory) throws Exception {
    try (var running =
        new RunningBff(directory, Map.of("yipiao.bff.redis-url", "redis://127.0.0.1:9"))) {
      var page = running.page();
      refused(page.post("/api/sign-in", BODY), 503, "UNAVAILABLE");
      assertThat(page.get("/").statusCode()).isEqualTo(200);
      assertThat(page.get("/api/trust").statusCode()).isEqualTo(200);
    }
  }
}
