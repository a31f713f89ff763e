package org.yipiao.claims.server.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.claims.api.SubmitClaim;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClaimRefusalTest {

  private static final JsonNode REQUEST =
      JsonMapper.builder()
          .build()
          .valueToTree(
              new SubmitClaim(
                  "0".repeat(32),
                  "insurer",
                  "110601260000000001",
                  "0".repeat(64),
                  "main",
                  new SubmitClaim.Consent(
                      "0".repeat(64),
                      "insurer",
                      "REIMBURSEMENT",
                      Instant.parse("2026-06-01T03:00:00Z"),
                      "0".repeat(16),
                      "0".repeat(32),
                      "e30.e30." + "A".repeat(86))));

  @ParameterizedTest
  @EnumSource(ClaimRefusal.class)
  void pointsToAMemberOfTheClaim(ClaimRefusal refusal) {
    assertThat(refusal.field()).startsWith("/");
    assertThat(REQUEST.at(refusal.field()).isString()).as(refusal.field()).isTrue();
    assertThat(ClaimRefusal.fieldOf(refusal.name())).isEqualTo(refusal.field());
  }

  @ParameterizedTest
  @ValueSource(strings = {"BUNDLE_MALFORMED", "LEDGER_BAD_SIGNATURE", "ITEM_UNLISTED", ""})
  void whatIsPutToAPersonPointsToTheWholeClaim(String code) {
    assertThat(ClaimRefusal.fieldOf(code)).isEmpty();
    assertThat(REQUEST.at(ClaimRefusal.fieldOf(code))).isEqualTo(REQUEST);
  }
}
