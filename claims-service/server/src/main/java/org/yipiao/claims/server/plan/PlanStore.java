package org.yipiao.claims.server.plan;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.yipiao.claims.adjudication.plan.BenefitPlan;
import org.yipiao.claims.adjudication.plan.PlanId;
import org.yipiao.claims.adjudication.plan.PlanReader;
import org.yipiao.platform.id.TenantId;

/** Plan versions of payers; one that is stored never changes. */
@Component
public class PlanStore {

  private final PlanMapper plans;
  private final InstantSource time;
  // Versions never change, so what a digest stands for needs no invalidation; bounded by the
  // number of versions that payers have stored.
  private final Map<String, BenefitPlan> parsed = new ConcurrentHashMap<>();

  PlanStore(PlanMapper plans, InstantSource time) {
    this.plans = plans;
    this.time = time;
  }

  /** What came of storing a version. */
  public enum Stored {
    STORED,
    /** The same version was there already. */
    UNCHANGED,
    /** Another content stands under this plan and day. */
    DIFFERS
  }

  @Transactional
  public Stored put(TenantId payer, BenefitPlan plan, String json, String actor) {
    var header = plan.header();
    PlanRow row =
        new PlanRow(
            payer.value(),
            header.planId().value(),
            header.effectiveFrom(),
            header.effectiveTo(),
            json,
            header.digest(),
            header.official(),
            time.instant(),
            actor,
            "PLAN_STORED");
    try {
      plans.insert(row);
      return Stored.STORED;
    } catch (DuplicateKeyException e) {
      return compare(row);
    }
  }

  private Stored compare(PlanRow row) {
    PlanRow there = plans.find(row.tenant(), row.planId(), row.effectiveFrom());
    return there != null && there.digest().equals(row.digest()) ? Stored.UNCHANGED : Stored.DIFFERS;
  }

  /** The latest version that is effective on the service date. */
  public Optional<BenefitPlan> effective(TenantId payer, PlanId plan, LocalDate serviceDate) {
    return read(plans.effective(payer.value(), plan.value(), serviceDate));
  }

  /** The version that is stored under this day. */
  public Optional<BenefitPlan> version(TenantId payer, PlanId plan, LocalDate effectiveFrom) {
    return read(plans.find(payer.value(), plan.value(), effectiveFrom));
  }

  private Optional<BenefitPlan> read(@Nullable PlanRow row) {
    return row == null
        ? Optional.empty()
        : Optional.of(parsed.computeIfAbsent(row.digest(), _ -> PlanReader.read(row.content())));
  }

  public boolean exists(TenantId payer, PlanId plan) {
    return plans.exists(payer.value(), plan.value());
  }
}
