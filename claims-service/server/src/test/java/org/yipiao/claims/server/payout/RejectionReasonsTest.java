package org.yipiao.claims.server.payout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RejectionReasonsTest {

  private final RejectionReasons reasons = new RejectionReasons(List.of("AC04", "K7", "AM05"));

  @Test
  void leavesNoDoubtForWhatTheBankIsKnownToMeanAndForNothingElse() {
    assertThat(reasons.doubt(List.of("AC04"))).isEmpty();
    assertThat(reasons.doubt(List.of("K7", "AC04"))).isEmpty();
    assertThat(reasons.doubt(List.of())).contains("BANK_REJECTED_WITHOUT_REASON");
    assertThat(reasons.doubt(List.of("AC04", "AM04"))).contains("BANK_REJECTED_FOR_AM04");
    assertThat(reasons.doubt(List.of("ac04"))).contains("BANK_REJECTED_FOR_OTHER");
    assertThat(reasons.doubt(List.of("A".repeat(36)))).contains("BANK_REJECTED_FOR_OTHER");
  }

  @Test
  void takesADuplicateForNoEndOfThePaymentThoughTheSettingsSaySo() {
    assertThat(reasons.doubt(List.of("AM05"))).contains("BANK_SAYS_DUPLICATE");
    assertThat(reasons.doubt(List.of("AC04", "DU03"))).contains("BANK_SAYS_DUPLICATE");
  }

  @Test
  void namesTheLongestReasonWithinWhatAClaimsRowTakes() {
    assertThat(reasons.doubt(List.of("A".repeat(35))).orElseThrow()).hasSizeLessThanOrEqualTo(60);
  }
}
