package org.yipiao.claims.server.coverage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.yipiao.claims.adjudication.plan.PlanId;
import org.yipiao.claims.api.PutCoverage;
import org.yipiao.claims.server.coverage.CoverageMapper.CoverageRow;
import org.yipiao.claims.server.coverage.CoverageMapper.EntryRow;
import org.yipiao.claims.server.coverage.CoverageMapper.YearKey;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.id.TenantId;

/** Who is insured with whom. */
@Component
public class Coverages {

  private static final String ACCOUNT = "coverage.account";
  private static final int MOST_POLICIES = 100;

  private final CoverageMapper rows;
  private final BenefitYears years;
  private final InstantSource time;

  Coverages(CoverageMapper rows, BenefitYears years, InstantSource time) {
    this.rows = rows;
    this.years = years;
    this.time = time;
  }

  /**
   * Stores a coverage; nothing is stored when the opening figures cannot be taken.
   *
   * @return false when the year has been counted in here already and its figures differ
   */
  @Transactional
  public boolean put(PayerTenant payer, PutCoverage coverage, String actor) {
    PutCoverage.Opening opening = coverage.opening();
    if (opening != null) {
      YearKey key =
          new YearKey(payer.id().value(), coverage.personId(), coverage.planId(), opening.year());
      EntryRow entry =
          new EntryRow(
              null,
              "OPENING",
              opening.deductibleUsedFen(),
              opening.inScopeUsedFen(),
              opening.paidFen(),
              null,
              coverage.planId(),
              opening.year());
      if (!years.open(key, entry, opening.admissions())) {
        return false;
      }
    }
    Instant now = time.instant().truncatedTo(ChronoUnit.MICROS);
    CoverageRow row =
        new CoverageRow(
            payer.id().value(),
            coverage.personId(),
            coverage.policy(),
            coverage.planId(),
            coverage.validFrom(),
            coverage.validTo(),
            payer.seal(ACCOUNT, coverage.payoutAccount().getBytes(StandardCharsets.US_ASCII)),
            now,
            actor,
            "COVERAGE_STORED");
    rows.put(row);
    rows.append(row);
    return true;
  }

  /** A person's policies with all payers, by payer and policy; those beyond a hundred are left. */
  public List<InsuredPolicy> of(PersonId person) {
    return rows.of(person.value(), MOST_POLICIES).stream()
        .map(row ->
            new InsuredPolicy(
                new TenantId(row.tenant()),
                row.policy(),
                new PlanId(row.planId()),
                row.validFrom(),
                row.validTo()))
        .toList();
  }

  public Optional<Coverage> find(PayerTenant payer, PersonId person, String policy) {
    return Optional.ofNullable(rows.find(payer.id().value(), person.value(), policy))
        .map(row ->
            new Coverage(
                new PlanId(row.planId()),
                row.validFrom(),
                row.validTo(),
                new String(payer.open(ACCOUNT, row.accountSealed()), StandardCharsets.US_ASCII)));
  }
}
