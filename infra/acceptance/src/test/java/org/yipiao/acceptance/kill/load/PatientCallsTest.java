package org.yipiao.acceptance.kill.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yipiao.acceptance.kill.oracle.PatientEvidence;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.PayerDesk;
import org.yipiao.quickstart.drive.RefusedException;
import tools.jackson.databind.json.JsonMapper;

class PatientCallsTest {

  private static final Instant BEGIN = Instant.parse("2026-11-22T02:30:00Z");

  private Instant now = BEGIN;
  private final PatientCalls calls = new PatientCalls(() -> now);

  private void passSeconds(long seconds) {
    now = now.plusSeconds(seconds);
  }

  private static RefusedException refusal(int status, String code) {
    var body = JsonMapper.shared().valueToTree(Map.of("code", code));
    return catchThrowableOfType(
        RefusedException.class,
        () -> PayerDesk.require(new JsonHttp.Answer(status, body, ""), "look"));
  }

  @Test
  void whoHasAnOpenCallOfBeforeOrNoAnswerSinceWaits() {
    var before = calls.begin(1, "claim");
    passSeconds(1);
    Instant back = now;
    assertThat(calls.waitingSince(back, 2)).containsExactly(1, 2);
    passSeconds(1);
    calls.answered(calls.begin(1, "look"));
    calls.answered(calls.begin(2, "look"));
    assertThat(calls.waitingSince(back, 2)).containsExactly(1);
    calls.answered(before);
    assertThat(calls.waitingSince(back, 2)).isEmpty();
  }

  @Test
  void anAnswerToACallOfBeforeDoesNotSayThatNewOnesAreAnswered() {
    var before = calls.begin(1, "look");
    passSeconds(1);
    Instant back = now;
    passSeconds(1);
    calls.answered(before);
    assertThat(calls.waitingSince(back, 1)).containsExactly(1);
  }

  @Test
  void keepsTheLongestWaitOfAnAnsweredCall() {
    var first = calls.begin(1, "look");
    var second = calls.begin(2, "look");
    passSeconds(4);
    calls.answered(second);
    passSeconds(5);
    calls.answered(first);
    calls.answered(calls.begin(1, "look"));
    assertThat(calls.longest()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void tellsWhoWasSignedOutFromOtherFailures() {
    var call = calls.begin(3, "look home");
    calls.failed(call, new IOException("broken off"));
    calls.failed(call, refusal(503, "UNAVAILABLE"));
    assertThat(calls.signedOut()).isEmpty();
    calls.failed(call, refusal(401, "SIGN_IN_NEEDED"));
    calls.failed(call, refusal(503, "UNAVAILABLE"));
    assertThat(calls.signedOut())
        .containsExactly(new PatientEvidence.SignedOut("patient 3", "look home", BEGIN));
    assertThat(calls.failures())
        .isEqualTo(Map.of("IOException", 1, "UNAVAILABLE", 2, "SIGN_IN_NEEDED", 1));
  }

  @Test
  void countsStreamsThatBrokeOffAndNotThoseThatWereOver() {
    calls.streamOpened();
    calls.streamOpened();
    assertThat(calls.openStreams()).isEqualTo(2);
    calls.streamOver(false);
    assertThat(calls.openStreams()).isEqualTo(1);
    assertThat(calls.cutStreams()).isZero();
    calls.streamOver(true);
    assertThat(calls.openStreams()).isZero();
    assertThat(calls.cutStreams()).isEqualTo(1);
  }
}
