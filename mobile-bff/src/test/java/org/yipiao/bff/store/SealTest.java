package org.yipiao.bff.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {

  private static final byte[] PLAIN = "what nobody may read".getBytes(StandardCharsets.UTF_8);

  private final Seal seal = new Seal(new byte[32]);

  @Test
  void opensWhatItSealedUnderThatNameAlone() {
    var sealed = seal.seal("name", PLAIN);
    assertThat(seal.open("name", sealed)).hasValue(PLAIN);
    assertThat(seal.open("another", sealed)).isEmpty();
    var secret = new byte[32];
    secret[0] = 1;
    assertThat(new Seal(secret).open("name", sealed)).isEmpty();
    assertThat(seal.seal("name", PLAIN)).isNotEqualTo(sealed);
  }

  @Test
  void opensNothingThatWasChanged() {
    var sealed = seal.seal("name", PLAIN);
    for (int i = 0; i < sealed.length() - 1; i++) {
      var changed = new StringBuilder(sealed);
      changed.setCharAt(i, sealed.charAt(i) == 'A' ? 'B' : 'A');
      assertThat(seal.open("name", changed.toString())).as("at %d", i).isEmpty();
    }
    assertThat(seal.open("name", "")).isEmpty();
    assertThat(seal.open("name", "*")).isEmpty();
    assertThat(seal.open("name", "AAAA")).isEmpty();
  }

  @Test
  void namesPeopleInAWayThatOnlyItsSecretMakes() {
    assertThat(seal.tag("somebody")).matches("[0-9a-f]{32}").isEqualTo(seal.tag("somebody"));
    assertThat(seal.tag("somebody")).isNotEqualTo(seal.tag("somebody else"));
  }

  @Test
  void readsNoSecretOfAnotherLength(@TempDir Path directory) throws Exception {
    var file = Files.writeString(directory.resolve("secret"), "00".repeat(31));
    assertThatThrownBy(() -> Seal.read(file)).hasMessageContaining("32 bytes");
    Files.writeString(file, "zz".repeat(32));
    assertThatThrownBy(() -> Seal.read(file))
        .hasMessageContaining("32 bytes in hexadecimal")
        .hasMessageNotContaining("zz");
  }
}
