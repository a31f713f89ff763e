package org.yipiao.invoice.server.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.invoice.api.ConsentPayload;

/** The keys under which people find what they agreed to. */
class ConsentKeysTest {

  private static final ConsentPayload PAYLOAD =
      new ConsentPayload(
          "ab".repeat(32),
          "agency",
          "REIMBURSEMENT",
          Instant.parse("2026-08-30T00:00:00Z"),
          "AAECAwQFBgcICQoLDA0ODw");

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("keys").resolve("consent-keys.json");
  }

  private static boolean verifies(String signed, String published) throws Exception {
    var jws = JWSObject.parse(signed);
    ECKey key = JWKSet.parse(published).getKeyByKeyId(jws.getHeader().getKeyID()).toECKey();
    return jws.verify(new ECDSAVerifier(key));
  }

  private static ECKey key() throws Exception {
    return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
  }

  private void write(JWK... keys) throws Exception {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), new JWKSet(List.of(keys)).toString(false));
  }

  @Test
  void makesOneKeyForItsOwnerAloneAndKeepsItAcrossStarts() throws Exception {
    String signed = new ConsentKeys(file()).sign(PAYLOAD);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    try (var files = Files.list(file().getParent())) {
      assertThat(files).containsExactly(file());
    }
    var again = new ConsentKeys(file());
    assertThat(verifies(signed, again.published())).isTrue();
    assertThat(JWKSet.parse(again.published()).getKeys()).hasSize(1).noneMatch(JWK::isPrivate);
    assertThat(again.toString()).doesNotContain("\"d\"");
  }

  @Test
  void signsWithTheFirstKeyAndPublishesThoseBehindIt() throws Exception {
    String before = new ConsentKeys(file()).sign(PAYLOAD);
    JWK former = JWKSet.parse(Files.readString(file())).getKeys().getFirst();
    ECKey next = key();
    write(next, former.toPublicJWK());

    var keys = new ConsentKeys(file());

    assertThat(verifies(before, keys.published())).isTrue();
    String after = keys.sign(PAYLOAD);
    assertThat(JWSObject.parse(after).getHeader().getKeyID()).isEqualTo(next.getKeyID());
    assertThat(verifies(after, keys.published())).isTrue();
  }

  @Test
  void refusesAFileThatCannotSignOrHoldsOtherKeys() throws Exception {
    write(key().toPublicJWK());
    assertThatThrownBy(() -> new ConsentKeys(file())).hasMessageContaining("private key");
    write(key(), new ECKeyGenerator(Curve.P_384).generate());
    assertThatThrownBy(() -> new ConsentKeys(file())).hasMessageContaining("not of P-256");
    Files.writeString(file(), "{}");
    assertThatThrownBy(() -> new ConsentKeys(file())).isInstanceOf(IllegalStateException.class);
  }
}
