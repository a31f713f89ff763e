package org.yipiao.authorization.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yipiao.authorization.signin.OneTimeCodes.Accepted;
import org.yipiao.authorization.signin.OneTimeCodes.Ended;
import org.yipiao.authorization.signin.OneTimeCodes.Opened;
import org.yipiao.authorization.signin.OneTimeCodes.Wrong;
import org.yipiao.authorization.store.InMemoryExpiringStore;
import org.yipiao.platform.id.PersonId;

class OneTimeCodesTest {

  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final int ATTEMPTS = 5;
  private static final Subject PERSON = new Subject.Patient(new PersonId("ab".repeat(32)));
  private static final PhoneNumber PHONE = new PhoneNumber("+8613800138000");

  private Instant now = Instant.parse("2026-03-02T08:00:00Z");
  private final InMemoryExpiringStore store = new InMemoryExpiringStore(() -> now, 100);
  private final SignInKey key = new SignInKey(new byte[SignInKey.BYTES]);
  private final TaggedPhone tagged = TaggedPhone.of(key, PHONE);
  private final OneTimeCodes codes = new OneTimeCodes(store, key, () -> now, LIFE, ATTEMPTS);

  private Opened opened() {
    var opened = codes.open(tagged, Optional.empty());
    codes.assign(opened.challenge(), PERSON);
    return opened;
  }

  private static String wrong(Opened opened) {
    return opened.code().equals("000000") ? "000001" : "000000";
  }

  @Test
  void takesACodeOnceUntilItsTimeIsOver() {
    var opened = opened();
    assertThat(opened.code()).matches("[0-9]{6}");
    now = now.plus(LIFE).minusMillis(1);
    assertThat(codes.check(opened.challenge(), opened.code()))
        .isEqualTo(new Accepted(PERSON, key.tag(PHONE)));
    assertThat(codes.check(opened.challenge(), opened.code())).isInstanceOf(Ended.class);

    var late = opened();
    now = now.plus(LIFE);
    assertThat(codes.check(late.challenge(), late.code())).isInstanceOf(Ended.class);
  }

  @Test
  void doesNotLiveLongerBecauseItBecomesKnownWhoseItIs() {
    var opened = codes.open(tagged, Optional.empty());
    now = now.plus(LIFE).minusMillis(1);
    codes.assign(opened.challenge(), PERSON);
    now = now.plusMillis(1);
    assertThat(codes.check(opened.challenge(), opened.code())).isInstanceOf(Ended.class);
    codes.assign(opened.challenge(), PERSON);
    assertThat(codes.check(opened.challenge(), opened.code())).isInstanceOf(Ended.class);
  }

  @Test
  void endsWithTheLastGuessAndLeavesOthersAlone() {
    var guessed = opened();
    var other = opened();
    for (long left = ATTEMPTS - 1; left > 0; left--) {
      assertThat(codes.check(guessed.challenge(), wrong(guessed))).isEqualTo(new Wrong(left));
    }
    assertThat(codes.check(guessed.challenge(), wrong(guessed))).isInstanceOf(Ended.class);
    assertThat(codes.check(guessed.challenge(), guessed.code())).isInstanceOf(Ended.class);
    assertThat(codes.check(other.challenge(), other.code())).isInstanceOf(Accepted.class);
  }

  @Test
  void answersForAPhoneOfNobodyAsForAWrongCode() {
    var nobodys = codes.open(tagged, Optional.empty());
    assertThat(codes.check(nobodys.challenge(), nobodys.code())).isEqualTo(new Wrong(ATTEMPTS - 1));
  }

  @Test
  void keepsNeitherTheCodeNorThePhone() {
    var opened = opened();
    assertThat(store.get("challenge:" + opened.challenge()).orElseThrow())
        .doesNotContain("13800138000")
        .doesNotContain("\"" + opened.code() + "\"");
    assertThat(opened.toString()).doesNotContain(opened.code());
  }
}
