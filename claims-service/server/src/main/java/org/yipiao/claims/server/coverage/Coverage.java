package org.yipiao.claims.server.coverage;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.adjudication.plan.PlanId;

/**
 * A person's insurance with a payer.
 *
 * @param payoutAccount where the person is paid; personal
 */
public record Coverage(
    PlanId plan, LocalDate validFrom, @Nullable LocalDate validTo, String payoutAccount) {

  /** Whether care on that day is insured. */
  public boolean holdsOn(LocalDate day) {
    return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
  }

  /** Shows no account. */
  @Override
  public String toString() {
    return "Coverage[" + plan + "]";
  }
}
