package org.yipiao.claims.server.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.yipiao.claims.adjudication.plan.CatalogueClass;
import org.yipiao.claims.adjudication.plan.PlanReader.Shipped;
import org.yipiao.claims.api.PutCoverage;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.testing.RunningClaims;

/** Which version of a plan decides, and that a decision says so. */
class PlanVersionsIT extends RunningClaims {

  private final String plan = "versions-" + fresh(8);

  private String version(String from, String ratio) {
    return Shipped.COMMERCIAL_P
        .json()
        .replace("\"commercial-p\"", "\"" + plan + "\"")
        .replaceAll("\"effectiveFrom\"\\s*:\\s*\"[^\"]+\"", "\"effectiveFrom\": \"" + from + "\"")
        .replace("\"10000.00\"", "\"0.00\"")
        .replace("\"0.60\"", "\"" + ratio + "\"");
  }

  private Claim claimOn(LocalDate day, String person) {
    return drive(submit("insurer", person, invoiceOn(day, line(10_000, CatalogueClass.A, "0"))));
  }

  private String insured() {
    String person = fresh(32);
    insure("insurer", person, plan, new PutCoverage.Opening(2026, 0, 0, 0, 0));
    return person;
  }

  @Test
  void theDayOfTheCareChoosesTheVersionAndTheDecisionNamesIt() {
    store("insurer", version("2026-01-01", "0.60"));
    store("insurer", version("2026-04-01", "0.70"));

    Claim early = claimOn(LocalDate.of(2026, 3, 31), insured());
    Claim late = claimOn(LocalDate.of(2026, 4, 1), insured());

    assertThat(early.amountFen()).isEqualTo(6_000);
    assertThat(early.effectiveFrom()).isEqualTo(LocalDate.of(2026, 1, 1));
    assertThat(late.amountFen()).isEqualTo(7_000);
    assertThat(late.effectiveFrom()).isEqualTo(LocalDate.of(2026, 4, 1));
    assertThat(late.planId()).isEqualTo(plan);
    assertThat(late.planOfficial()).isFalse();
    assertThat(late.traceJson()).contains("PLAN_UNOFFICIAL", "\"planDigest\":\"" + digest(late));
  }

  private String digest(Claim claim) {
    return jdbc.sql(
            """
            SELECT digest FROM plan_version
            WHERE tenant = ? AND plan_id = ? AND effective_from = ?
            """)
        .params(
            claim.tenant(),
            Objects.requireNonNull(claim.planId()),
            Objects.requireNonNull(claim.effectiveFrom()))
        .query(String.class)
        .single();
  }

  @Test
  void aLaterVersionChangesNothingThatWasDecided() {
    store("insurer", version("2026-01-01", "0.60"));
    Claim before = claimOn(LocalDate.of(2026, 3, 2), insured());
    store("insurer", version("2026-03-01", "0.65"));

    Claim after = claims.find(before.id()).orElseThrow();

    assertThat(after.traceDigest()).isEqualTo(before.traceDigest());
    assertThat(after.effectiveFrom()).isEqualTo(LocalDate.of(2026, 1, 1));
    assertThat(store("insurer", version("2026-03-01", "0.66"))).isEqualTo(PlanStore.Stored.DIFFERS);
    assertThat(store("insurer", version("2026-03-01", "0.65")))
        .isEqualTo(PlanStore.Stored.UNCHANGED);
    assertThat(claimOn(LocalDate.of(2026, 3, 2), insured()).amountFen()).isEqualTo(6_500);
  }

  @Test
  void careBeforeTheFirstVersionIsRefusedByItsOwnNameAndHoldsNothing() {
    store("insurer", version("2026-01-01", "0.60"));
    String person = insured();

    Claim claim = claimOn(LocalDate.of(2025, 12, 31), person);

    assertThat(claim.state()).isEqualTo(ClaimState.REFUSED);
    assertThat(claim.refusalCode()).isEqualTo("PLAN_VERSION_MISSING");
    assertThat(transactions(claim.id())).isEmpty();
    assertThat(
            jdbc.sql("SELECT COUNT(*) FROM accumulator_entry WHERE claim_id = ?")
                .param(claim.claimId())
                .query(Long.class)
                .single())
        .isZero();
  }
}
