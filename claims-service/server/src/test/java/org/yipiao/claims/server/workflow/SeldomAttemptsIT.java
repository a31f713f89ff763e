package org.yipiao.claims.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yipiao.claims.server.ClaimsProperties;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.verification.Verification;
import org.yipiao.ledger.protocol.genesis.GenesisLimits;
import org.yipiao.platform.id.ClaimId;

/** What may take months, or leaves a trace each time, is not tried every two seconds for ever. */
class SeldomAttemptsIT extends RunningClaims {

  private static final int AGENCY = 2;
  private static final int MOST_OPEN = GenesisLimits.DEFAULT.openReservationsPerPayer();

  @Autowired private ClaimsProperties settings;
  private boolean full;
  private String person;
  private long invoice;

  @BeforeEach
  void insure() {
    person = fresh(32);
    invoice = simple(10_000);
    insure("agency", person, OUTPATIENT, 180_000);
  }

  @AfterEach
  void endTheOthers() {
    full(false);
  }

  /** Whether the payer has as many reservations open as the ledger lets it have. */
  private void full(boolean becomes) {
    if (becomes != full) {
      LEDGER.openElsewhere(AGENCY, becomes ? MOST_OPEN : -MOST_OPEN);
      full = becomes;
    }
  }

  private long pauseSeconds(ClaimId id) {
    return jdbc.sql(
            """
            SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), next_attempt_at) FROM claim
            WHERE claim_id = ?
            """)
        .param(id.value())
        .query(Long.class)
        .single();
  }

  private void triedBefore(ClaimId id, int attempts) {
    jdbc.sql("UPDATE claim SET attempts = ? WHERE claim_id = ?")
        .params(attempts, id.value())
        .update();
  }

  /** The pause has grown to minutes, and not beyond what it may be. */
  private void restsForMinutes(ClaimId id) {
    assertThat(pauseSeconds(id)).isBetween(60L, settings.longestPause().toSeconds());
  }

  @Test
  void looksEverMoreSeldomAtAnInvoiceThatIsNotFinal() {
    registerAt((_, _) -> new Verification.NotYet("invoice is RECEIVED", true));
    ClaimId id = submit("agency", person, invoice);
    assertThat(drive(id).state()).isEqualTo(ClaimState.SUBMITTED);
    assertThat(pauseSeconds(id)).isLessThanOrEqualTo(settings.maxRetryDelay().toSeconds());
    triedBefore(id, 40);

    Claim waiting = drive(id);

    assertThat(waiting.state()).isEqualTo(ClaimState.SUBMITTED);
    restsForMinutes(id);
    registerAt(RunningClaims::look);
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAID);
  }

  @Test
  void looksAgainSoonWhileTheRegisterIsAwayAndBeginsWithShortPausesAfterIt() {
    registerAt((_, _) -> new Verification.NotYet("register: HTTP 503", false));
    ClaimId id = submit("agency", person, invoice);
    for (int attempt = 0; attempt < 20; attempt++) {
      assertThat(drive(id).state()).isEqualTo(ClaimState.SUBMITTED);
      assertThat(pauseSeconds(id)).isLessThanOrEqualTo(settings.maxRetryDelay().toSeconds());
    }

    registerAt((_, _) -> new Verification.NotYet("invoice is RECEIVED", true));
    drive(id);

    assertThat(pauseSeconds(id)).isLessThanOrEqualTo(2 * settings.maxRetryDelay().toSeconds());
  }

  @Test
  void looksEverMoreSeldomWhetherOthersHaveLeftWhatItNeeds() {
    insure("insurer", person, "commercial-p", 0);
    LEDGER.reserve(AGENCY, invoice, 1_000, Duration.ofMinutes(10));
    ClaimId id = submit("insurer", person, invoice);
    assertThat(drive(id).state()).isEqualTo(ClaimState.VERIFIED);
    assertThat(pauseSeconds(id)).isLessThanOrEqualTo(settings.maxRetryDelay().toSeconds());
    triedBefore(id, 40);

    Claim waiting = drive(id);

    assertThat(waiting.state()).isEqualTo(ClaimState.VERIFIED);
    restsForMinutes(id);
    LEDGER.pass(Duration.ofMinutes(11));
    LEDGER.pass(Duration.ofMinutes(-11));
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAID);
  }

  @Test
  void asksTheLedgerEverMoreSeldomWhileThePayerHasTooManyReservationsOpen() {
    full(true);
    ClaimId id = submit("agency", person, invoice);
    assertThat(drive(id).state()).isEqualTo(ClaimState.RESERVING);
    assertThat(pauseSeconds(id)).isLessThanOrEqualTo(settings.maxRetryDelay().toSeconds());
    triedBefore(id, 40);

    Claim waiting = drive(id);

    assertThat(waiting.state()).isEqualTo(ClaimState.RESERVING);
    assertThat(transactions(id))
        .containsExactly("RESERVE 1 FINAL", "RESERVE 2 FINAL", "RESERVE 3 PENDING");
    restsForMinutes(id);
    full(false);
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAID);
    assertThat(BANK.paid(id.value())).isEqualTo(1);
  }

  @Test
  void asksTheLedgerForAReservationNoLongerThanThePersonConsents() {
    full(true);
    ClaimId id = submit("agency", person, invoice);
    assertThat(drive(id).state()).isEqualTo(ClaimState.RESERVING);
    jdbc.sql("UPDATE claim SET consent_expires_at = submitted_at WHERE claim_id = ?")
        .param(id.value())
        .update();

    Claim claim = drive(id);

    assertThat(claim.state()).isEqualTo(ClaimState.REFUSED);
    assertThat(claim.refusalCode()).isEqualTo("CONSENT_EXPIRED");
    assertThat(transactions(id)).containsExactly("RESERVE 1 FINAL", "RESERVE 2 FINAL");
    assertThat(used("paid_fen", person)).isZero();
    full(false);
    assertThat(drive(submit("agency", person, invoice)).state()).isEqualTo(ClaimState.PAID);
  }
}
