package org.yipiao.invoice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The bytes of a consent whose digest stands on the ledger. */
class ConsentPayloadTest {

  private static final String HASH =
      "bfac314fefdc07451af1792a81cbaeda24a9363f7d4d4b7ff2938c4231ea7e36";
  private static final String NONCE = "AAECAwQFBgcICQoLDA0ODw";

  private static ConsentPayload payload(String payer, String nonce) {
    Instant end = Instant.parse("2026-08-30T23:59:59.5Z");
    return new ConsentPayload(HASH, payer, GrantConsent.REIMBURSEMENT, end, nonce);
  }

  @Test
  void isTheGoldenBytesOfTheFormat() throws IOException, NoSuchAlgorithmException {
    byte[] bytes = payload("agency", NONCE).canonical().getBytes(StandardCharsets.US_ASCII);
    try (var golden = ConsentPayloadTest.class.getResourceAsStream("/golden/consent.json")) {
      assertThat(bytes).isEqualTo(Objects.requireNonNull(golden).readAllBytes());
    }
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
        .isEqualTo("4d1da5377be5e368e01a5e18bb3a0e140017383b8d0e29d8bf880eb8a792830b");
  }

  @Test
  void holdsNothingThatWouldHaveToBeEscaped() {
    assertThatThrownBy(() -> payload("agency\",\"purpose\":\"", NONCE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> payload("agency", NONCE + "\""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
