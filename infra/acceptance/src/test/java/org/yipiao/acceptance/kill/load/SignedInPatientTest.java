package org.yipiao.acceptance.kill.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.quickstart.drive.phone.ClaimStep;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SignedInPatientTest {

  private static final JsonNode SCREEN =
      JsonMapper.shared()
          .readTree(
              """
              {"claim":{"timeline":[{"state":"SUBMITTED"},{"state":"VERIFIED"},{"state":"PAID"}]},
               "receipt":{"amountFen":59500}}
              """);

  @Test
  void findsNothingWhereEveryStepWasSeenOnce() {
    assertThat(
            SignedInPatient.judge(
                "c", steps("1 SUBMITTED", "2 VERIFIED", "3 PAID"), SCREEN, 59_500))
        .isEmpty();
  }

  @Test
  void namesAStepThatWasMissed() {
    assertThat(SignedInPatient.judge("c", steps("1 SUBMITTED", "3 PAID"), SCREEN, 59_500))
        .singleElement()
        .asString()
        .contains("[1 SUBMITTED, 3 PAID] of [1 SUBMITTED, 2 VERIFIED, 3 PAID]");
  }

  @Test
  void namesAStepThatCameTwice() {
    assertThat(
            SignedInPatient.judge(
                "c", steps("1 SUBMITTED", "2 VERIFIED", "2 VERIFIED", "3 PAID"), SCREEN, 59_500))
        .hasSize(1);
  }

  @Test
  void namesAReceiptOfAnotherAmount() {
    assertThat(
            SignedInPatient.judge(
                "c", steps("1 SUBMITTED", "2 VERIFIED", "3 PAID"), SCREEN, 80_500))
        .singleElement()
        .asString()
        .contains("59500 instead of 80500");
  }

  private static List<ClaimStep> steps(String... named) {
    return List.of(named).stream()
        .map(step -> step.split(" ", -1))
        .map(parts -> new ClaimStep(Long.parseLong(parts[0]), parts[1], Instant.EPOCH, false))
        .toList();
  }
}
