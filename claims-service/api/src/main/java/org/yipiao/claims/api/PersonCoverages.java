package org.yipiao.claims.api;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one person is insured for with all payers, by payer and policy; never an account. */
public record PersonCoverages(List<PersonCoverage> items) {

  public PersonCoverages {
    items = List.copyOf(items);
  }

  /**
   * One policy.
   *
   * @param payerName as it stands in payment messages
   * @param official whether the plan's version of today is a legal rule; false for a test profile,
   *     and while no version is effective
   * @param validTo last day, inclusive, or null until further notice
   */
  public record PersonCoverage(
      String payer,
      String payerName,
      String policy,
      String planId,
      boolean official,
      LocalDate validFrom,
      @Nullable LocalDate validTo) {}
}
