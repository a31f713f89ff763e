package org.yipiao.claims.server.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClaimStateTest {

  /** What may happen when, written down a second time. */
  private static final Map<String, ClaimState> ALLOWED =
      Map.ofEntries(
          Map.entry("SUBMITTED INVOICE_VERIFIED", ClaimState.VERIFIED),
          Map.entry("SUBMITTED REFUSED", ClaimState.REFUSED),
          Map.entry("SUBMITTED UNSURE", ClaimState.REVIEW),
          Map.entry("VERIFIED AMOUNT_DECIDED", ClaimState.ADJUDICATED),
          Map.entry("VERIFIED REFUSED", ClaimState.REFUSED),
          Map.entry("VERIFIED UNSURE", ClaimState.REVIEW),
          Map.entry("ADJUDICATED RESERVATION_SIGNED", ClaimState.RESERVING),
          Map.entry("RESERVING RESERVATION_FINAL", ClaimState.COMMITTED),
          Map.entry("RESERVING REMAINDER_SHRANK", ClaimState.VERIFIED),
          Map.entry("RESERVING REFUSED", ClaimState.REFUSED),
          Map.entry("RESERVING UNSURE", ClaimState.REVIEW),
          Map.entry("COMMITTED PAYMENT_WRITTEN", ClaimState.PAYING),
          Map.entry("PAYING BANK_SETTLED", ClaimState.PAID_BY_BANK),
          Map.entry("PAYING BANK_REJECTED", ClaimState.RELEASING),
          Map.entry("PAYING UNSURE", ClaimState.REVIEW),
          Map.entry("PAID_BY_BANK SETTLEMENT_SIGNED", ClaimState.SETTLING),
          Map.entry("SETTLING SETTLEMENT_FINAL", ClaimState.PAID),
          Map.entry("SETTLING UNSURE", ClaimState.REVIEW),
          Map.entry("RELEASING RELEASE_FINAL", ClaimState.REJECTED_BY_BANK),
          Map.entry("RELEASING UNSURE", ClaimState.REVIEW),
          Map.entry("REVIEW VERIFY_AGAIN", ClaimState.SUBMITTED),
          Map.entry("REVIEW DECIDE_AGAIN", ClaimState.VERIFIED),
          Map.entry("REVIEW RESERVE_AGAIN", ClaimState.RESERVING),
          Map.entry("REVIEW ASK_BANK_AGAIN", ClaimState.PAYING),
          Map.entry("REVIEW SETTLE_AGAIN", ClaimState.SETTLING),
          Map.entry("REVIEW RELEASE_AGAIN", ClaimState.RELEASING),
          Map.entry("REVIEW BANK_CONFIRMED_PAID", ClaimState.PAID_BY_BANK),
          Map.entry("REVIEW BANK_CONFIRMED_UNPAID", ClaimState.RELEASING),
          Map.entry("REVIEW CLOSED", ClaimState.REFUSED),
          Map.entry("REVIEW APPROVED_BY_PERSON", ClaimState.ADJUDICATED),
          Map.entry("REVIEW APPROVED_IN_PART_BY_PERSON", ClaimState.ADJUDICATED),
          Map.entry("REVIEW REFUSED_BY_PERSON", ClaimState.REFUSED));

  @Test
  void leadsWhereItShouldAndRefusesEveryOtherPairByName() {
    for (ClaimState from : ClaimState.values()) {
      for (ClaimEvent event : ClaimEvent.values()) {
        ClaimState to = ALLOWED.get(from + " " + event);
        if (to != null) {
          assertThat(from.on(event)).as("%s in %s", event, from).isEqualTo(to);
        } else {
          assertThatThrownBy(() -> from.on(event))
              .isInstanceOf(ClaimState.IllegalTransitionException.class)
              .hasMessage(event + " cannot happen to a claim in " + from);
        }
      }
    }
  }

  @Test
  void reachesEveryStateAndEndsFromEveryState() {
    Set<ClaimState> reached = EnumSet.of(ClaimState.SUBMITTED);
    for (int i = 0; i < ClaimState.values().length; i++) {
      EnumSet<ClaimState> further = EnumSet.copyOf(reached);
      reached.forEach(state -> further.addAll(state.next()));
      reached = further;
    }

    assertThat(reached).containsExactlyInAnyOrder(ClaimState.values());
    assertThat(EnumSet.allOf(ClaimState.class).stream().filter(ClaimState::ended))
        .containsExactly(
            ClaimState.PAID, ClaimState.REJECTED_BY_BANK, ClaimState.REFUSED, ClaimState.REVIEW);
  }

  @Test
  void neverGoesBackOnceMoneyMayHaveMoved() {
    for (ClaimState state :
        Set.of(ClaimState.PAYING, ClaimState.PAID_BY_BANK, ClaimState.SETTLING)) {
      assertThat(state.next())
          .doesNotContain(
              ClaimState.VERIFIED, ClaimState.REFUSED, ClaimState.RESERVING, ClaimState.COMMITTED);
    }
  }

  @Test
  void countsForGoodOnceTheBankHasPaid() {
    assertThat(EnumSet.allOf(ClaimState.class).stream().filter(ClaimState::countsProvisionally))
        .containsExactly(
            ClaimState.ADJUDICATED,
            ClaimState.RESERVING,
            ClaimState.COMMITTED,
            ClaimState.PAYING,
            ClaimState.RELEASING,
            ClaimState.REVIEW);
  }

  @Test
  void leadsOutOfReviewOnlyToWhereAClaimCameFrom() {
    for (ClaimState before : ClaimState.values()) {
      if (before.next().contains(ClaimState.REVIEW)) {
        assertThat(ClaimState.REVIEW.on(before.resumption())).isEqualTo(before);
      } else {
        assertThatThrownBy(before::resumption).isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Test
  void leavesToAPersonOnlyWhatTheLedgerAndTheBankKnowNothingOf() {
    assertThat(EnumSet.allOf(ClaimState.class).stream().filter(ClaimState::isLeftToAPerson))
        .containsExactly(ClaimState.SUBMITTED, ClaimState.VERIFIED);
  }

  @Test
  void isDrawnInTheDocumentsAsItIs() throws IOException {
    Path page =
        Path.of(System.getProperty("yipiao.root", "../.."), "infra", "docs", "claim-states.md");

    assertThat(Files.readString(page))
        .as("write ClaimState.describe() to %s", page)
        .isEqualTo(ClaimState.describe());
  }
}
