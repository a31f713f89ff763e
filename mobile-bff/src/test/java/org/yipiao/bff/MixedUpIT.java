package org.yipiao.bff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.bff.SessionLifeIT.newPerson;
import static org.yipiao.bff.TestPage.json;
import static org.yipiao.bff.TestPage.location;
import static org.yipiao.bff.TestPage.refused;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.embedded.shared.SharedTestServers;

/** Cookies and codes where they do not belong, and what lies in Redis of either. */
class MixedUpIT {

  private static final String STAFF_SCOPE = "openid claims.read claims.decide";
  private static final String HOSPITAL = "Needle Hospital";

  @TempDir static Path directory;
  private static FarServices far;
  private static RunningBff running;

  @BeforeAll
  static void start() throws Exception {
    far = new FarServices();
    running = new RunningBff(directory, far.settings());
  }

  @AfterAll
  static void stop() {
    running.close();
    far.close();
  }

  private static String cookie(TestPage page, String name) {
    return page.cookie(name).orElseThrow().getValue();
  }

  /** A browser that shows a cookie under a name that the server did not give it. */
  private static String endOf(String address, String name, String value) throws Exception {
    var path = address.substring(running.publicUrl().length());
    return location(running.page().send("GET", path, null, null, "Cookie", name + "=" + value));
  }

  @Test
  void anAnswerToPatientsIsNoneToStaffAndTheReverse() throws Exception {
    var patient = running.page();
    var toPatient = running.oauth().approve(patient.begin(""), newPerson());
    var staff = running.page();
    var toStaff = running.oauth().approve(staff.begin("/payers"), "staff-1", "agency", STAFF_SCOPE);
    var patients = cookie(patient, "yipiao_attempt");
    var payers = cookie(staff, "yipiao_payer_attempt");

    assertThat(
            endOf(toPatient.replace("/login/", "/payers/login/"), "yipiao_payer_attempt", patients))
        .isEqualTo("/payers?problem=ATTEMPT_EXPIRED");
    assertThat(endOf(toStaff.replace("/payers/login/", "/login/"), "yipiao_attempt", payers))
        .isEqualTo("/?problem=ATTEMPT_EXPIRED");
    assertThat(
            endOf(toPatient.replace("/login/", "/payers/login/"), "yipiao_payer_attempt", payers))
        .isEqualTo("/payers?problem=SIGN_IN_FAILED");
    assertThat(endOf(toStaff.replace("/payers/login/", "/login/"), "yipiao_attempt", patients))
        .isEqualTo("/?problem=SIGN_IN_FAILED");

    assertThat(location(patient.follow(toPatient))).isEqualTo("/");
    assertThat(location(staff.follow(toStaff))).isEqualTo("/payers");
  }

  @Test
  void aSessionOfPatientsIsNoneOfStaffAndTheReverse() throws Exception {
    var patient = running.page().signedIn(running.oauth(), newPerson());
    var staff = running.page();
    staff.follow(running.oauth().approve(staff.begin("/payers"), "staff-2", "agency", STAFF_SCOPE));

    refused(
        patient.get(
            "/payers/api/claims", "Cookie", "yipiao_payer=" + cookie(patient, "yipiao_session")),
        401,
        "SIGN_IN_NEEDED");
    refused(
        staff.get("/api/home", "Cookie", "yipiao_session=" + cookie(staff, "yipiao_payer")),
        401,
        "SIGN_IN_NEEDED");
  }

  /** Else whoever has set it would be signed in as whoever signs in next. */
  @Test
  void takesOverNoSessionThatSomebodyElseHasChosen() throws Exception {
    var attacker = running.page().signedIn(running.oauth(), newPerson());
    var chosen = cookie(attacker, "yipiao_session");
    var page = running.page();
    var address = running.oauth().approve(page.begin(""), newPerson());
    var path = address.substring(running.publicUrl().length());
    var answer = page.send("GET", path, null, null, "Cookie", "yipiao_session=" + chosen);
    assertThat(location(answer)).isEqualTo("/");
    assertThat(cookie(page, "yipiao_session")).isNotEqualTo(chosen);
    refused(attacker.get("/api/home"), 401, "SIGN_IN_NEEDED");
    assertThat(json(page.get("/api/session")).path("signedIn").asBoolean(false)).isTrue();
  }

  /**
   * A sign-in that somebody else has begun ends in a session of that one's key: of use to nobody.
   */
  @Test
  void whoeverIsMadeToEndAnothersSignInGivesTheOtherNothing() throws Exception {
    var attacker = running.page();
    var address = running.oauth().approve(attacker.begin(""), newPerson());
    var victim = running.page();
    assertThat(location(victim.follow(address))).isEqualTo("/?problem=ATTEMPT_EXPIRED");
    assertThat(victim.cookie("yipiao_session")).isEmpty();
    refused(attacker.get("/api/home"), 401, "SIGN_IN_NEEDED");

    var planted = cookie(attacker, "yipiao_attempt");
    var path = address.substring(running.publicUrl().length());
    victim.send("GET", path, null, null, "Cookie", "yipiao_attempt=" + planted);
    refused(victim.get("/api/home"), 401, "BINDING_REFUSED");
    refused(attacker.get("/api/home"), 401, "SIGN_IN_NEEDED");
  }

  @Test
  void whoReadsRedisLearnsNeitherTokensNorInvoicesNorWhose() throws Exception {
    var person = newPerson();
    var page = running.page().signedIn(running.oauth(), person);
    far.invoice(person, FarServices.GOLDEN, HOSPITAL);
    far.claim(person, ScreensIT.newId(), "SUBMITTED");
    assertThat(page.get("/api/home").body()).contains(HOSPITAL);
    assertThat(page.get("/api/invoices/" + FarServices.GOLDEN).statusCode()).isEqualTo(200);
    assertThat(page.get("/api/consents").statusCode()).isEqualTo(200);
    var begun = running.page();
    begun.begin("");
    try (var _ = new TestStream(page, "/api/events")) {
      var redis = RedisClient.create(SharedTestServers.get().redisUrl());
      try (var connection = redis.connect()) {
        var all = everything(connection.sync());
        assertThat(all).hasSizeGreaterThan(6);
        assertThat(String.join("\n", all))
            .doesNotContain(
                person,
                HOSPITAL,
                FarServices.GOLDEN + "\"",
                cookie(page, "yipiao_session"),
                cookie(begun, "yipiao_attempt"),
                "eyJ",
                "127.0.0.1");
      } finally {
        redis.shutdown();
      }
    }
  }

  /** Names and values of all that this service keeps. */
  private static List<String> everything(RedisCommands<String, String> redis) {
    var all = new ArrayList<String>();
    ScanIterator.scan(redis, ScanArgs.Builder.matches("yipiao:bff:*"))
        .forEachRemaining(key -> {
          all.add(key);
          switch (redis.type(key)) {
            case "string" -> {
              var value = redis.get(key);
              if (value != null) {
                all.add(value);
              }
            }
            case "zset" -> all.addAll(redis.zrange(key, 0, -1));
            default -> {}
          }
        });
    return all;
  }
}
