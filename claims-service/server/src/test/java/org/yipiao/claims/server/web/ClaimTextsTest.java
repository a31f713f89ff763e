package org.yipiao.claims.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yipiao.claims.adjudication.json.ReadingRule;
import org.yipiao.claims.api.DecideClaim.Reason;
import org.yipiao.claims.server.claim.ClaimRefusal;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.platform.testing.TextsContract;

class ClaimTextsTest {

  @Test
  void saysEveryProblemInBothLanguages() throws IOException {
    TextsContract.ofProblems("/messages", ClaimsProblem.class);
  }

  @Test
  void saysWhatIsWrongWithAFieldOrAPlanInBothLanguages() throws IOException {
    TextsContract.ofReasons(FieldReason.class);
    TextsContract.ofReasons(ReadingRule.class);
  }

  @Test
  void saysEveryRefusalOfAClaimInBothLanguagesAndWhatCanBeDone() throws IOException {
    List<String> keys = new ArrayList<>(List.of("other.reason", "other.next"));
    for (ClaimRefusal refusal : ClaimRefusal.values()) {
      keys.add(refusal + ".reason");
      keys.add(refusal + ".next");
    }
    TextsContract.of("/messages", "refusal.", keys);
  }

  @Test
  void saysEveryReasonOfPeopleInBothLanguagesAndRefusesByAKnownRefusal() throws IOException {
    TextsContract.of("/messages", "decision.", Stream.of(Reason.values()).map(Enum::name).toList());
    assertThat(Stream.of(Reason.values()).filter(reason -> !reason.pays()).map(Enum::name))
        .allSatisfy(name -> assertThat(ClaimRefusal.valueOf(name).name()).isEqualTo(name));
  }

  @Test
  void saysInBothLanguagesWhatAClaimWaitsForAndWhatPeopleCanDo() throws IOException {
    List<String> keys =
        new ArrayList<>(
            List.of(
                "ITEM_UNLISTED",
                "COVERAGE_GONE",
                "DECISION_EXCEEDS_REMAINING",
                "next.decide",
                "next.refuse",
                "next.resolve"));
    for (ClaimState state : ClaimState.values()) {
      if (state.next().contains(ClaimState.REVIEW)) {
        keys.add(state.name());
      }
    }
    TextsContract.of("/messages", "review.", keys);
  }

  @Test
  void saysEveryStateInBothLanguages() throws IOException {
    TextsContract.of(
        "/messages", "state.", Stream.of(ClaimState.values()).map(Enum::name).toList());
  }
}
