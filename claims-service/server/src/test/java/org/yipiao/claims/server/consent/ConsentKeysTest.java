package org.yipiao.claims.server.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.claims.server.testing.ConsentSigner;

/** When the register is asked for its keys, and what holds while it does not answer. */
class ConsentKeysTest {

  private static final ECKey FIRST = ConsentSigner.key();
  private static final ECKey SECOND = ConsentSigner.key();

  private Instant now = Instant.parse("2026-06-01T02:00:00Z");
  private List<ECKey> published = List.of(FIRST);
  private boolean down;
  private int asked;
  private final ConsentKeys keys = new ConsentKeys(this::read, () -> now);

  private String read() {
    asked++;
    if (down) {
      throw new IllegalStateException("no answer");
    }
    return new JWKSet(List.<JWK>copyOf(published)).toString(true);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private boolean knows(ECKey key) {
    return keys.find(key.getKeyID()) instanceof ConsentKeys.Found.Key;
  }

  @Test
  void areReadOnceForAsManyConsentsAsThereAre() {
    for (int i = 0; i < 100; i++) {
      assertThat(knows(FIRST)).isTrue();
    }
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void areReadAnewForAnUnknownOneOnceAMinuteAtMost() {
    assertThat(knows(FIRST)).isTrue();
    published = List.of(SECOND, FIRST);
    for (int i = 0; i < 100; i++) {
      assertThat(keys.find("key-" + i)).isInstanceOf(ConsentKeys.Found.None.class);
    }
    assertThat(knows(SECOND)).isFalse();
    assertThat(asked).isEqualTo(1);

    pass(ConsentKeys.BETWEEN_READINGS);

    assertThat(knows(SECOND)).isTrue();
    assertThat(knows(FIRST)).isTrue();
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void areForgottenOnceTheRegisterHasWithdrawnThem() {
    assertThat(knows(FIRST)).isTrue();
    published = List.of(SECOND);
    pass(ConsentKeys.GOOD_FOR);

    assertThat(keys.find(FIRST.getKeyID())).isInstanceOf(ConsentKeys.Found.None.class);
    assertThat(knows(SECOND)).isTrue();
  }

  @Test
  void stayGoodWhileTheRegisterDoesNotAnswerAndAnUnknownOneIsNeitherTakenNorRefused() {
    assertThat(knows(FIRST)).isTrue();
    down = true;
    pass(ConsentKeys.GOOD_FOR);

    assertThat(knows(FIRST)).isTrue();
    assertThat(keys.find(SECOND.getKeyID())).isInstanceOf(ConsentKeys.Found.Unavailable.class);
    assertThat(asked).isEqualTo(2);
    down = false;
    published = List.of(SECOND);
    pass(ConsentKeys.AFTER_A_FAILURE);

    assertThat(knows(SECOND)).isTrue();
    assertThat(asked).isEqualTo(3);
  }
}
