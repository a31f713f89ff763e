package org.yipiao.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {

  private static final Duration LIFE = Duration.ofDays(90);

  @TempDir Path directory;
  private Instant now = Instant.parse("2026-03-02T00:00:00Z");

  private SigningKeys open() {
    return new SigningKeys(directory, LIFE, () -> now);
  }

  private static List<String> published(SigningKeys keys) {
    return keys.published().getKeys().stream().map(JWK::getKeyID).toList();
  }

  @Test
  void replacesAKeyWhoseTimeIsOverAndShowsTheOldOneUntilItsTokensHaveExpired() throws Exception {
    SigningKeys keys = open();
    String first = keys.current().getKeyID();
    now = now.plus(LIFE).minusSeconds(1);
    assertThat(keys.current().getKeyID()).isEqualTo(first);
    now = now.plusSeconds(1);
    String second = keys.current().getKeyID();
    assertThat(second).isNotEqualTo(first);
    assertThat(published(keys)).containsExactly(second, first);
    assertThat(keys.published().getKeys()).noneMatch(JWK::isPrivate);

    // The longest token lives ten minutes.
    now = now.plus(Duration.ofMinutes(10));
    assertThat(published(keys)).containsExactly(second, first);
    assertThat(published(open())).containsExactly(second, first);
    now = now.plus(Duration.ofMinutes(2));
    assertThat(published(keys)).containsExactly(second);
    assertThat(published(open())).containsExactly(second);
  }

  @Test
  void keepsTheAgeOfItsKeyOverARestart() {
    String first = open().current().getKeyID();
    now = now.plus(LIFE).minusSeconds(1);
    assertThat(open().current().getKeyID()).isEqualTo(first);
    now = now.plusSeconds(2);
    assertThat(published(open())).hasSize(2).contains(first);
  }

  @Test
  void losesNoKeyWhenItDiesWhileReplacingIt() throws IOException {
    SigningKeys keys = open();
    String first = keys.current().getKeyID();
    String before = Files.readString(directory.resolve("signing-key.json"));
    now = now.plus(LIFE);
    keys.current();
    // As if it had died after the old key was written down and before the new one was.
    Files.writeString(directory.resolve("signing-key.json"), before);

    SigningKeys again = open();

    assertThat(again.current().getKeyID()).isNotEqualTo(first);
    assertThat(published(again)).hasSize(2).containsOnlyOnce(first);
  }

  @Test
  void keepsBothFilesReadableByTheirOwnerAlone() throws IOException {
    SigningKeys keys = open();
    now = now.plus(LIFE);
    keys.current();
    for (String file : List.of("signing-key.json", "retired-keys.json")) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file))))
          .isEqualTo("rw-------");
    }
    assertThat(Files.readString(directory.resolve("retired-keys.json"))).doesNotContain("\"d\"");
  }

  @Test
  void refusesFilesThatHoldSomethingElse() throws IOException {
    open();
    Files.writeString(directory.resolve("retired-keys.json"), "{}");
    assertThatThrownBy(this::open).hasMessageContaining("retired-keys.json");
    Files.delete(directory.resolve("retired-keys.json"));
    Files.writeString(directory.resolve("signing-key.json"), "{\"kty\":\"EC\"}");
    assertThatThrownBy(this::open).hasMessageContaining("signing-key.json");
  }
}
