package org.yipiao.bff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.bff.TestPage.json;
import static org.yipiao.bff.TestPage.location;
import static org.yipiao.bff.TestPage.refused;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sign-in against the real authorization server. */
class WholeSignInIT {

  @Test
  void aPersonSignsInReadsAndSignsOut(@TempDir Path directory) throws Exception {
    int port = RunningBff.freePort();
    var publicUrl = "http://127.0.0.1:" + port;
    var client = new TestKeys(directory, "mobile-bff");
    try (var server = new RealAuthorizationServer(directory, client, publicUrl);
        var far = new FarServices()) {
      var settings = RunningBff.common(directory, port, client);
      settings.putAll(far.settings());
      settings.put("yipiao.bff.issuer", server.url());
      settings.put("yipiao.bff.authorization-internal-url", server.url());
      // As if each token were about to end: all calls renew theirs.
      settings.put("yipiao.bff.session.renew-before", "10m");
      far.invoice(RealAuthorizationServer.PERSON, FarServices.GOLDEN, "First Hospital");
      try (var _ = RunningBff.run(settings)) {
        var page = new TestPage(publicUrl);
        var answer = page.follow(server.signIn(page.begin("")));
        assertThat(location(answer)).isEqualTo("/");
        for (int i = 0; i < 3; i++) {
          var home = json(page.get("/api/home"));
          assertThat(home.path("invoices").path("value").path("total").asInt(0)).isEqualTo(1);
          assertThat(json(page.get("/api/claims")).path("items").isArray()).isTrue();
        }
        assertThat(page.post("/api/sign-out", "").statusCode()).isEqualTo(204);
        refused(page.get("/api/home"), 401, "SIGN_IN_NEEDED");
        var again = new TestPage(publicUrl);
        again.follow(server.signIn(again.begin("")));
        var elsewhere = new TestPage(publicUrl);
        elsewhere.follow(server.signIn(elsewhere.begin("")));
        assertThat(again.post("/api/sign-out-everywhere", "").statusCode()).isEqualTo(204);
        refused(elsewhere.get("/api/home"), 401, "SIGN_IN_NEEDED");
        refused(page.send("GET", "/payers/api/queue", null, null), 404, "NOT_FOUND");
      }
    }
  }
}
