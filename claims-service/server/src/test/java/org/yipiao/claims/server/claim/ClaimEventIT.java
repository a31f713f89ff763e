package org.yipiao.claims.server.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yipiao.claims.api.ClaimChanged;
import org.yipiao.claims.server.testing.RunningClaims;
import tools.jackson.databind.json.JsonMapper;

/** The events' exact text, which others read. */
class ClaimEventIT extends RunningClaims {

  @Autowired private JsonMapper json;

  @Test
  void keepsItsText() {
    Instant at = Instant.parse("2026-11-22T02:30:00.123456Z");
    String claim = "00112233445566778899aabbccddeeff";
    assertThat(
            json.writeValueAsString(
                new ClaimChanged(
                    claim, "agency", "110601260000000001", 3, "ADJUDICATED", "X", 59_500L, at)))
        .isEqualTo(
            "{\"claimId\":\"00112233445566778899aabbccddeeff\",\"payer\":\"agency\","
                + "\"invoiceId\":\"110601260000000001\",\"sequence\":3,"
                + "\"status\":\"ADJUDICATED\",\"cause\":\"X\",\"amountFen\":59500,"
                + "\"at\":\"2026-11-22T02:30:00.123456Z\"}");
  }
}
