package org.yipiao.bff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.yipiao.bff.TestPage.json;
import static org.yipiao.bff.TestPage.refused;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.bff.store.RandomText;
import org.yipiao.bff.store.Redis;
import org.yipiao.bff.store.Seal;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How long a session lives, and how its tokens are renewed. */
class SessionLifeIT {

  @TempDir static Path directory;
  private static RunningBff running;
  private static FarServices far;

  @BeforeAll
  static void start() throws Exception {
    far = new FarServices();
    var settings = new HashMap<>(far.settings());
    settings.put("yipiao.bff.cache.fresh", "0s");
    running = new RunningBff(directory, settings);
  }

  @AfterAll
  static void stop() {
    running.close();
    far.close();
  }

  @BeforeEach
  void behaves() {
    running.oauth().tokenLife = 300;
    running.oauth().refusesRefresh = false;
    running.oauth().down = false;
    running.oauth().refreshMay = new CountDownLatch(0);
  }

  static String newPerson() {
    return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
  }

  @Test
  void outlivesTheProcess() throws Exception {
    var page = running.page().signedIn(running.oauth(), newPerson());
    var pending = running.page();
    var begun = pending.begin("");
    running.restart();
    assertThat(json(page.get("/api/session")).path("signedIn").asBoolean(false)).isTrue();
    assertThat(page.get("/api/home").statusCode()).isEqualTo(200);
    pending.follow(running.oauth().approve(begun, newPerson()));
    assertThat(json(pending.get("/api/session")).path("signedIn").asBoolean(false)).isTrue();
  }

  @Test
  void renewsATokenOnceForAllWhoNeedIt() throws Exception {
    running.oauth().tokenLife = 10;
    var page = running.page().signedIn(running.oauth(), newPerson());
    int before = running.oauth().refreshes.get();
    running.oauth().tokenLife = 300;
    var may = new CountDownLatch(1);
    running.oauth().refreshMay = may;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = new ArrayList<Future<Integer>>();
      for (int i = 0; i < 8; i++) {
        asked.add(threads.submit(() -> page.get("/api/home").statusCode()));
      }
      await().until(() -> running.oauth().refreshes.get() > before);
      may.countDown();
      for (var each : asked) {
        assertThat(each.get()).isEqualTo(200);
      }
    }
    assertThat(running.oauth().refreshes).hasValue(before + 1);
  }

  @Test
  void goesOnWithATokenThatIsStillGoodWhileNoneCanBeHad() throws Exception {
    running.oauth().tokenLife = 20;
    var page = running.page().signedIn(running.oauth(), newPerson());
    running.oauth().down = true;
    var home = json(page.get("/api/home"));
    assertThat(home.path("invoices").path("stale").asBoolean(true)).isFalse();
  }

  @Test
  void aRefusedRefreshEndsTheSession() throws Exception {
    running.oauth().tokenLife = 10;
    var page = running.page().signedIn(running.oauth(), newPerson());
    running.oauth().refusesRefresh = true;
    refused(page.get("/api/home"), 401, "SIGN_IN_NEEDED");
    running.oauth().refusesRefresh = false;
    refused(page.get("/api/home"), 401, "SIGN_IN_NEEDED");
  }

  @Test
  void aTokenThatAServiceRefusesIsRenewedOnce() throws Exception {
    var page = running.page().signedIn(running.oauth(), newPerson());
    int before = running.oauth().refreshes.get();
    far.tokensToRefuse.set(1);
    assertThat(page.get("/api/claims").statusCode()).isEqualTo(200);
    assertThat(running.oauth().refreshes).hasValue(before + 1);
    far.tokensToRefuse.set(2);
    refused(page.get("/api/claims"), 503, "UNAVAILABLE");
    far.tokensToRefuse.set(0);
    assertThat(page.get("/api/claims").statusCode()).isEqualTo(200);
  }

  /** While versions are exchanged one by one, the others' sessions are read too. */
  @Test
  void aMemberThatThisVersionDoesNotKnowIsLeftUnread() throws Exception {
    var page = running.page().signedIn(running.oauth(), newPerson());
    reshape(page, json -> json.put("addedLater", "x"));
    assertThat(page.get("/api/home").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"subject", "scopes", "jkt", "createdAt", "access", "accessUntil", "refresh"})
  void aSessionThatLacksSomethingEnds(String member) throws Exception {
    var page = running.page().signedIn(running.oauth(), newPerson());
    reshape(page, json -> json.remove(member));
    refused(page.get("/api/home"), 401, "SIGN_IN_NEEDED");
    assertThat(json(page.get("/api/session")).path("signedIn").asBoolean(true)).isFalse();
  }

  @Test
  void aSessionWhoseMembersAreOfAnotherKindEnds() throws Exception {
    var page = running.page().signedIn(running.oauth(), newPerson());
    reshape(page, json -> json.put("createdAt", "yesterday"));
    refused(page.get("/api/home"), 401, "SIGN_IN_NEEDED");
  }

  private static void reshape(TestPage page, Consumer<ObjectNode> change) {
    var seal = running.service().getBean(Seal.class);
    var redis = running.service().getBean(Redis.class);
    var cookie = page.cookie("yipiao_session").orElseThrow().getValue();
    var key = Redis.key("session", RandomText.digest(cookie), "patients");
    var sealed = redis.<String>ask(commands -> commands.get(key));
    var json = (ObjectNode) JsonMapper.shared().readTree(seal.open(key, sealed).orElseThrow());
    change.accept(json);
    var changed = seal.seal(key, JsonMapper.shared().writeValueAsBytes(json));
    redis.<String>ask(commands -> commands.set(key, changed));
  }

  @Test
  void endsWhenItIsIdleAndWhenItIsOld(@TempDir Path own) throws Exception {
    var brief = new HashMap<>(far.settings());
    brief.put("yipiao.bff.session.absolute", "2s");
    try (var alone = new RunningBff(own, brief)) {
      var page = alone.page().signedIn(alone.oauth(), newPerson());
      var thief = page.thief();
      await().until(() -> thief.get("/api/home").body().contains("SIGN_IN_NEEDED"));
      assertThat(alone.oauth().revoked).as("and there").isNotEmpty();
    }
  }
}
