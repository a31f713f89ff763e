package org.yipiao.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.authorization.RunningSignIn.CLIENT;
import static org.yipiao.authorization.RunningSignIn.parameter;
import static org.yipiao.authorization.RunningSignIn.refreshToken;
import static org.yipiao.authorization.RunningSignIn.refused;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.embedded.shared.SharedTestServers;

/** An owner puts a stranger out who was let in once. */
class SignOutEverywhereIT {

  @TempDir static Path directory;
  private static RunningSignIn running;

  @BeforeAll
  static void start() throws Exception {
    running =
        new RunningSignIn(
            directory,
            Map.of(
                "yipiao.authorization.redis-url",
                SharedTestServers.get().redisUrl(),
                "yipiao.authorization.sign-in.messages-per-phone",
                "2"));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static HttpResponse<String> everywhere(String client, String refresh) throws Exception {
    return running.call(client, "/oauth2/revoke", Map.of("token", refresh, "everywhere", "true"));
  }

  private static String signIn(Browser browser, String phone) throws Exception {
    return refreshToken(running.tokens(parameter(running.signIn(browser, phone), "code")));
  }

  @Test
  void endsAllGrantsOfThePersonAndForgetsTheBrowsersOfTheirPhone() throws Exception {
    var phone = running.newPatient();
    var strangersBrowser = running.browser();
    var owners = signIn(running.browser(), phone);
    signIn(strangersBrowser, phone);
    var others = signIn(running.browser(), running.newPatient());
    // The phone's cap for strange browsers is used up: this one is known.
    var strangers = signIn(strangersBrowser, phone);

    assertThat(everywhere(CLIENT, owners).statusCode()).isEqualTo(200);

    refused(running.refresh(strangers), "invalid_grant");
    refused(running.refresh(owners), "invalid_grant");
    assertThat(running.refresh(others).statusCode()).isEqualTo(200);
    var asked =
        strangersBrowser.submit(
            running.phoneForm(strangersBrowser), "/sign-in/code", "phone", phone);
    assertThat(asked.statusCode()).as("a strange browser").isEqualTo(429);
  }

  @Test
  void aGrantOfAfterwardsIsGood() throws Exception {
    var phone = running.newPatient();
    var browser = running.browser();
    assertThat(everywhere(CLIENT, signIn(browser, phone)).statusCode()).isEqualTo(200);
    var refresh = refreshToken(running.refresh(signIn(browser, phone)));
    assertThat(running.refresh(refresh).statusCode()).isEqualTo(200);
  }

  /** Unlike a plain revocation: nothing has ended, and whoever asked must know. */
  @Test
  void refusesATokenThatIsNoneOfTheClients() throws Exception {
    var refresh = signIn(running.browser(), running.newPatient());
    refused(everywhere(CLIENT, "none"), "invalid_grant");
    refused(everywhere("gateway", refresh), "invalid_grant");
    refused(
        running.call(CLIENT, "/oauth2/revoke", Map.of("token", refresh, "everywhere", "yes")),
        "invalid_request");
    assertThat(running.refresh(refresh).statusCode()).isEqualTo(200);
  }
}
